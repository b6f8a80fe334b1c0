package book

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/plot"
)

// contestant is an optimiser with its learning rates. Those of the book's four are
// the book's.
type contestant struct {
	name   string
	o      optim.Spec
	valley float64 // rate on valley
	mnist  float64 // rate on MNIST
	book   string  // the book's loss at step 1,900
}

var contestants = []contestant{
	{name: "SGD", o: recipe.SGD(), valley: 0.95, mnist: 0.01, book: "0.150"},
	{name: "Momentum", o: recipe.Momentum(), valley: 0.1, mnist: 0.01, book: "0.050"},
	{name: "AdaGrad", o: recipe.AdaGrad(), valley: 1.5, mnist: 0.01, book: "0.016"},
	{name: "Adam", o: recipe.Adam(), valley: 0.3, mnist: 0.001, book: "0.032"},
	{name: "Nesterov", o: recipe.Nesterov(), valley: 0.1, mnist: 0.01},
	{name: "RMSprop", o: recipe.RMSprop(), valley: 0.1, mnist: 0.001},
	{name: "AdamW", o: recipe.AdamW(), valley: 0.3, mnist: 0.001},
}

// valley is the function of section 6.1.3: 20 times as steep in y as in x.
func valley(x []float64) float64 { return x[0]*x[0]/20 + x[1]*x[1] }

// optimizers takes 30 steps of every optimiser down the valley from (-7, 2).
func optimizers(s *session) error {
	var plots []*plot.Plot
	rows := []string{"optimiser\trate\tend\tf"}
	for _, c := range contestants {
		opt, err := c.o.New(2)
		if err != nil {
			return err
		}
		path := numeric.Descend(valley, []float64{-7, 2}, opt, c.valley, 30)
		end := path[len(path)-1]
		rows = append(rows, fmt.Sprintf("%s\t%g\t(%.4f, %.4f)\t%.5f", c.name, c.valley, end[0], end[1], valley(end)))
		p, err := contours(fmt.Sprintf("%s, rate %g", c.name, c.valley), valley, 10, 5, path, []float64{0.25, 1, 2, 4, 8, 14})
		if err != nil {
			return err
		}
		if c.name != "AdamW" { // without weight decay it is Adam
			plots = append(plots, p)
		}
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	return s.save("optimizers", 26, 26, inRows(plots, 2)...)
}

// optimizersMNIST compares the optimisers on MNIST: five layers, He's initial
// values, batches of 128.
func optimizersMNIST(s *session) error {
	set, _, err := s.data()
	if err != nil {
		return err
	}
	p := newPlot("Optimisers on MNIST: 4 hidden layers of 100", "step", "training loss")
	steps := s.pick(2000, 500, 60)
	at := steps * 19 / 20
	rows := []string{fmt.Sprintf("optimiser\trate\tloss around step %d\tthe book's at 1900", at)}
	for i, c := range contestants {
		r := on(c.name, recipe.MLP(recipe.ReLU(), recipe.MultiLayer(4)...))
		r.Optimizer, r.LearningRate, r.BatchSize, r.Epochs, r.Steps = c.o, c.mnist, 128, 5, steps
		loss, err := lossCurve(r, set)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		rows = append(rows, fmt.Sprintf("%s\t%g\t%.3f\t%s", c.name, c.mnist, meanAround(loss, at), c.book))
		if err := line(p, c.name, smooth(loss), hues[i], i); err != nil {
			return err
		}
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	p.Y.Min, p.Y.Max = 0, 1
	return s.save("optimizers-mnist", 18, 12, []*plot.Plot{p})
}
