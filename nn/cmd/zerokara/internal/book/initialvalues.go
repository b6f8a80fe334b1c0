package book

import (
	"fmt"

	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/plot"
)

// initialValues trains 4 hidden layers of 100 ReLUs by SGD at 0.01 from three kinds
// of initial values (section 6.2.4).
func initialValues(s *session) error {
	set, _, err := s.data()
	if err != nil {
		return err
	}
	steps := s.pick(2000, 600, 60)
	at := steps * 19 / 20
	p := newPlot("Initial values on MNIST: 4 hidden layers of 100", "step", "training loss")
	rows := []string{fmt.Sprintf("initial values\tloss around step %d\tthe book's at 1900", at)}
	for i, book := range []string{"2.305", "0.377", "0.286"} {
		first := firstValues[i+1] // std 0.01, Xavier, He
		r := on(first.name, recipe.MLP(recipe.ReLU(), recipe.MultiLayer(4)...))
		r.Init, r.Optimizer, r.LearningRate, r.BatchSize, r.Epochs, r.Steps = first.init, recipe.SGD(), 0.01, 128, 5, steps
		loss, err := lossCurve(r, set)
		if err != nil {
			return err
		}
		rows = append(rows, fmt.Sprintf("%s\t%.3f\t%s", first.name, meanAround(loss, at), book))
		if err := line(p, first.name, smooth(loss), hues[i], i); err != nil {
			return err
		}
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	p.Y.Max = 2.6
	return s.save("initial-values", 18, 12, []*plot.Plot{p})
}
