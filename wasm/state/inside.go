package state

import (
	"bytes"
	"image/color"
	"math"
	"slices"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// Inside is the activations and weights that the page shows, in rows.
type Inside struct {
	Rev      uint32 // counts changes
	Built    uint32 // and those of Layers and rows
	Replaced uint32 // and those for a network with other kinds of layers
	Layers   []Layer
	Seq      uint32 // the drawing that the values are of, 0 for none
	Step     uint32
	Values   []Values // by layer
	Focus    Focus

	rows     []Row
	unfolded []bool // by the first layer of a block
	cursors  []int  // by layer
	away     bool   // nobody sees the page
	told     bool   // the worker knows asked
	asked    protocol.Inspect
	sum      Sum // its slices are reused

	scoresHidden bool // those of the digits, as the prediction is
}

// Values is the newest of one layer. Maps and Filters are bytes as in
// protocol.Inspected; without a drawing there are no maps, and only a convolution
// has filters.
type Values struct {
	Rev         uint32 // of Inside, when they came
	Scale       float32
	Signed      bool
	Maps        []byte
	Peaks       []float32 // by channel
	At          []uint32
	FilterScale float32
	Filters     []byte
}

// Focus is the channel or unit of the close-up, and the place in it.
type Focus struct {
	On          bool
	Layer, Unit int
	Chosen      bool // by the visitor: Place; else that of the max
	Place       int
	Channel     int // of the layer below whose products are shown, Strongest for the largest sum's

	// What the worker said of it, the slices nil before it did.
	Weight, Input []float32
	At            int // the place of Value
	Value, Bias   float32
}

// Strongest is the Channel that contributes most.
const Strongest = -1

// network takes a new network's layers; the focus stays, if it has that unit.
func (in *Inside) network(e *protocol.Prepared) {
	before := in.Layers
	in.Layers = layersOf(e.Layers, e.Recipe)
	if !slices.EqualFunc(before, in.Layers, func(a, b Layer) bool { return a.Kind == b.Kind }) {
		in.unfolded = nil
		in.Replaced++
	}
	in.Values = make([]Values, len(in.Layers))
	in.cursors = make([]int, len(in.Layers))
	in.Seq, in.Step, in.told = 0, 0, false
	f := &in.Focus
	f.Weight, f.Input = nil, nil
	if f.On && (f.Layer >= len(in.Layers) || f.Unit >= in.Layers[f.Layer].C) {
		*f = Focus{}
	}
	if f.On {
		in.cursors[f.Layer] = f.Unit
		f.Chosen = f.Chosen && f.Place < in.Layers[f.Layer].H*in.Layers[f.Layer].W
	}
	in.arrange()
}

// apply takes activations and weights; those of another network are ignored.
func (in *Inside) apply(e *protocol.Inspected) {
	n := len(e.Layers)
	ink := e.Seq > 0
	if len(e.FilterScales) != n || ink && (len(e.Scales) != n || len(e.Signed) != n) {
		return
	}
	in.Rev++
	maps, peaks, at, filters := e.Maps, e.Peaks, e.At, e.Filters
	for i, l := range e.Layers {
		if int(l) >= len(in.Layers) {
			return
		}
		layer := &in.Layers[l]
		v := Values{Rev: in.Rev, FilterScale: e.FilterScales[i]}
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
		f.Weight, f.Input, f.At, f.Value, f.Bias = e.Weight, e.Input, int(e.Place), e.Value, e.Bias
	}
}

// erase forgets the activations.
func (in *Inside) erase() {
	in.Rev++
	in.Seq, in.Focus.Input = 0, nil
	for i := range in.Values {
		v := &in.Values[i]
		*v = Values{Rev: in.Rev, FilterScale: v.FilterScale, Filters: v.Filters}
	}
}

// Seen is the newest of a layer as the page shows it: nothing of hidden scores.
func (in *Inside) Seen(layer int) *Values {
	if in.Hides(layer) {
		return &Values{}
	}
	return &in.Values[layer]
}

// Hides reports whether a layer's values are hidden.
func (in *Inside) Hides(layer int) bool { return in.scoresHidden && in.Digits(layer) }

// Known reports whether there are activations of a drawing.
func (in *Inside) Known() bool { return in.Seq > 0 }

// LookAt takes the channel or unit of the close-up. One that does not exist ends the
// close-up. The place stays in another map of that size.
func (in *Inside) LookAt(layer, unit int) {
	in.Rev++
	f := Focus{Channel: Strongest}
	if layer >= 0 && layer < len(in.Layers) && unit >= 0 && unit < in.Layers[layer].C {
		f.On, f.Layer, f.Unit = true, layer, unit
		if old := &in.Focus; old.On {
			l, before := &in.Layers[layer], &in.Layers[old.Layer]
			if l.H == before.H && l.W == before.W {
				f.Chosen, f.Place = old.Chosen, old.Place
			}
			if layer == old.Layer {
				f.Channel = old.Channel
			}
		}
		in.cursors[layer] = unit
	}
	in.Focus = f
}

// LookAway ends the close-up.
func (in *Inside) LookAway() { in.LookAt(-1, -1) }

// StepUnit looks at the channel or unit by places further, around.
func (in *Inside) StepUnit(by int) {
	if f := &in.Focus; f.On {
		n := in.Layers[f.Layer].C
		in.LookAt(f.Layer, (f.Unit+by+n)%n)
	}
}

// ChoosePlace takes the place in the map of the close-up whose value is explained.
func (in *Inside) ChoosePlace(row, column int) {
	if f := &in.Focus; f.On {
		l := &in.Layers[f.Layer]
		if row >= 0 && row < l.H && column >= 0 && column < l.W {
			in.Rev++
			f.Chosen, f.Place = true, row*l.W+column
		}
	}
}

// ChooseStrongest goes back to the place of the largest value.
func (in *Inside) ChooseStrongest() {
	in.Rev++
	in.Focus.Chosen = false
}

// MovePlace moves the place by an arrow key, or by Home back to the strongest, and
// reports whether the key does something there.
func (in *Inside) MovePlace(key string) bool {
	c := in.CloseUp()
	if !c.Known {
		return false
	}
	row, column := c.Place/c.Columns, c.Place%c.Columns
	switch key {
	case "ArrowLeft":
		column--
	case "ArrowRight":
		column++
	case "ArrowUp":
		row--
	case "ArrowDown":
		row++
	case "Home":
		in.ChooseStrongest()
		return true
	default:
		return false
	}
	in.ChoosePlace(row, column)
	return true
}

// PickPlace takes the place at x, y in a square of the given side that shows the map
// as large as fits.
func (in *Inside) PickPlace(x, y, side float64) {
	if f := &in.Focus; f.On {
		l := &in.Layers[f.Layer]
		scale := side / float64(max(l.H, l.W))
		at := func(v float64, n int) int {
			return min(max(int((v-(side-scale*float64(n))/2)/scale), 0), n-1)
		}
		in.ChoosePlace(at(y, l.H), at(x, l.W))
	}
}

// SetAway says whether nobody sees the page.
func (in *Inside) SetAway(away bool) { in.away = away }

// InspectQuestion returns the command to send now, nil for none: the layers on the
// screen, and the one of the close-up.
func (m *Model) InspectQuestion() *protocol.Inspect {
	in := &m.Inside
	if !m.Ready || !m.Prepared {
		return nil
	}
	q := in.inspect()
	if o := &in.asked; in.told && bytes.Equal(o.Layers, q.Layers) && o.Close == q.Close && o.Layer == q.Layer && o.Unit == q.Unit && o.Place == q.Place {
		return nil
	}
	in.told, in.asked = true, *q
	return q
}

func (in *Inside) inspect() *protocol.Inspect {
	m := &protocol.Inspect{}
	add := func(l int) {
		if !slices.Contains(m.Layers, byte(l)) {
			m.Layers = append(m.Layers, byte(l))
		}
	}
	for _, r := range in.rows {
		if !r.Seen || r.Open || in.away {
			continue
		}
		add(r.Last)
		if r.Filters >= 0 {
			add(r.Filters)
		}
	}
	if f := &in.Focus; f.On && len(m.Layers) > 0 { // without layers on the screen there is no close-up
		add(f.Layer)
		m.Close, m.Layer, m.Unit, m.Place = true, uint32(f.Layer), uint32(f.Unit), protocol.PlaceOfMax
		if f.Chosen {
			m.Place = uint32(f.Place)
		}
	}
	return m
}

// CloseUp describes the channel or unit in Focus.
type CloseUp struct {
	Known         bool    // there is a drawing
	Value         float32 // its largest value, or that in the chosen place
	Row, Column   int     // of Value in the map
	Field         Area    // of the input, on which Value depends
	Place         int     // chosen, of which Value may be still to come
	Rows, Columns int     // of the map
}

// CloseUp describes Focus.
func (in *Inside) CloseUp() (c CloseUp) {
	f := &in.Focus
	if !f.On {
		return c
	}
	v, l := in.Seen(f.Layer), &in.Layers[f.Layer]
	if len(v.Peaks) == 0 {
		return c
	}
	at, value := int(v.At[f.Unit]), v.Peaks[f.Unit]
	if len(f.Input) > 0 {
		at, value = f.At, f.Value
	}
	at = min(at, l.H*l.W-1)
	c = CloseUp{Known: true, Value: value, Row: at / l.W, Column: at % l.W, Place: at, Rows: l.H, Columns: l.W}
	if f.Chosen {
		c.Place = f.Place
	}
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
