package network_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// scaled is a layer of one's own: y = s x, with one trainable s per value.
type scaled struct{}

func (scaled) Build(in tensor.Shape, maxBatch int) (layer.Layer, error) {
	return &scaling{in, layer.Param{Name: "scale", Dims: []int{in.Size()}, Fill: layer.FillOne}}, nil
}

type scaling struct {
	shape tensor.Shape
	scale layer.Param
}

func (l *scaling) Out() tensor.Shape      { return l.shape }
func (l *scaling) Params() []*layer.Param { return []*layer.Param{&l.scale} }

func (l *scaling) Forward(y, x tensor.Tensor, train bool) {
	for n := range x.N {
		for i, v := range x.Sample(n) {
			y.Sample(n)[i] = l.scale.Value[i] * v
		}
	}
}

func (l *scaling) Backward(dx, dy, x, y tensor.Tensor) {
	for n := range x.N {
		for i, d := range dy.Sample(n) {
			l.scale.Grad[i] += d * x.Sample(n)[i]
			if dx.Data != nil {
				dx.Sample(n)[i] = d * l.scale.Value[i]
			}
		}
	}
}

// A network of layers, one of them one's own, learns the exclusive or (the
// book's section 2.5) in a loop written by hand.
func ExampleOf() {
	net, err := network.Of(tensor.Vec(2), layer.Dense{Units: 8}, layer.Tanh{}, scaled{}, layer.Dense{Units: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	opt, err := optim.Adam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}.New(len(net.Values()))
	if err != nil {
		fmt.Println(err)
		return
	}
	inputs, labels := []float32{0, 0, 0, 1, 1, 0, 1, 1}, loss.Labels(0, 1, 1, 0)
	for range 500 {
		copy(net.Input(4).Values(), inputs)
		clear(net.Gradients())
		loss.Logistic{}.Compute(net.OutputGrad(4), net.Forward(4, true), labels, 1./4)
		net.Backward(4)
		opt.Step(net.Values(), net.Gradients(), 0.05)
	}
	copy(net.Input(4).Values(), inputs)
	for i, logit := range net.Forward(4, false).Values() {
		fmt.Println(inputs[2*i:2*i+2], logit > 0)
	}
	// Output:
	// [0 0] false
	// [0 1] true
	// [1 0] true
	// [1 1] false
}

// TestOf checks the documented defaults, and that a network of layers is the
// recipe's.
func TestOf(t *testing.T) {
	r := recipe.Of(tensor.Shape{C: 1, H: 8, W: 8}, recipe.Conv(3, 3), recipe.ReLU(), recipe.Dense(4))
	free, err := network.Of(r.Input, r.Layers...)
	if err != nil {
		t.Fatal(err)
	}
	if free.MaxBatch() != 64 || !slices.Equal(free.Values(), build(t, r, 1).Values()) {
		t.Errorf("batches of %d, or other weights than the recipe's", free.MaxBatch())
	}
	r.Seed++
	if slices.Equal(free.Values(), build(t, r, 1).Values()) {
		t.Error("the seed does not matter")
	}
	for want, c := range map[string]network.Config{
		"no layers":              {Input: tensor.Vec(2), MaxBatch: 1},
		"layer 1 is nil":         {Input: tensor.Vec(2), MaxBatch: 1, Layers: []layer.Spec{scaled{}, nil}},
		"largest batch is 0":     {Input: tensor.Vec(2), Layers: r.Layers},
		"0x1x1":                  {Input: tensor.Vec(0), MaxBatch: 1, Layers: r.Layers},
		"layer 0: layer: conv2d": {Input: tensor.Vec(2), MaxBatch: 1, Layers: r.Layers},
		"not an initialiser":     {Input: r.Input, MaxBatch: 1, Layers: r.Layers},
	} {
		if _, err := c.New(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestOwnLayerInRecipe checks that a recipe with a layer of one's own builds, and
// that its checkpoint is restored for that recipe.
func TestOwnLayerInRecipe(t *testing.T) {
	r := recipe.Of(tensor.Vec(2), recipe.Dense(8), scaled{}, recipe.Dense(3))
	n := build(t, r, 4)
	if want := 2*8 + 8 + 8 + 8*3 + 3; len(n.Values()) != want {
		t.Fatalf("%d parameters, want %d", len(n.Values()), want)
	}
	c := &network.Checkpoint{Recipe: r, Values: n.Values()}
	got, err := network.DecodeCheckpoint(c.Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := got.ParseRecipe(); err == nil || !strings.Contains(err.Error(), "layers[1].kind") {
		t.Errorf("reading its recipe: %v", err)
	}
	if err := got.For(r); err != nil {
		t.Error(err)
	}
	if err := build(t, r, 1).Load(got); err != nil {
		t.Error(err)
	}
}
