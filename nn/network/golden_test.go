package network_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestGoldenTraining compares the losses of ten training steps of the book's
// SimpleConvNet with PyTorch's, from equal weights and equal batches.
func TestGoldenTraining(t *testing.T) {
	const size, pixels = 100, 784
	scales := []float32{0.3, 0.1, 0.025, 0.1, 0.15, 0.1}
	templates, noise := make([]float32, 10*pixels), make([]float32, size*pixels)
	nntest.Hashed(templates, 100, 1)
	for _, g := range nntest.ReadGolden(t, "simpleconvnet.json") {
		t.Run(g.Name, func(t *testing.T) {
			n := build(t, preset(t, "simpleconv"), size)
			for i, p := range n.Params() {
				nntest.Hashed(p.Value, uint32(1+i), scales[i])
			}
			var kind optim.Spec = recipe.Adam()
			rate := float32(0.001)
			if g.Kind == "sgd" {
				kind, rate = recipe.SGD(), 0.1
			}
			o, err := kind.New(len(n.Values()))
			if err != nil {
				t.Fatal(err)
			}
			labels := make([]int32, size)
			var losses []float32
			for step := range g.Data(t, "losses") {
				nntest.Hashed(noise, uint32(200+step), 1)
				x := n.Input(size)
				for i := range labels {
					labels[i] = int32((7*i + step) % 10)
					pattern, own, image := templates[int(labels[i])*pixels:], noise[i*pixels:], x.Sample(i)
					for j := range image {
						image[j] = float32(0.25*float64(pattern[j]) + 0.25*float64(own[j]) + 0.5)
					}
				}
				clear(n.Gradients())
				sum, _ := loss.SoftmaxCrossEntropy{}.Compute(n.OutputGrad(size), n.Forward(size, true), loss.Labels(labels...), 1./size)
				n.Backward(size)
				o.Step(n.Values(), n.Gradients(), rate)
				losses = append(losses, float32(sum/size))
			}
			g.Near(t, "losses", losses, 1e-5)
		})
	}
}
