package state

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// networkOf returns what the worker says of a network, and the network.
func networkOf(t *testing.T, layers ...layer.Spec) ([]Layer, *train.Trainer) {
	t.Helper()
	r, _ := recipe.Preset("mlp")
	r.Layers = append(slices.Clone(layers), recipe.Dense(10))
	tr, err := train.New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := layersOf(described(tr), r)
	if len(all) != len(r.Layers) {
		t.Fatalf("%d layers of %v", len(all), described(tr))
	}
	return all, tr
}

// described is what the worker says of a network's layers.
func described(tr *train.Trainer) (all []protocol.Layer) {
	for i, l := range tr.Network().Layers() {
		d := protocol.Layer{Kind: layer.KindOf(tr.Recipe().Layers[i]), Out: l.Out()}
		for _, p := range l.Params() {
			d.Params += uint32(p.Size())
		}
		all = append(all, d)
	}
	return all
}

func TestLayersAreAsTheNetworkHasThem(t *testing.T) {
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		tr, err := train.New(r, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		params := 0
		for i, l := range layersOf(described(tr), r) {
			out := tr.Network().Layers()[i].Out()
			if l.Kind != layer.KindOf(r.Layers[i]) || l.C != out.C || l.H != out.H || l.W != out.W || l.Size() != out.Size() {
				t.Errorf("%s, layer %d: %+v, the network has %v", name, i, l, out)
			}
			if c, h, w := l.Filter(); c > 0 && c*h*w*l.C != tr.Network().Layers()[i].Params()[0].Size() {
				t.Errorf("%s, layer %d: filters of %d x %d x %d", name, i, c, h, w)
			}
			params += l.Params
		}
		if params != tr.Params() {
			t.Errorf("%s: %d parameters, the network has %d", name, params, tr.Params())
		}
	}
	for _, layers := range [][]protocol.Layer{nil, convLayers[:2]} {
		if layersOf(layers, parse(`{"preset":"mlp","layers":[{"kind":"dense","units":10}]}`)) != nil {
			t.Errorf("made layers of %v", layers)
		}
	}
}

// TestReceptiveField changes one input pixel at a time and sees which values
// move: none outside its receptive field may, and the field's corners must be
// reached where nothing but linear layers is in between.
func TestReceptiveField(t *testing.T) {
	strided := recipe.Conv(2, 3)
	strided.Stride, strided.Pad = 2, 1
	dilated := recipe.Conv(2, 3)
	dilated.Dilation = 3
	for name, layers := range map[string][]layer.Spec{
		"conv":         {recipe.Conv(2, 5)},
		"strided":      {strided, recipe.Conv(2, 3)},
		"pooled":       {recipe.Conv(2, 5), recipe.AvgPool(2), recipe.Conv(2, 5), recipe.AvgPool(2)},
		"dilated":      {dilated, recipe.AvgPool(2)},
		"transposed":   {recipe.Conv(1, 5), recipe.AvgPool(2), recipe.ConvTranspose(2, 4, 2, 1)},
		"transposed 3": {recipe.AvgPool(4), recipe.ConvTranspose(1, 3, 3, 1)},
		"flat":         {recipe.Conv(2, 5), layer.Flatten{}},
		"reshaped":     {recipe.AvgPool(2), recipe.Reshape(4, 7, 7)},
		"dense":        {recipe.AvgPool(2), recipe.Dense(7)},
	} {
		t.Run(name, func(t *testing.T) {
			all, tr := networkOf(t, layers...)
			net, last := tr.Network(), len(layers)-1
			l := all[last]
			channel, row, column := l.C-1, l.H/2, l.W/3
			at := (channel*l.H+row)*l.W + column
			value := func(pixel int) float32 {
				x := net.Input(1).Values()
				clear(x)
				if pixel >= 0 {
					x[pixel] = 1
				}
				net.Forward(1, false)
				return net.Activations(last, 1).Values()[at]
			}
			base := value(-1)
			top, left, bottom, right := ink.Side, ink.Side, -1, -1
			for pixel := range ink.Pixels {
				if value(pixel) != base {
					top, bottom = min(top, pixel/ink.Side), max(bottom, pixel/ink.Side)
					left, right = min(left, pixel%ink.Side), max(right, pixel%ink.Side)
				}
			}
			want := Area{top, left, bottom - top + 1, right - left + 1}
			if got := receptive(all, last, channel, row, column); got != want {
				t.Errorf("%+v, the network reacts to %+v", got, want)
			}
		})
	}
}
