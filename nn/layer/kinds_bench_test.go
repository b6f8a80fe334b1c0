package layer_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// The layers that no preset of BenchmarkLayer has, both ways, in nanoseconds per
// value of the larger side.
func BenchmarkKind(b *testing.B) {
	image := tensor.Shape{C: 16, H: 14, W: 14}
	small := tensor.Shape{C: 16, H: 7, W: 7}
	for name, c := range map[string]struct {
		in   tensor.Shape
		spec layer.Spec
	}{
		"sigmoid":         {image, layer.Sigmoid{}},
		"tanh":            {image, layer.Tanh{}},
		"leakyrelu":       {image, layer.LeakyReLU{Slope: 0.2}},
		"softmax":         {image, layer.Softmax{}},
		"step":            {image, layer.Step{}},
		"reshape":         {image, layer.Flatten{}},
		"dropout":         {image, layer.Dropout{Ratio: 0.5}},
		"avgpool2d":       {image, layer.AvgPool2D{Kernel: 2, Stride: 2}},
		"maxpool2d of 3":  {image, layer.MaxPool2D{Kernel: 3, Stride: 2, Pad: 1}},
		"conv2d strided":  {image, layer.Conv2D{Filters: 16, Kernel: 4, Stride: 2, Pad: 1, Dilation: 1}},
		"conv2d dilated":  {image, layer.Conv2D{Filters: 16, Kernel: 3, Stride: 1, Pad: 2, Dilation: 2}},
		"convtranspose2d": {small, layer.ConvTranspose2D{Filters: 16, Kernel: 4, Stride: 2, Pad: 1}},
	} {
		b.Run(name, func(b *testing.B) {
			l, err := c.spec.Build(c.in, benchBatch)
			if err != nil {
				b.Fatal(err)
			}
			nntest.Bind(l, nntest.NewRand(1))
			r := nntest.NewRand(2)
			x, dx := r.Normal(tensor.New(benchBatch, c.in)), tensor.New(benchBatch, c.in)
			y, dy := tensor.New(benchBatch, l.Out()), r.Normal(tensor.New(benchBatch, l.Out()))
			for b.Loop() {
				l.Forward(y, x, true)
				l.Backward(dx, dy, x, y)
			}
			values := benchBatch * max(c.in.Size(), l.Out().Size())
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(values), "ns/value")
		})
	}
}
