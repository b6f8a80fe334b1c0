package network_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestGradientsAtOnce compares the bits of gradients that are overwritten and added to
// another at once with those that are zeroed, added to and added up.
func TestGradientsAtOnce(t *testing.T) {
	const n = 5
	in := tensor.Shape{C: 1, H: 9, W: 7}
	net, err := network.Of(in, recipe.Conv(3, 2), recipe.ReLU(), recipe.Dense(37), recipe.ReLU(), recipe.Dense(4))
	if err != nil {
		t.Fatal(err)
	}
	backward := func(batch uint64) {
		nntest.NewRand(batch).Spread(net.Input(n))
		net.Forward(n, true)
		nntest.NewRand(batch + 100).Spread(net.OutputGrad(n))
		net.Backward(n)
	}
	var plain [2][]float32
	for i := range plain {
		clear(net.Gradients())
		backward(uint64(i))
		plain[i] = slices.Clone(net.Gradients())
	}
	bits := func(x []float32) (b []uint32) {
		for _, v := range x {
			b = append(b, math.Float32bits(v))
		}
		return b
	}
	garbage := func(x []float32) []float32 {
		for i := range x {
			x[i] = float32(math.NaN())
		}
		return x
	}

	first := garbage(make([]float32, len(plain[0])))
	own := net.SwapGradients(first)
	net.BeginGradients(nil)
	backward(0)
	net.EndGradients(nil)
	if !slices.Equal(bits(first), bits(plain[0])) {
		t.Error("overwritten gradients differ from those added to zero")
	}
	net.SwapGradients(garbage(own))
	net.BeginGradients(first)
	backward(1)
	net.EndGradients(first)
	kernel.Add(plain[0], plain[1])
	if !slices.Equal(bits(first), bits(plain[0])) {
		t.Error("gradients added at once differ from those added up")
	}
	for _, p := range net.Params() {
		if p.Overwrite {
			t.Errorf("%s is overwritten afterwards", p.Name)
		}
	}

	clear(own)
	backward(1)
	if !slices.Equal(bits(net.Gradients()), bits(plain[1])) {
		t.Error("a plain backward pass afterwards has other gradients")
	}
}
