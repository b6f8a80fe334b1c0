package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights"
)

const weightsHelp = "model file written by train -o; or, with -recipe, a .npz, .npy or .safetensors file or a folder of .npy files; several, separated by commas, form an ensemble"

// runEval evaluates trained weights.
func runEval(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("eval", flag.ContinueOnError)
	path := fs.String("weights", "", weightsHelp)
	name := fs.String("recipe", "", "a preset's name or a recipe's JSON file: the network, and how its weights are laid out (default: the model file's)")
	half := fs.Bool("float16", false, "evaluate with half-precision weights too, and with half-precision activations")
	data := fs.String("data", "assets/mnist", dataHelp)
	if err := parse(fs, args, out); err != nil {
		return err
	}
	var members []*train.Trainer
	var together evaluate.Ensemble
	for file := range strings.SplitSeq(*path, ",") {
		t, err := readWeights(*name, file)
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		members, together = append(members, t), append(together, t.Model())
	}
	if *half && len(members) > 1 {
		return errors.New("eval: -float16 takes one model at a time")
	}
	_, test, err := shard.ReadDir(*data)
	if err != nil {
		return err
	}
	var report evaluate.Report
	for _, t := range members {
		if report, err = train.EvaluateOn(t, test, runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s, %d steps\n", t.Recipe().Name, t.StepCount())
		if len(members) > 1 {
			fmt.Fprintf(out, "test accuracy %.4f, loss %.4f\n", report.Accuracy, report.Loss)
		}
	}
	if len(members) > 1 {
		if report, err = together.Evaluate(test); err != nil {
			return err
		}
		fmt.Fprintf(out, "ensemble of %d\n", len(members))
	}
	printReport(out, "test", report)
	fmt.Fprintf(out, "not sure of %.4f\n", fractionDoubted(together, test))
	if *half {
		h := evalHalf(members[0].Network(), test)
		fmt.Fprintf(out, "float32 accuracy %.4f\n", report.Accuracy)
		fmt.Fprintf(out, "float16 weights accuracy %.4f, and activations %.4f; %d and %d of %d predictions differ from float32's, probabilities by at most %.2g and %.2g\n",
			h.Weights.Accuracy, h.Activations.Accuracy, h.Weights.Changed, h.Activations.Changed, test.Len(),
			h.Weights.MaxChange, h.Activations.MaxChange)
	}
	return nil
}

// readWeights returns a trainer with the weights of a file: a model file of
// ours, or arrays that the recipe lays out.
func readWeights(name, path string) (*train.Trainer, error) {
	if path == "" {
		return nil, errors.New("give a model with -weights FILE; train -o FILE writes one")
	}
	var r recipe.Recipe
	if name != "" {
		var err error
		if r, err = readRecipe(name); err != nil {
			return nil, err
		}
	}
	var arrays []weights.Array
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if arrays, err = weights.ReadDir(path); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	} else {
		b, err := weights.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if network.IsCheckpoint(b) {
			return readModel(b, name, r, path)
		}
		if arrays, err = weights.Decode(b); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	if name == "" {
		return nil, fmt.Errorf("%s has arrays without their network: give it with -recipe", path)
	}
	t, err := train.New(r, nil, nil)
	if err != nil {
		return nil, err
	}
	if err := weights.Load(t.Network(), r, arrays); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// readModel restores a model file. The layers of a recipe given with it must be
// the file's.
func readModel(b []byte, name string, r recipe.Recipe, path string) (*train.Trainer, error) {
	t, err := train.Restore(b, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if name != "" && !slices.Equal(r.Layers, t.Recipe().Layers) {
		return nil, fmt.Errorf("%s is a network of recipe %q, whose layers are not those of %q; leave -recipe out", path, t.Recipe().Name, name)
	}
	return t, nil
}

// halfReport has the results of two ways of half-precision inference.
type halfReport struct {
	Weights     halfResult // weights in half precision
	Activations halfResult // activations too
}

// halfResult compares inference in half precision with float32's.
type halfResult struct {
	Accuracy  float64
	Changed   int     // predictions that are not float32's
	MaxChange float64 // largest difference of a probability from float32's
}

// evalHalf evaluates a network on a set in half precision against float32 (the
// book's section 8.4). It restores the network's weights.
func evalHalf(net *network.Network, s *data.Set) halfReport {
	values, stats := slices.Clone(net.Values()), slices.Clone(net.Stats())
	full := probabilities(net, s, net.Forward)
	weights.Half(net)
	report := halfReport{
		Weights: compareHalf(s, full, probabilities(net, s, net.Forward)),
		Activations: compareHalf(s, full, probabilities(net, s, func(size int, _ bool) tensor.Tensor {
			return weights.ForwardHalf(net, size)
		})),
	}
	copy(net.Values(), values)
	copy(net.Stats(), stats)
	return report
}

// probabilities returns the probabilities of all images of a set.
func probabilities(net *network.Network, s *data.Set, forward func(size int, train bool) tensor.Tensor) [][recipe.Classes]float32 {
	all := make([][recipe.Classes]float32, s.Len())
	for at := 0; at < s.Len(); at += net.MaxBatch() {
		size := min(net.MaxBatch(), s.Len()-at)
		in := net.Input(size)
		for i := range size {
			s.Input(in.Sample(i), at+i)
		}
		logits := forward(size, false)
		for i := range size {
			loss.Softmax(all[at+i][:], logits.Sample(i))
		}
	}
	return all
}

func compareHalf(s *data.Set, full, half [][recipe.Classes]float32) (r halfResult) {
	correct := 0
	for i := range half {
		predicted := tensor.ArgMax(half[i][:])
		if predicted == int(s.Label(i)) {
			correct++
		}
		if predicted != tensor.ArgMax(full[i][:]) {
			r.Changed++
		}
		for k, p := range half[i] {
			r.MaxChange = max(r.MaxChange, float64(p-full[i][k]), float64(full[i][k]-p))
		}
	}
	r.Accuracy = float64(correct) / float64(len(half))
	return r
}

// fractionDoubted returns the fraction of a set's images that are not named as a
// digit.
func fractionDoubted(e evaluate.Ensemble, s *data.Set) float64 {
	n := 0
	var p [recipe.Classes]float32
	x := make([]float32, s.Format().Shape.Size())
	for i := range s.Len() {
		s.Input(x, i)
		e.Predict(p[:], x)
		if decision.Of(p[:]).Doubt != decision.Sure {
			n++
		}
	}
	return float64(n) / float64(s.Len())
}
