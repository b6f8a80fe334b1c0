package layer_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestReshapedRegions follows regions of several values through a reshape: the
// smallest region that has all values from the first to the last.
func TestReshapedRegions(t *testing.T) {
	in := tensor.Shape{C: 2, H: 3, W: 4}
	at := func(channels, rows, columns layer.Span) layer.Region {
		return layer.Region{Channels: channels, Rows: rows, Columns: columns}
	}
	for _, c := range []struct {
		first, last int // of the flattened input
		want        layer.Region
	}{
		{13, 13, at(layer.Span{First: 1, Last: 1}, layer.Span{First: 0, Last: 0}, layer.Span{First: 1, Last: 1})},
		{5, 6, at(layer.Span{First: 0, Last: 0}, layer.Span{First: 1, Last: 1}, layer.Span{First: 1, Last: 2})},
		{5, 8, at(layer.Span{First: 0, Last: 0}, layer.Span{First: 1, Last: 2}, layer.Span{First: 0, Last: 3})},
		{11, 12, at(layer.Span{First: 0, Last: 1}, layer.Span{First: 0, Last: 2}, layer.Span{First: 0, Last: 3})},
	} {
		out := at(layer.Span{First: c.first, Last: c.last}, layer.Span{}, layer.Span{})
		for _, s := range []layer.Spec{layer.Flatten{}, layer.Reshape{Shape: tensor.Vec(24)}} {
			if got := layer.ReceptiveField(s, in, out); got != c.want {
				t.Errorf("%s: values %d to %d see %v, want %v", layer.KindOf(s), c.first, c.last, got, c.want)
			}
		}
	}
}
