package book

import (
	"fmt"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// firstValues are the initial values that section 6.2 compares.
var firstValues = []struct {
	name string
	init recipe.Init
}{
	{"std 1", recipe.Init{Kind: recipe.InitNormal, Std: 1}},
	{"std 0.01", recipe.Init{Kind: recipe.InitNormal, Std: 0.01}},
	{"Xavier", recipe.Init{Kind: recipe.InitXavier}},
	{"He", recipe.Init{Kind: recipe.InitHe}},
}

const (
	histogramLayers, histogramUnits, histogramSamples = 5, 100, 1000
)

// activationHistograms sends 1,000 samples of 100 normal values through five
// untrained layers of 100 units and draws the outputs of each (section 6.2.1).
func activationHistograms(s *session) error {
	for _, a := range []struct {
		kind      layer.Spec
		low, high float64 // of the histogram
	}{{recipe.Sigmoid(), 0, 1}, {recipe.ReLU(), 0, 1}, {recipe.Tanh(), -1, 1}} {
		var grid [][]*plot.Plot
		rows := []string{fmt.Sprintf(layer.KindOf(a.kind)+": std of layer\t1\t2\t3\t4\t5\t5th in the outer tenths of [%g, %g]", a.low, a.high)}
		for _, first := range firstValues {
			layers, err := activationsOf(a.kind, first.init)
			if err != nil {
				return err
			}
			row := first.name
			var plots []*plot.Plot
			for i, values := range layers {
				row += "\t" + fmt.Sprintf("%.4g", stat.StdDev(values, nil))
				p, err := histogram(fmt.Sprintf("%s, layer %d", first.name, i+1), values, a.low, a.high)
				if err != nil {
					return err
				}
				plots = append(plots, p)
			}
			rows = append(rows, fmt.Sprintf("%s\t%.3f", row, nearEnds(layers[histogramLayers-1], a.low, a.high)))
			grid = append(grid, plots)
		}
		if err := s.table(rows...); err != nil {
			return err
		}
		if err := s.save("activations-"+layer.KindOf(a.kind), 32, 22, grid...); err != nil {
			return err
		}
	}
	return nil
}

// activationsOf returns the outputs of each activation layer of an untrained
// network for normal input.
func activationsOf(activation layer.Spec, init recipe.Init) ([][]float64, error) {
	r := on("histograms", nil)
	r.Input = tensor.Shape{C: histogramUnits, H: 1, W: 1}
	r.Init = init
	for range histogramLayers {
		r.Layers = append(r.Layers, recipe.Dense(histogramUnits), activation)
	}
	r.Layers = append(r.Layers, recipe.Dense(recipe.Classes)) // a network ends in logits
	net, err := network.New(r, histogramSamples)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(1, 6))
	for i, x := 0, net.Input(histogramSamples).Values(); i < len(x); i++ {
		x[i] = float32(rng.NormFloat64())
	}
	net.Forward(histogramSamples, false)
	var layers [][]float64
	for i := range histogramLayers {
		out := net.Activations(2*i+1, histogramSamples).Values()
		values := make([]float64, len(out))
		for j, v := range out {
			values[j] = float64(v)
		}
		layers = append(layers, values)
	}
	return layers, nil
}

// nearEnds returns the fraction of values in the outer tenths of the range or
// beyond.
func nearEnds(values []float64, low, high float64) float64 {
	n := 0
	for _, v := range values {
		if t := (v - low) / (high - low); t < 0.1 || t > 0.9 {
			n++
		}
	}
	return float64(n) / float64(len(values))
}

// histogram draws the frequencies of values between low and high.
func histogram(title string, values []float64, low, high float64) (*plot.Plot, error) {
	const bins = 30
	p := newPlot(title, "", "")
	p.Title.TextStyle.Font.Size = vg.Points(11)
	var within plotter.Values
	for _, v := range values {
		if v >= low && v <= high {
			within = append(within, v)
		}
	}
	if len(within) == 0 {
		return p, nil
	}
	// plotter.NewHist would make no bins of values that are all the same.
	h := &plotter.Histogram{Width: (high - low) / bins, FillColor: mix(paper, indigo, 0.55)}
	h.Bins = make([]plotter.HistogramBin, bins)
	for i := range h.Bins {
		h.Bins[i].Min, h.Bins[i].Max = low+float64(i)*h.Width, low+float64(i+1)*h.Width
	}
	for _, v := range within {
		h.Bins[min(int((v-low)/h.Width), bins-1)].Weight++
	}
	h.LineStyle.Width = 0
	p.Add(h)
	p.X.Min, p.X.Max = low, high
	p.HideY()
	p.X.Tick.Label.Font.Size = vg.Points(8)
	return p, nil
}
