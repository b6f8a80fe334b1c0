package state

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Layer is a layer of the prepared network.
type Layer struct {
	Kind    string
	C, H, W int // of its output
	Params  int // trainable values
	In      tensor.Shape
	spec    layer.Spec
}

// layersOf returns the layers of a Prepared event, nil if its recipe and its layers
// are of different networks.
func layersOf(layers []protocol.Layer, r recipe.Recipe) []Layer {
	if len(r.Layers) != len(layers) {
		return nil
	}
	in := r.Input
	all := make([]Layer, len(layers))
	for i, l := range layers {
		all[i] = Layer{Kind: l.Kind, C: l.Out.C, H: l.Out.H, W: l.Out.W, Params: int(l.Params), In: in, spec: r.Layers[i]}
		in = l.Out
	}
	return all
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
