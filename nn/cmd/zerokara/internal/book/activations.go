package book

import (
	"fmt"
	"math"

	"github.com/zerokara/zerokara/nn/book/perceptron"
	"gonum.org/v1/plot"
)

// activationFunctions are those of the book's section 3.2 and tanh.
var activationFunctions = []struct {
	name string
	f    func(float64) float64
}{
	{"step", perceptron.Step},
	{"sigmoid", sigmoid},
	{"tanh", math.Tanh},
	{"ReLU", func(x float64) float64 { return math.Max(x, 0) }},
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// activations prints and draws the activation functions on [-5, 5].
func activations(s *session) error {
	heading := "x"
	for _, a := range activationFunctions {
		heading += "\t" + a.name
	}
	rows := []string{heading}
	for _, x := range []float64{-5, -1, 0, 1, 2, 5} {
		row := fmt.Sprintf("%g", x)
		for _, a := range activationFunctions {
			row += fmt.Sprintf("\t%.4f", a.f(x))
		}
		rows = append(rows, row)
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	p := newPlot("Activation functions", "x", "y")
	p.Legend.Left = true
	p.Y.Max = 1.6
	for i, a := range activationFunctions {
		to := 5.0
		if a.name == "ReLU" {
			to = 1.6
		}
		if err := line(p, a.name, function(a.f, -5, to, 1001), hues[i], i); err != nil {
			return err
		}
	}
	return s.save("activations", 14, 10, []*plot.Plot{p})
}
