package state

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Layer is a layer of the prepared network.
type Layer struct {
	Kind    string
	C, H, W int // of its output
	Params  int // trainable values
	In      tensor.Shape
	spec    layer.Spec
}

// layersOf returns the layers of a Prepared event, nil if its recipe and its lines
// are of different networks.
func layersOf(lines []string, r recipe.Recipe) []Layer {
	if len(r.Layers) != len(lines) {
		return nil
	}
	in := r.Input
	var all []Layer
	for i, line := range lines {
		l, ok := layerOf(line)
		if !ok {
			return nil
		}
		l.In, l.spec = in, r.Layers[i]
		all = append(all, l)
		in = tensor.Shape{C: l.C, H: l.H, W: l.W}
	}
	return all
}

// layerOf reads the worker's description of a layer, such as "conv2d 8x24x24
// (208)" or "relu 10".
func layerOf(line string) (l Layer, ok bool) {
	words := strings.Fields(line)
	if len(words) == 3 {
		n, err := strconv.Atoi(strings.Trim(words[2], "()"))
		l.Params, ok = n, err == nil
	} else {
		ok = len(words) == 2
	}
	if !ok {
		return l, false
	}
	l.Kind, l.C, l.H, l.W = words[0], 1, 1, 1
	sides := []*int{&l.C, &l.H, &l.W}
	for i, side := range strings.Split(words[1], "x") {
		n, err := strconv.Atoi(side)
		if err != nil || n < 1 || i >= len(sides) {
			return l, false
		}
		*sides[i] = n
	}
	return l, true
}

// Size returns the number of values of the output.
func (l *Layer) Size() int { return l.C * l.H * l.W }

// Filter returns the shape of one output's weights: for a convolution's channel
// its kernel over all input channels, for a unit the input's. It is 0 for layers
// whose outputs have no weights of their own.
func (l *Layer) Filter() (c, h, w int) {
	if s, ok := l.spec.(layer.OutputWeights); ok {
		shape := s.OutputWeights(l.In)
		return shape.C, shape.H, shape.W
	}
	return 0, 0, 0
}

// Area is a rectangle of pixels.
type Area struct{ Row, Column, Rows, Columns int }

// receptive returns the receptive field of a value of a layer's output: the pixels
// of the network's input on which it depends.
func receptive(layers []Layer, at, channel, row, column int) Area {
	one := func(i int) layer.Span { return layer.Span{First: i, Last: i} }
	r := layer.Region{Channels: one(channel), Rows: one(row), Columns: one(column)}
	for i := at; i >= 0; i-- {
		r = layer.ReceptiveField(layers[i].spec, layers[i].In, r)
	}
	return Area{r.Rows.First, r.Columns.First, max(r.Rows.Last-r.Rows.First+1, 0), max(r.Columns.Last-r.Columns.First+1, 0)}
}
