package book

import (
	"errors"
	"fmt"

	"github.com/zerokara/zerokara/nn/book/perceptron"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// gates prints truth tables, learns them, and draws the learned lines (section
// 2.3).
func gates(s *session) error {
	rows := []string{"x1\tx2\tAND\tNAND\tOR\tXOR"}
	table := perceptron.TruthTable(func(a, b bool) bool { return a != b })
	for _, e := range table {
		rows = append(rows, fmt.Sprintf("%g\t%g\t%g\t%g\t%g\t%g", e.X[0], e.X[1],
			perceptron.AND().Output(e.X), perceptron.NAND().Output(e.X), perceptron.OR().Output(e.X), perceptron.XOR().Output(e.X)[0]))
	}
	if err := s.table(rows...); err != nil {
		return err
	}
	var plots []*plot.Plot
	for _, g := range []struct {
		name  string
		fires func(a, b bool) bool
	}{
		{"AND", func(a, b bool) bool { return a && b }},
		{"NAND", func(a, b bool) bool { return !(a && b) }},
		{"OR", func(a, b bool) bool { return a || b }},
		{"XOR", func(a, b bool) bool { return a != b }},
	} {
		p := perceptron.Perceptron{Weights: make([]float64, 2)}
		table := perceptron.TruthTable(g.fires)
		l, err := p.Learn(table, 0.1, 1000)
		switch {
		case errors.Is(err, perceptron.ErrNotSeparable):
			s.printf("%s by one perceptron: %v\n", g.name, err)
		case err != nil:
			return err
		default:
			s.printf("%s learned by Rosenblatt's rule: w %.1f %.1f, b %.1f after %d epochs, %d updates\n",
				g.name, p.Weights[0], p.Weights[1], p.Bias, l.Epochs, l.Updates)
		}
		picture, err := plane(g.name, table, p, err == nil)
		if err != nil {
			return err
		}
		plots = append(plots, picture)
	}
	return s.save("gates", 18, 17, inRows(plots, 2)...)
}

// plane draws the four inputs of a gate and the line of a perceptron that learned
// it.
func plane(name string, table []perceptron.Example, p perceptron.Perceptron, learned bool) (*plot.Plot, error) {
	q := newPlot(name, "x1", "x2")
	q.X.Min, q.X.Max, q.Y.Min, q.Y.Max = -0.5, 1.5, -0.5, 1.5
	if w := p.Weights; learned && w[1] != 0 {
		// w1*x1 + w2*x2 + b = 0, as far as it is within the plot.
		at := func(x float64) float64 { return -(w[0]*x + p.Bias) / w[1] }
		var xy plotter.XYs
		for _, v := range function(at, -0.5, 1.5, 401) {
			if v.Y >= -0.5 && v.Y <= 1.5 {
				xy = append(xy, v)
			}
		}
		if err := line(q, "", xy, grey, 1); err != nil {
			return nil, err
		}
	} else {
		q.Title.Text = name + ": no line separates them"
	}
	for _, e := range table {
		c := indigo
		if e.Y == 1 {
			c = vermilion
		}
		if err := points(q, plotter.XYs{{X: e.X[0], Y: e.X[1]}}, c, 6); err != nil {
			return nil, err
		}
	}
	return q, nil
}
