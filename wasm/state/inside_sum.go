package state

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

// LineKind is what a line of a Sum stands for.
type LineKind uint8

// The lines of a Sum, as they come.
const (
	LineInput    LineKind = iota // one product
	LineMap                      // the products of one input map
	LineProducts                 // all products
	LineRest                     // those that have no line of their own
	LineBias
	LineTotal // the value
)

// Line is a line of a Sum: what is added up, and last the value.
type Line struct {
	Kind  LineKind
	N     int // which input or input map, or how many of them
	Term  Term
	Value float64
}

// Term is a product: a value of the layer below and the weight for it.
type Term struct{ X, W float32 }

// Product returns X*W.
func (t Term) Product() float64 { return float64(t.X) * float64(t.W) }

// sumLines bounds the inputs and input maps that have a line of their own.
const sumLines = 10

// Sum is how the value of the close-up comes about: the products of weights and
// inputs, and the bias.
type Sum struct {
	Columns           int    // of Terms
	Terms             []Term // of a convolution: one input map's products, row by row
	Channel, Channels int    // that input map
	Lines             []Line
}

// Sum returns how the value of the close-up comes about; false for a layer without
// weights, or while that is not known. It is good until the next call.
func (in *Inside) Sum() (s *Sum, ok bool) {
	f := &in.Focus
	if !f.On || in.Hides(f.Layer) || len(f.Input) == 0 || len(f.Input) != len(f.Weight) {
		return nil, false
	}
	s = &in.sum
	*s = Sum{Terms: s.Terms[:0], Lines: s.Lines[:0]}
	rest := Line{Kind: LineRest}
	channels, h, w := in.Layers[f.Layer].Filter()
	if in.Layers[f.Layer].Kind == "conv2d" && channels*h*w == len(f.Weight) {
		s.convolution(f, channels, h*w, &rest)
		s.Columns = w
	} else {
		for i := range f.Weight {
			t := Term{f.Input[i], f.Weight[i]}
			s.rank(Line{LineInput, i, t, t.Product()}, &rest)
		}
	}
	if rest.N > 0 {
		s.Lines = append(s.Lines, rest)
	}
	s.Lines = append(s.Lines, Line{Kind: LineBias, Value: float64(f.Bias)}, Line{Kind: LineTotal, Value: float64(f.Value)})
	return s, true
}

// convolution adds a line for each input map, of size products each, and the terms of
// one of them.
func (s *Sum) convolution(f *Focus, channels, size int, rest *Line) {
	s.Channels = channels
	largest := -1.0
	for c := range channels {
		line := Line{Kind: LineMap, N: c}
		for i := c * size; i < (c+1)*size; i++ {
			line.Value += Term{f.Input[i], f.Weight[i]}.Product()
		}
		if channels == 1 {
			line.Kind, line.N = LineProducts, size
			s.Lines = append(s.Lines, line)
			break
		}
		if m := math.Abs(line.Value); f.Channel == Strongest && m > largest {
			largest, s.Channel = m, c
		}
		s.rank(line, rest)
	}
	if f.Channel >= 0 && f.Channel < channels {
		s.Channel = f.Channel
	}
	for i := s.Channel * size; i < (s.Channel+1)*size; i++ {
		s.Terms = append(s.Terms, Term{f.Input[i], f.Weight[i]})
	}
}

// rank puts a line in its place among the largest, or adds to rest the one that is
// pushed out.
func (s *Sum) rank(l Line, rest *Line) {
	for i := range s.Lines {
		if math.Abs(l.Value) > math.Abs(s.Lines[i].Value) {
			l, s.Lines[i] = s.Lines[i], l
		}
	}
	if len(s.Lines) < sumLines {
		s.Lines = append(s.Lines, l)
		return
	}
	rest.N++
	rest.Value += l.Value
}

// StepChannel shows the products of the input map by places further, around.
func (in *Inside) StepChannel(by int) {
	if s, ok := in.Sum(); ok && s.Channels > 1 {
		in.Rev++
		in.Focus.Channel = (s.Channel + by + s.Channels) % s.Channels
	}
}

// PickChannel shows the products of the slice at x, y of a square of the given side
// that shows the filter's montage as large as fits.
func (in *Inside) PickChannel(x, y, side float64) {
	f := &in.Focus
	if !f.On {
		return
	}
	m := NewMontage(in.Layers[f.Layer].Filter())
	if m.C < 2 {
		return
	}
	scale := side / float64(max(m.Width, m.Height))
	column := int((x - (side-scale*float64(m.Width))/2) / scale / float64(m.W+1))
	row := int((y - (side-scale*float64(m.Height))/2) / scale / float64(m.H+1))
	if c := row*m.Columns + column; column >= 0 && column < m.Columns && c >= 0 && c < m.C {
		in.Rev++
		f.Channel = c
	}
}

// ChannelArea returns where the slice of an input map is in the filter's montage.
func (in *Inside) ChannelArea(channel int) (a Area, m Montage) {
	m = NewMontage(in.Layers[in.Focus.Layer].Filter())
	return Area{channel / m.Columns * (m.H + 1), channel % m.Columns * (m.W + 1), m.H, m.W}, m
}

// below returns the shape of what the close-up's layer is given.
func (in *Inside) below() tensor.Shape { return in.Layers[in.Focus.Layer].In }
