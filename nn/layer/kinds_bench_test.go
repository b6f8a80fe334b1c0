package layer_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// The layers that no preset of BenchmarkLayer has, both ways, in nanoseconds a
// value of the larger side.
func BenchmarkKind(b *testing.B) {
	image := tensor.Shape{C: 16, H: 14, W: 14}
	for name, make := range map[string]func() (layer.Layer, error){
		"sigmoid":   func() (layer.Layer, error) { return layer.NewSigmoid(image), nil },
		"tanh":      func() (layer.Layer, error) { return layer.NewTanh(image), nil },
		"leakyrelu": func() (layer.Layer, error) { return layer.NewLeakyReLU(image, 0.2) },
		"softmax":   func() (layer.Layer, error) { return layer.NewSoftmax(image), nil },
		"step":      func() (layer.Layer, error) { return layer.NewStep(image), nil },
		"reshape":   func() (layer.Layer, error) { return layer.NewFlatten(image) },
		"dropout":   func() (layer.Layer, error) { return layer.NewDropout(image, 0.5) },
		"avgpool2d": func() (layer.Layer, error) { return layer.NewAvgPool2D(image, 2, 2, 0, benchBatch) },
		"maxpool2d of 3": func() (layer.Layer, error) {
			return layer.NewMaxPool2D(image, 3, 2, 1, benchBatch)
		},
		"conv2d strided": func() (layer.Layer, error) { return layer.NewConv2D(image, 16, 4, 2, 1, 1, benchBatch) },
		"conv2d dilated": func() (layer.Layer, error) { return layer.NewConv2D(image, 16, 3, 1, 2, 2, benchBatch) },
		"convtranspose2d": func() (layer.Layer, error) {
			return layer.NewConvTranspose2D(tensor.Shape{C: 16, H: 7, W: 7}, 16, 4, 2, 1, benchBatch)
		},
	} {
		b.Run(name, func(b *testing.B) {
			l, err := make()
			if err != nil {
				b.Fatal(err)
			}
			nntest.Bind(l, nntest.NewRand(1))
			in := image
			if name == "convtranspose2d" {
				in = tensor.Shape{C: 16, H: 7, W: 7}
			}
			r := nntest.NewRand(2)
			x, dx := r.Normal(tensor.New(benchBatch, in)), tensor.New(benchBatch, in)
			y, dy := tensor.New(benchBatch, l.Out()), r.Normal(tensor.New(benchBatch, l.Out()))
			for b.Loop() {
				l.Forward(y, x, true)
				l.Backward(dx, dy, x, y)
			}
			values := benchBatch * max(in.Size(), l.Out().Size())
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(values), "ns/value")
		})
	}
}
