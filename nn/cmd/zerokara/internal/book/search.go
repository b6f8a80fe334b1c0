package book

import (
	"bufio"
	"encoding/json"
	"fmt"
	"image/color"
	"io"
	"math"
	"os"
	"slices"
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// search searches learning rate and weight decay at random by the search command,
// on 500 images, 100 of them held out (section 6.5.2).
func search(s *session) error {
	trials, epochs := s.pick(100, 20, 4), s.pick(50, 20, 2)
	r := on("search", recipe.MLP(recipe.ReLU(), recipe.MultiLayer(6)...))
	r.Optimizer, r.Epochs = recipe.SGD(), epochs
	if err := s.write("search-recipe.json", func(w io.Writer) error {
		_, err := w.Write(r.AppendJSON(nil))
		return err
	}); err != nil {
		return err
	}
	results := s.path("search.jsonl")
	if err := os.Remove(results); err != nil && !os.IsNotExist(err) {
		return err
	}
	s.printf("zerokara search -recipe search-recipe.json -trials %d: learning rate 1e-6 to 1e-2, weight decay 1e-8 to 1e-4\n", trials)
	if err := s.Command([]string{"search", "-recipe", s.path("search-recipe.json"), "-data", s.Data,
		"-trials", strconv.Itoa(trials), "-o", results}, s.Out); err != nil {
		return err
	}
	p, err := trialsPlot(results)
	if err != nil {
		return err
	}
	return s.save("search", 16, 12, []*plot.Plot{p})
}

// trialsPlot draws the trials of a search by their values, darker for a higher
// accuracy.
func trialsPlot(file string) (*plot.Plot, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var xy plotter.XYs
	var accuracy []float64
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var t struct {
			Values   []float64
			Accuracy float64
		}
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if len(t.Values) == 2 { // the first line is the plan
			xy = append(xy, plotter.XY{X: math.Log10(t.Values[0]), Y: math.Log10(t.Values[1])})
			accuracy = append(accuracy, t.Accuracy)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(accuracy) == 0 {
		return nil, fmt.Errorf("%s has no trials", file)
	}
	p := newPlot("Trials: the darker, the higher the validation accuracy", "log10 learning rate", "log10 weight decay")
	dots, err := plotter.NewScatter(xy)
	if err != nil {
		return nil, err
	}
	best := max(slices.Max(accuracy), 1e-9)
	dots.GlyphStyleFunc = func(i int) draw.GlyphStyle {
		var c color.Color = mix(rule, indigo, accuracy[i]/best)
		return draw.GlyphStyle{Color: c, Radius: vg.Points(5), Shape: draw.CircleGlyph{}}
	}
	p.Add(dots)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -6.1, -1.9, -8.1, -3.9 // the ranges
	return p, nil
}
