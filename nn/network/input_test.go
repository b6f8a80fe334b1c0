package network_test

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestInputGradient checks the gradient by the input of what the network
// answers, through a small version of every preset's network, and that nothing
// of training is touched.
func TestInputGradient(t *testing.T) {
	for _, name := range recipe.Presets() {
		t.Run(name, func(t *testing.T) {
			const size = 3
			n := build(t, shrink(preset(t, name)), size)
			rng := nntest.NewRand(4)
			rng.Spread(n.Input(size))
			x := n.Input(size)
			input := slices.Clone(x.Values())
			n.Forward(size, true) // running statistics that are not the first ones
			copy(x.Values(), input)
			rng.Normal(tensor.Tensor{N: 1, Shape: tensor.Vec(len(n.Gradients())), Data: n.Gradients()})
			kept := [][]float32{slices.Clone(n.Values()), slices.Clone(n.Gradients()), slices.Clone(n.Stats())}

			labels := []int32{3, 9, 0}
			forward := func(dlogits tensor.Tensor) float64 {
				copy(n.Input(size).Values(), input)
				sum, _ := loss.SoftmaxCrossEntropy{}.Compute(dlogits, n.Forward(size, false), loss.Labels(labels...), 1)
				return sum
			}
			dx := tensor.New(size, x.Shape)
			for range 2 { // the second must not see what is left of the first
				forward(n.OutputGrad(size))
				n.InputGradient(dx)
			}
			for i, now := range [][]float32{n.Values(), n.Gradients(), n.Stats()} {
				if !slices.Equal(now, kept[i]) {
					t.Errorf("array %d (values, gradients, statistics) has changed", i)
				}
			}
			nntest.CheckGradient(t, func() float64 { return forward(tensor.Tensor{}) },
				[]nntest.Group{{Name: "input", Value: input, Grad: dx.Values()}})
			if allocs := testing.AllocsPerRun(5, func() { n.InputGradient(dx) }); allocs != 0 {
				t.Errorf("%v allocations", allocs)
			}
		})
	}
}
