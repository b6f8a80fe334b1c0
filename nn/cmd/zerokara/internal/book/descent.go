package book

import (
	"fmt"
	"math"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/optim"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// descent descends x0²+x1² from (-3, 4) with three learning rates (section 4.4.1).
func descent(s *session) error {
	var plots []*plot.Plot
	for _, c := range []struct {
		rate  float64
		steps int
		what  string
	}{{0.1, 20, "good"}, {10, 20, "too large: it diverges"}, {1e-10, 100, "too small: it hardly moves"}} {
		path := numeric.Descend(bowl, []float64{-3, 4}, optim.SGD{}, c.rate, c.steps)
		end := path[len(path)-1]
		s.printf("rate %g, %d steps: [%s %s] (%s)\n", c.rate, c.steps, six(end[0]), six(end[1]), c.what)
		if c.rate > 1 {
			continue
		}
		p, err := contours(fmt.Sprintf("learning rate %g, %d steps", c.rate, c.steps), bowl, 5, 5, path, []float64{1, 4, 9, 16, 25, 36})
		if err != nil {
			return err
		}
		plots = append(plots, p)
	}
	return s.save("descent", 24, 12, plots)
}

// contours draws lines of equal height of f within [-width, width] by
// [-height, height], and a path on them.
func contours(title string, f func([]float64) float64, width, height float64, path [][]float64, levels []float64) (*plot.Plot, error) {
	p := newPlot(title, "x", "y")
	off := make([]float64, len(levels)) // plotter would follow a grid point's exact level for ever
	for i, l := range levels {
		off[i] = l + 1.37e-4
	}
	c := plotter.NewContour(grid{f, width, height}, off, nil)
	for i := range c.LineStyles {
		c.LineStyles[i].Color = mix(rule, grey, 0.6)
	}
	p.Add(c)
	xy := make(plotter.XYs, len(path))
	for i, at := range path {
		if math.Abs(at[0]) > width || math.Abs(at[1]) > height {
			xy = xy[:i]
			break
		}
		xy[i] = plotter.XY{X: at[0], Y: at[1]}
	}
	if err := line(p, "", xy, indigo, 0); err != nil {
		return nil, err
	}
	if err := points(p, xy, indigo, 2.2); err != nil {
		return nil, err
	}
	if err := points(p, plotter.XYs{{}}, vermilion, 3); err != nil { // the lowest point
		return nil, err
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -width, width, -height, height
	return p, nil
}

// grid is a function on a grid of gridSize x gridSize points.
type grid struct {
	f             func([]float64) float64
	width, height float64
}

const gridSize = 121

func (g grid) Dims() (c, r int)   { return gridSize, gridSize }
func (g grid) X(c int) float64    { return g.width * (2*float64(c)/(gridSize-1) - 1) }
func (g grid) Y(r int) float64    { return g.height * (2*float64(r)/(gridSize-1) - 1) }
func (g grid) Z(c, r int) float64 { return g.f([]float64{g.X(c), g.Y(r)}) }
