package loss_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestGolden compares every loss and its gradient with PyTorch's.
func TestGolden(t *testing.T) {
	const tolerance = 1e-6 // some roundings of 6e-8: the sums are float64
	for _, g := range nntest.ReadGolden(t, "losses.json") {
		t.Run(g.Name, func(t *testing.T) {
			dims := g.Arrays["x"].Dims
			as := func(data []float32) tensor.Tensor {
				return tensor.Tensor{N: dims[0], Shape: tensor.Vec(dims[1]), Data: data}
			}
			x := as(g.Data(t, "x"))
			dx := tensor.New(x.N, x.Shape)
			var labels []int32
			if _, ok := g.Arrays["labels"]; ok {
				for _, l := range g.Data(t, "labels") {
					labels = append(labels, int32(l))
				}
			}
			var got float64
			switch g.Kind {
			case "softmaxCrossEntropy":
				got, _ = loss.SoftmaxCrossEntropy{}.Compute(dx, x, loss.Labels(labels...), 1)
			case "softmaxCrossEntropyOneHot", "softmaxCrossEntropySoft":
				got, _ = loss.SoftmaxCrossEntropy{}.Compute(dx, x, loss.Values(g.Data(t, "targets")...), 1)
			case "smoothed":
				got, _ = loss.SoftmaxCrossEntropy{Smoothing: g.Args["smoothing"]}.Compute(dx, x, loss.Labels(labels...), 1)
			case "softmaxSquares":
				got, _ = loss.SoftmaxSquares{}.Compute(dx, x, loss.Labels(labels...), 1)
			case "logistic":
				got = loss.LogisticTarget(dx, x, g.Args["target"], 1)
			case "sumOfSquares":
				got, _ = loss.Squares{}.Compute(dx, x, loss.Values(g.Data(t, "targets")...), 1)
			default:
				t.Fatalf("%q is not a loss", g.Kind)
			}
			g.Near(t, "loss", []float32{float32(got)}, tolerance)
			g.Near(t, "dx", dx.Data, tolerance)
		})
	}
}
