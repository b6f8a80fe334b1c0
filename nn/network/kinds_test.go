package network_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// everyKind has a layer of every kind, of sizes that tell stride, padding and
// dilation apart.
func everyKind() recipe.Recipe {
	conv := recipe.Conv(4, 3)
	conv.Stride, conv.Pad, conv.Dilation = 2, 4, 3
	most, mean := recipe.Pool(4), recipe.AvgPool(4)
	most.Stride, most.Pad = 1, 2
	mean.Stride, mean.Pad = 3, 1
	r, _ := recipe.Preset("mlp")
	r.Layers = []layer.Spec{
		conv, recipe.BatchNorm(), recipe.ReLU(), most, recipe.LeakyReLU(0.2), mean,
		recipe.ConvTranspose(3, 5, 2, 1), recipe.Tanh(), layer.Flatten{}, recipe.Softmax(), recipe.Reshape(3, 1, 121),
		recipe.Dense(20), recipe.Sigmoid(), recipe.Identity(), recipe.Dropout(0.5), recipe.Dense(10), recipe.Step(),
	}
	return r
}

// TestEveryKind checks that recipe and network agree on every layer's shape and
// number of parameters.
func TestEveryKind(t *testing.T) {
	r := everyKind()
	shapes, err := r.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	const size = 3
	n := build(t, r, size)
	params := 0
	for i, l := range n.Layers() {
		if l.Out() != shapes[i] {
			t.Errorf("layer %d, %v: output %v, the recipe says %v", i, r.Layers[i], l.Out(), shapes[i])
		}
		for _, p := range l.Params() {
			params += p.Size()
		}
	}
	if want := 4*9 + 4 + 2*4 + 4*3*25 + 3 + 363*20 + 20 + 210; params != want || len(n.Values()) != want {
		t.Errorf("%d parameters in an arena of %d, want %d", params, len(n.Values()), want)
	}

	nntest.NewRand(1).Spread(n.Input(size))
	loss.SoftmaxCrossEntropy{}.Compute(n.OutputGrad(size), n.Forward(size, true), loss.Labels(1, 2, 3), 1)
	n.Backward(size)
	for i, g := range n.Gradients() {
		if g != 0 { // Step is last and lets none through
			t.Fatalf("gradient %d is %g behind a step function", i, g)
		}
	}
	if !kernel.AllFinite(n.Activations(len(r.Layers)-1, size).Values()) {
		t.Error("outputs are not finite")
	}
}

// FuzzNew builds whatever network Parse accepts and runs it once.
func FuzzNew(f *testing.F) {
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		f.Add(r.AppendJSON(nil))
	}
	f.Add(everyKind().AppendJSON(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := recipe.Parse(b)
		if err != nil {
			return
		}
		n, err := network.New(r, 2)
		if err != nil {
			t.Fatalf("%s is valid, but: %v", b, err)
		}
		loss.SoftmaxCrossEntropy{}.Compute(n.OutputGrad(1), n.Forward(1, true), loss.Labels(1), 1)
		n.Backward(1)
	})
}
