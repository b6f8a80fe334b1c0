package state

import (
	"image/color"
	"math"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// Inside is the activations and weights that the page shows.
type Inside struct {
	Layers []Layer
	Seq    uint32 // the drawing that the values are of, 0 for none
	Step   uint32
	Values []Values // by layer
	Focus  Focus

	shown []byte // the layers on the visitor's screen
}

// Values is the newest of one layer. Maps and Filters are bytes as in
// protocol.Inspected; without a drawing there are no maps, and only a convolution
// has filters.
type Values struct {
	Scale       float32
	Signed      bool
	Maps        []byte
	Peaks       []float32 // by channel
	At          []uint32
	FilterScale float32
	Filters     []byte
}

// Focus is the channel or unit of the close-up.
type Focus struct {
	On          bool
	Layer, Unit int
	Weight      []float32 // nil if it has none, or before it came
}

// network takes a new network's layers; the focus stays, if it has that unit.
func (in *Inside) network(e *protocol.Prepared) {
	in.Layers = layersOf(e.Layers, e.Recipe)
	in.Values = make([]Values, len(in.Layers))
	in.Seq, in.Step, in.Focus.Weight = 0, 0, nil
	f := &in.Focus
	if f.On && (f.Layer >= len(in.Layers) || f.Unit >= in.Layers[f.Layer].C) {
		*f = Focus{}
	}
}

// apply takes activations and weights; those of another network are ignored.
func (in *Inside) apply(e *protocol.Inspected) {
	n := len(e.Layers)
	ink := e.Seq > 0
	if len(e.FilterScales) != n || ink && (len(e.Scales) != n || len(e.Signed) != n) {
		return
	}
	maps, peaks, at, filters := e.Maps, e.Peaks, e.At, e.Filters
	for i, l := range e.Layers {
		if int(l) >= len(in.Layers) {
			return
		}
		layer := &in.Layers[l]
		v := Values{FilterScale: e.FilterScales[i]}
		if c, h, w := layer.Filter(); v.FilterScale > 0 {
			size := c * h * w * layer.C
			if len(filters) < size {
				return
			}
			v.Filters, filters = filters[:size], filters[size:]
		}
		if ink {
			if len(maps) < layer.Size() || len(peaks) < layer.C || len(at) < layer.C {
				return
			}
			v.Scale, v.Signed = e.Scales[i], e.Signed[i] == 1
			v.Maps, maps = maps[:layer.Size()], maps[layer.Size():]
			v.Peaks, peaks = peaks[:layer.C], peaks[layer.C:]
			v.At, at = at[:layer.C], at[layer.C:]
		}
		in.Values[l] = v
	}
	in.Seq, in.Step = e.Seq, e.Step
	if f := &in.Focus; f.On && int(e.Layer) == f.Layer && int(e.Unit) == f.Unit {
		f.Weight = e.Weight
	}
}

// erase forgets the activations.
func (in *Inside) erase() {
	in.Seq = 0
	for i := range in.Values {
		v := &in.Values[i]
		*v = Values{FilterScale: v.FilterScale, Filters: v.Filters}
	}
}

// Show takes the layers on the visitor's screen, and returns the command for the
// worker.
func (in *Inside) Show(layers []byte) *protocol.Inspect {
	in.shown = append(in.shown[:0], layers...)
	return in.Inspect()
}

// CloseUpOn takes the channel or unit of the close-up, and returns the command for
// the worker. One that does not exist ends the close-up.
func (in *Inside) CloseUpOn(layer, unit int) *protocol.Inspect {
	in.Focus = Focus{}
	if layer >= 0 && layer < len(in.Layers) && unit >= 0 && unit < in.Layers[layer].C {
		in.Focus = Focus{On: true, Layer: layer, Unit: unit}
	}
	return in.Inspect()
}

// Inspect returns the command for the worker: the layers on the screen, and the
// one of the close-up.
func (in *Inside) Inspect() *protocol.Inspect {
	f := &in.Focus
	m := &protocol.Inspect{Close: f.On, Layer: uint32(f.Layer), Unit: uint32(f.Unit)}
	seen := !f.On || len(in.shown) == 0 // without layers on the screen there is no close-up
	for _, l := range in.shown {
		m.Layers = append(m.Layers, l)
		seen = seen || int(l) == f.Layer
	}
	if !seen {
		m.Layers = append(m.Layers, byte(f.Layer))
	}
	return m
}

// CloseUp describes the channel or unit in Focus.
type CloseUp struct {
	Known       bool    // there is a drawing
	Peak        float32 // its largest value
	Row, Column int     // and where that is in the map
	Field       Area    // its receptive field in the input
}

// CloseUp describes Focus.
func (in *Inside) CloseUp() (c CloseUp) {
	f := &in.Focus
	if !f.On {
		return c
	}
	v, l := &in.Values[f.Layer], &in.Layers[f.Layer]
	if len(v.Peaks) == 0 {
		return c
	}
	at := min(int(v.At[f.Unit]), l.H*l.W-1)
	c = CloseUp{Known: true, Peak: v.Peaks[f.Unit], Row: at / l.W, Column: at % l.W}
	c.Field = receptive(in.Layers, f.Layer, f.Unit, c.Row, c.Column)
	return c
}

// Colors returns the scale of a layer's values: those with a sign share one with
// weights, so that zero is seen.
func (v *Values) Colors(s *plot.Scales) *plot.Scale {
	if v.Signed {
		return &s.Diverging
	}
	return &s.Sequential
}

// Paint writes the colours of bytes as RGBA.
func Paint(dst, values []byte, scale *plot.Scale) {
	for i, v := range values {
		put(dst, i, scale[v])
	}
}

func put(dst []byte, i int, c color.RGBA) {
	dst[4*i], dst[4*i+1], dst[4*i+2], dst[4*i+3] = c.R, c.G, c.B, c.A
}

// Quantise writes values as the bytes of a scale with a sign, and returns their
// largest magnitude.
func Quantise(dst []byte, values []float32) (limit float32) {
	limit = MaxMagnitude(values)
	for i, v := range values {
		q := float32(128)
		if limit > 0 {
			q += v / limit * 127
		}
		dst[i] = byte(math.Round(float64(q)))
	}
	return limit
}

// Montage is a layout of a filter's slices, one per input channel: in a square, a
// pixel apart.
type Montage struct{ Columns, Width, Height, C, H, W int }

// NewMontage returns the montage of c slices of h rows and w columns.
func NewMontage(c, h, w int) Montage {
	if c == 0 {
		return Montage{}
	}
	columns := 1
	for columns*columns < c {
		columns++
	}
	rows := (c + columns - 1) / columns
	return Montage{columns, columns*(w+1) - 1, rows*(h+1) - 1, c, h, w}
}

// Paint writes the slices' colours as RGBA into a picture of Width x Height;
// what is between them is left as it is.
func (m *Montage) Paint(dst, values []byte, scale *plot.Scale) {
	for i := range m.C {
		for row := range m.H {
			at := (i/m.Columns*(m.H+1)+row)*m.Width + i%m.Columns*(m.W+1)
			Paint(dst[4*at:], values[(i*m.H+row)*m.W:][:m.W], scale)
		}
	}
}
