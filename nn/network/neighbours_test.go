package network

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestReLUNeighbours compares layers that compute a ReLU beside them with a pass layer
// by layer, bit for bit: activations, gradients of the parameters and of the input.
func TestReLUNeighbours(t *testing.T) {
	const batch = 3
	input := tensor.Shape{C: 2, H: 9, W: 11}
	pool := func(window, stride int) layer.Spec { return layer.MaxPool2D{Kernel: window, Stride: stride} }
	norm := recipe.BatchNorm()
	for name, specs := range map[string][]layer.Spec{
		"first":       {recipe.ReLU(), pool(2, 2), recipe.Dense(3)},
		"last":        {recipe.ConvPad(4, 3, 1), norm, recipe.ReLU(), pool(3, 2)},
		"overlapping": {norm, recipe.ReLU(), pool(3, 1), recipe.ReLU(), recipe.Dense(3)},
		"twice":       {recipe.Conv(5, 3), norm, recipe.ReLU(), pool(2, 2), recipe.ConvPad(3, 3, 1), norm, recipe.ReLU(), pool(2, 1), recipe.Dense(4)},
	} {
		t.Run(name, func(t *testing.T) {
			build := func() *Network {
				n, err := Config{Input: input, Layers: specs, Init: recipe.Init{Kind: recipe.InitHe}, Seed: 1, MaxBatch: batch}.New()
				if err != nil {
					t.Fatal(err)
				}
				nntest.NewRand(2).Spread(n.Input(batch))
				return n
			}
			together, apart := build(), build()
			same := func(what string, got, want []float32) {
				t.Helper()
				if len(got) != len(want) {
					t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
				}
				changed := false
				for i := range want {
					changed = changed || want[i] != 0
					if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
						t.Fatalf("%s: [%d] = %v, want %v", what, i, got[i], want[i])
					}
				}
				if !changed {
					t.Fatalf("%s: all zero", what)
				}
			}

			together.Forward(batch, true)
			for i, l := range apart.Layers() {
				l.Forward(apart.acts[i+1], apart.acts[i], true)
				same("activation", together.acts[i+1].Data, apart.acts[i+1].Data)
			}
			nntest.NewRand(3).Spread(together.OutputGrad(batch))
			dy := tensor.New(batch, together.OutputGrad(batch).Shape)
			copy(dy.Data, together.OutputGrad(batch).Data)
			dx := tensor.New(batch, input)
			together.BackwardInput(dx, batch)
			for i := len(specs) - 1; i >= 0; i-- {
				to := tensor.New(batch, apart.acts[i].Shape)
				apart.layers[i].Backward(to, dy, apart.acts[i], apart.acts[i+1])
				dy = to
			}
			same("gradient of the input", dx.Data, dy.Data)
			if len(apart.Gradients()) > 0 {
				same("gradients", together.Gradients(), apart.Gradients())
			}
			if len(apart.Stats()) > 0 {
				same("statistics", together.Stats(), apart.Stats())
			}
		})
	}
}
