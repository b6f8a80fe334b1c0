package book

import (
	"math"

	"gonum.org/v1/plot"
)

// curves draws sin and cos, and prints two products of broadcasting (section
// 1.5.5), as the engine's layers compute with scales and biases.
func curves(s *session) error {
	a := [2][2]float64{{1, 2}, {3, 4}}
	b := [2]float64{10, 20}
	var scaled, moved [2][2]float64
	for i := range a {
		for j := range b {
			scaled[i][j] = a[i][j] * b[j] // the same b for every row
			moved[i][j] = a[i][j] + b[j]
		}
	}
	s.printf("[[1 2] [3 4]] * [10 20] = %v   a scale for each column\n", scaled)
	s.printf("[[1 2] [3 4]] + [10 20] = %v   a bias for every sample\n", moved)

	p := newPlot("sin and cos", "x", "y")
	if err := line(p, "sin x", function(math.Sin, 0, 6, 200), indigo, 0); err != nil {
		return err
	}
	if err := line(p, "cos x", function(math.Cos, 0, 6, 200), vermilion, 1); err != nil {
		return err
	}
	return s.save("curves", 14, 9, []*plot.Plot{p})
}
