package ch5

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// maxMaps is how many channels a picture shows.
const maxMaps = 36

// laid returns how the values at a stop are laid out: maps side by side, a vector as one
// map of lines. maps is how many of the channels that is.
func laid(s tensor.Shape) (m state.Montage, maps int) {
	if s.H*s.W > 1 {
		maps = min(s.C, maxMaps)
		return state.NewMontage(maps, s.H, s.W), maps
	}
	columns := s.C
	if columns > 10 {
		columns = int(math.Ceil(math.Sqrt(float64(s.C))))
	}
	return state.NewMontage(1, (s.C+columns-1)/columns, columns), s.C
}

// Limits returns the least and the largest of values.
func Limits(values []float32) (low, high float32) {
	low, high = values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

// OutputPicture returns the values at a stop in RGBA: the ink as it is drawn, others in
// the sequential scale, or in the diverging one if some are below 0.
func (b *Backward) OutputPicture(i int, p *state.Paper) (rgba []byte, w, h int) {
	s := &b.stops[i]
	if i == 0 {
		rgba = make([]byte, 4*len(b.digit))
		p.PaintGrey(rgba, b.digit[:], nil)
		return rgba, s.Out.W, s.Out.H
	}
	values := b.Output(i)
	low, high := Limits(values)
	if low < 0 {
		return signed(values, s.Out, &p.Diverging)
	}
	quantised := make([]byte, len(values))
	if high > 0 {
		for j, v := range values {
			quantised[j] = byte(v/high*255 + 0.5)
		}
	}
	return montage(quantised, s.Out, &p.Sequential, 0)
}

// GradientPicture returns the gradient at a stop in RGBA, that of the ink over the
// drawing.
func (b *Backward) GradientPicture(i int, p *state.Paper) (rgba []byte, w, h int) {
	s := &b.stops[i]
	g := b.Gradient(i)
	if i == 0 {
		rgba = make([]byte, 4*len(b.digit))
		p.PaintOver(rgba, b.digit[:], g, state.MaxMagnitude(g))
		return rgba, s.Out.W, s.Out.H
	}
	return signed(g, s.Out, &p.Diverging)
}

func signed(values []float32, s tensor.Shape, scale *plot.Scale) (rgba []byte, w, h int) {
	quantised := make([]byte, len(values))
	state.Quantise(quantised, values)
	return montage(quantised, s, scale, 128)
}

// montage paints bytes of a shape; what is left of a vector's last line is zero.
func montage(values []byte, s tensor.Shape, scale *plot.Scale, zero byte) (rgba []byte, w, h int) {
	m, _ := laid(s)
	for len(values) < m.C*m.H*m.W {
		values = append(values, zero)
	}
	rgba = make([]byte, 4*m.Width*m.Height)
	m.Paint(rgba, values, scale)
	return rgba, m.Width, m.Height
}

// DensePictures returns what is shown of a dense layer's x, dY and dW in RGBA: a column, a
// row, and the elements of dW.
func (b *Backward) DensePictures(p *state.Paper) (x, dy, dw []byte) {
	var xs, ys, ws []float32
	all, dys := b.X(), b.DY()
	for _, j := range b.units {
		ys = append(ys, dys[j])
	}
	for _, i := range b.inputs {
		xs = append(xs, all[i])
		for _, j := range b.units {
			ws = append(ws, b.DW(i, j))
		}
	}
	paint := func(values []float32) []byte {
		quantised, rgba := make([]byte, len(values)), make([]byte, 4*len(values))
		state.Quantise(quantised, values)
		state.Paint(rgba, quantised, &p.Diverging)
		return rgba
	}
	return paint(xs), paint(ys), paint(ws)
}
