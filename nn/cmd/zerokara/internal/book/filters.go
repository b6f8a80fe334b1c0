package book

import (
	"image/color"
	"math"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"gonum.org/v1/plot"
)

// filters draws the first layer's filters of SimpleConvNet before and after
// training, and the outputs of the trained ones for a picture (section 7.6.1).
func filters(s *session) error {
	m, err := s.simpleConv()
	if err != nil {
		return err
	}
	untrained, err := network.New(m.trainer.Recipe(), 1)
	if err != nil {
		return err
	}
	before, after := untrained.Params()[0], m.trainer.Network().Params()[0]
	for _, c := range []struct {
		name  string
		param *layer.Param
	}{{"before", before}, {"after", after}} {
		s.printf("filters %s training: %d of %dx%d, root mean square %.4f\n", c.name, c.param.Dims[0], c.param.Dims[2], c.param.Dims[3], rms(c.param.Value))
		if err := s.save("filters-"+c.name, 20, 7, inRows(filterPictures(c.param), 10)...); err != nil {
			return err
		}
	}
	scene := landscape()
	plots := []*plot.Plot{picture("the picture", scene, sceneSide, func(v float64) color.Color { return mix(paper, ink, v) })}
	outputs, err := apply(after, m.trainer.Network().Params()[1], scene)
	if err != nil {
		return err
	}
	const shown = 15
	plots = append(plots, outputs[:min(shown, len(outputs))]...)
	return s.save("filters-applied", 24, 26, inRows(plots, 4)...)
}

func rms(x []float32) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(len(x)))
}

// filterPictures returns a picture of each filter, all on one scale: vermilion for
// positive weights, indigo for negative ones.
func filterPictures(p *layer.Param) []*plot.Plot {
	size := p.Dims[1] * p.Dims[2] * p.Dims[3]
	scale := 0.0
	for _, v := range p.Value {
		scale = math.Max(scale, math.Abs(float64(v)))
	}
	var plots []*plot.Plot
	for at := 0; at < len(p.Value); at += size {
		values := make([]float64, size)
		for i, v := range p.Value[at : at+size] {
			values[i] = float64(v) / scale
		}
		plots = append(plots, picture("", values, p.Dims[3], signed))
	}
	return plots
}

// apply convolves a picture of sceneSide with the filters and returns a picture of
// each output after ReLU.
func apply(weight, bias *layer.Param, scene []float64) ([]*plot.Plot, error) {
	in := tensor.Shape{C: 1, H: sceneSide, W: sceneSide}
	conv, err := recipe.Conv(weight.Dims[0], weight.Dims[2]).Build(in, 1)
	if err != nil {
		return nil, err
	}
	conv.Params()[0].Value, conv.Params()[1].Value = weight.Value, bias.Value
	x, y := tensor.New(1, in), tensor.New(1, conv.Out())
	for i, v := range scene {
		x.Data[i] = float32(v)
	}
	conv.Forward(y, x, false)
	size := conv.Out().H * conv.Out().W
	var plots []*plot.Plot
	for at := 0; at < len(y.Data); at += size {
		values, largest := make([]float64, size), 1e-9
		for i, v := range y.Data[at : at+size] {
			values[i] = math.Max(float64(v), 0)
			largest = math.Max(largest, values[i])
		}
		for i := range values {
			values[i] /= largest
		}
		plots = append(plots, picture("", values, conv.Out().W, func(v float64) color.Color { return mix(paper, indigo, v) }))
	}
	return plots, nil
}

const sceneSide = 96

// landscape returns a picture of a sun over hills and water, 1 for ink, with edges
// in all directions and flat and shaded parts.
func landscape() []float64 {
	scene := make([]float64, sceneSide*sceneSide)
	for y := range sceneSide {
		for x := range sceneSide {
			u, v := float64(x)/sceneSide, float64(y)/sceneSide
			ink := 0.15 * v // sky
			if math.Hypot(u-0.7, v-0.25) < 0.13 {
				ink = 0.9 // sun
			}
			if v > 0.75-0.45*math.Max(0, 1-3*math.Abs(u-0.35)) { // a mountain
				ink = 0.55 + 0.3*(u-0.35)
			}
			if v > 0.7+0.03*math.Sin(20*u) { // water
				ink = 0.45 + 0.35*math.Sin(60*v+6*math.Sin(9*u))
			}
			scene[y*sceneSide+x] = math.Min(math.Max(ink, 0), 1)
		}
	}
	return scene
}
