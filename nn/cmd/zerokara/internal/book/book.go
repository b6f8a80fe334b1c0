// Package book repeats the figures of Deep Learning from Scratch: it prints the
// numbers and draws the plots. Each experiment is a file.
package book

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist/shard"
)

// Section is one of the book's figures or experiments.
type Section struct {
	Name    string // on the command line
	Chapter string // chapter or section of the book, such as "6.1.8"
	About   string
	run     func(*session) error
}

// Sections returns all sections in the order of the book.
func Sections() []Section { return sections }

var sections = []Section{
	{"curves", "1.6", "sin and cos; broadcasting", curves},
	{"gates", "2", "AND, NAND, OR as perceptrons, XOR by two layers; learning them", gates},
	{"activations", "3.2", "step, sigmoid, tanh, ReLU", activations},
	{"digits", "3.6.1", "the first training images", digits},
	{"inference", "3.6.2", "784-50-100-10 with sigmoids on the test images, one by one and in batches", inference},
	{"losses", "4.2", "sum of squares and cross-entropy", losses},
	{"gradient", "4.3-4.4", "derivative, tangent and a field of gradients", gradient},
	{"descent", "4.4.1", "gradient descent with good and bad learning rates", descent},
	{"simplenet", "4.4.2", "the gradient of a 2x3 network", simplenet},
	{"numerical", "4.5.1", "a two-layer network trained by numerical gradients and by backpropagation", numerical},
	{"twolayer", "4.5.2", "784-50-10 with sigmoid, 10,000 steps", twoLayer},
	{"apples", "5.2-5.4", "the apple shop as a computational graph", apples},
	{"gradcheck", "5.7.3", "backpropagation against the numerical gradient", gradCheck},
	{"relunet", "5.7.4", "784-50-10 with ReLU, 10,000 steps", reluNet},
	{"optimizers", "6.1.7", "optimisers on f(x,y) = x²/20 + y²", optimizers},
	{"optimizers-mnist", "6.1.8", "optimisers on MNIST, 4 hidden layers of 100", optimizersMNIST},
	{"activation-histograms", "6.2.1", "activations of 5 layers by initial values and activation", activationHistograms},
	{"initial-values", "6.2.4", "initial values on MNIST, 4 hidden layers of 100", initialValues},
	{"batchnorm", "6.3.2", "batch normalisation against none, 16 initial scales, 1,000 images", batchNorm},
	{"weight-decay", "6.4.2", "overfitting 300 images, with and without weight decay", weightDecay},
	{"dropout", "6.4.3", "overfitting 300 images, with and without dropout", dropout},
	{"search", "6.5.2", "random search for learning rate and weight decay, 500 images", search},
	{"conv-gradcheck", "7.4", "gradient check of a convolutional network", convGradCheck},
	{"simpleconv", "7.5", "SimpleConvNet", simpleConv},
	{"filters", "7.6.1", "filters before and after training, and their outputs", filters},
	{"deepconv", "8.1.1", "DeepConvNet", deepConv},
	{"misread", "8.1.1", "test images that DeepConvNet predicts wrongly", misread},
	{"float16", "8.4", "DeepConvNet in half precision", float16},
}

// Options configure a run of sections.
type Options struct {
	Out     io.Writer
	Dir     string // for plots and models
	Data    string // folder of MNIST's shards
	Format  string // of plots, "svg" or "png"
	Weights string // file of the arrays for the section inference; "" to train them
	Quick   bool   // shortened runs
	Test    bool   // a few steps on a few images, and a small network for DeepConvNet
	// Command runs another command of the tool.
	Command func(args []string, out io.Writer) error
}

// session is a run of sections.
type session struct {
	Options
	section     Section
	train, test *data.Set
	models      map[string]*model
}

// Find returns the sections of a name: a section's own name, a chapter or section
// of the book ("6" or "6.1.8"), or "all".
func Find(name string) ([]Section, error) {
	var found []Section
	for _, s := range sections {
		if name == "all" || name == s.Name || s.Chapter == name || strings.HasPrefix(s.Chapter, name+".") {
			found = append(found, s)
		}
	}
	if found == nil {
		return nil, fmt.Errorf("there is no section %q; zerokara book lists them", name)
	}
	return found, nil
}

// Run runs sections one after the other.
func Run(which []Section, o Options) error {
	if o.Format != "svg" && o.Format != "png" {
		return fmt.Errorf("plots are svg or png, not %q", o.Format)
	}
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return fmt.Errorf("cannot make the folder for plots: %w", err)
	}
	s := &session{Options: o, models: map[string]*model{}}
	if o.Quick || o.Test {
		s.printf("This is the shortened run: fewer steps, epochs or trials than the book's. Leave -quick out for the full length.\n\n")
	}
	start := time.Now()
	for i, section := range which {
		s.section = section
		if i > 0 {
			s.printf("\n")
		}
		s.printf("== %s (%s): %s\n", section.Name, section.Chapter, section.About)
		began := time.Now()
		if err := section.run(s); err != nil {
			return fmt.Errorf("%s: %w", section.Name, err)
		}
		s.printf("(%.1f s)\n", time.Since(began).Seconds())
	}
	if len(which) > 1 {
		s.printf("\n%d sections in %.0f s\n", len(which), time.Since(start).Seconds())
	}
	return nil
}

func (s *session) printf(format string, args ...any) { fmt.Fprintf(s.Out, format, args...) }

// table prints rows of tab-separated cells.
func (s *session) table(rows ...string) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, r)
	}
	return w.Flush()
}

// pick returns the length of a full run, of a shortened one or of a test.
func (s *session) pick(full, quick, test int) int {
	switch {
	case s.Test:
		return test
	case s.Quick:
		return quick
	}
	return full
}

// data returns MNIST, read once.
func (s *session) data() (train, test *data.Set, err error) {
	if s.train == nil {
		if train, test, err = shard.ReadDir(s.Data); err != nil {
			return nil, nil, err
		}
		if s.Test {
			if train, err = train.Subset(0, 6000); err == nil {
				test, err = test.Subset(0, 1000)
			}
			if err != nil {
				return nil, nil, err
			}
		}
		s.train, s.test = train, test
	}
	return s.train, s.test, nil
}

// path returns the path of a file in the folder for plots and models.
func (s *session) path(name string) string { return filepath.Join(s.Dir, name) }

// write writes a file and prints its path.
func (s *session) write(name string, write func(w io.Writer) error) error {
	f, err := os.Create(s.path(name))
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.printf("wrote %s\n", s.path(name))
	return nil
}
