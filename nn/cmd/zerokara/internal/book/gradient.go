package book

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// six formats a number to six digits.
func six(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// parabola is the book's function of section 4.3.2, bowl of 4.3.3.
func parabola(x float64) float64 { return 0.01*x*x + 0.1*x }
func bowl(x []float64) float64   { return x[0]*x[0] + x[1]*x[1] }

// gradient differentiates the book's functions numerically (sections 4.3 and 4.4).
func gradient(s *session) error {
	p := newPlot("0.01x² + 0.1x, and its tangents at 5 and 10", "x", "f(x)")
	if err := line(p, "f", function(parabola, 0, 20, 200), indigo, 0); err != nil {
		return err
	}
	for i, at := range []float64{5, 10} {
		slope := numeric.Derivative(parabola, at)
		s.printf("derivative of 0.01x²+0.1x at %g: %v\n", at, slope)
		tangent := func(x float64) float64 { return parabola(at) + slope*(x-at) }
		if err := line(p, "tangent at "+six(at), function(tangent, 0, 20, 2), hues[i+1], 1); err != nil {
			return err
		}
	}
	p.Legend.Left = true
	for _, at := range [][]float64{{3, 4}, {0, 2}, {3, 0}} {
		g := numeric.Gradient(nil, bowl, at)
		s.printf("gradient of x0²+x1² at %v: [%s %s]\n", at, six(g[0]), six(g[1]))
	}
	return s.save("gradient", 26, 11, []*plot.Plot{p, field()})
}

// field draws the negative gradient of bowl as arrows, which point downhill.
func field() *plot.Plot {
	p := newPlot("-gradient of x0² + x1²", "x0", "x1")
	for x := -2.0; x <= 2; x += 0.4 {
		for y := -2.0; y <= 2; y += 0.4 {
			g := numeric.Gradient(nil, bowl, []float64{x, y})
			// Up to 4 per component: scaled to a cell.
			dx, dy := -g[0]*0.065, -g[1]*0.065
			if math.Hypot(dx, dy) < 1e-6 {
				continue
			}
			arrow := plotter.XYs{{X: x, Y: y}, {X: x + dx, Y: y + dy}}
			for _, turn := range []float64{2.6, -2.6} {
				c, n := math.Cos(turn), math.Sin(turn)
				arrow = append(arrow, plotter.XY{X: x + dx + 0.35*(c*dx-n*dy), Y: y + dy + 0.35*(n*dx+c*dy)}, arrow[1])
			}
			if err := line(p, "", arrow, indigo, 0); err != nil {
				panic(err) // only of points that are not finite
			}
		}
	}
	return p
}
