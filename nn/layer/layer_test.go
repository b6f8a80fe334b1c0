package layer_test

import (
	"math"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

func TestLayers(t *testing.T) {
	conv := func(in tensor.Shape, filters, kernel, stride, pad int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) {
				return layer.NewConv2D(in, filters, kernel, stride, pad, n)
			},
			In: in, Out: out,
		}
	}
	pool := func(in tensor.Shape, window, stride int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) { return layer.NewMaxPool2D(in, window, stride, n) },
			In:  in, Out: out,
		}
	}
	with := func(c nntest.LayerTest, params ...string) nntest.LayerTest {
		c.Params = params
		return c
	}
	image := tensor.Shape{C: 2, H: 6, W: 5}
	for name, c := range map[string]nntest.LayerTest{
		"dense": {
			New: func(n int) (layer.Layer, error) { return layer.NewDense(image, 7, n) },
			In:  image, Out: tensor.Vec(7), Params: []string{"weight[7 60]", "bias[7]"},
		},
		"dense of one": {
			New: func(n int) (layer.Layer, error) { return layer.NewDense(tensor.Vec(1), 1, n) },
			In:  tensor.Vec(1), Out: tensor.Vec(1), Params: []string{"weight[1 1]", "bias[1]"},
		},
		"conv2d":         with(conv(image, 3, 3, 1, 0, tensor.Shape{C: 3, H: 4, W: 3}), "weight[3 2 3 3]", "bias[3]"),
		"conv2d padded":  with(conv(image, 3, 3, 1, 1, tensor.Shape{C: 3, H: 6, W: 5}), "weight[3 2 3 3]", "bias[3]"),
		"conv2d strided": with(conv(image, 2, 3, 2, 2, tensor.Shape{C: 2, H: 4, W: 4}), "weight[2 2 3 3]", "bias[2]"),
		"conv2d of one":  with(conv(image, 1, 1, 1, 0, tensor.Shape{C: 1, H: 6, W: 5}), "weight[1 2 1 1]", "bias[1]"),
		"conv2d wide":    with(conv(tensor.Shape{C: 1, H: 4, W: 13}, 5, 3, 1, 1, tensor.Shape{C: 5, H: 4, W: 13}), "weight[5 1 3 3]", "bias[5]"),
		"maxpool2d":      pool(image, 2, 2, tensor.Shape{C: 2, H: 3, W: 2}),
		"maxpool2d wide": pool(tensor.Shape{C: 1, H: 4, W: 22}, 2, 2, tensor.Shape{C: 1, H: 2, W: 11}),
		"maxpool2d over": pool(image, 3, 1, tensor.Shape{C: 2, H: 4, W: 3}),
		"maxpool2d gaps": pool(image, 1, 2, tensor.Shape{C: 2, H: 3, W: 3}),
		"relu": {
			New: func(int) (layer.Layer, error) { return layer.NewReLU(image), nil },
			In:  image, Out: image,
		},
		"dropout": {
			New: func(int) (layer.Layer, error) { return layer.NewDropout(image, 0.3) },
			In:  image, Out: image, BatchDependent: true,
		},
		"batchnorm": {
			New: func(n int) (layer.Layer, error) { return layer.NewBatchNorm(image, 1e-5, 0.9, n) },
			In:  image, Out: image, Params: []string{"gamma[2]", "beta[2]"}, BatchDependent: true,
		},
	} {
		t.Run(name, c.Run)
	}
}

func TestConstructorErrors(t *testing.T) {
	image := tensor.Shape{C: 1, H: 28, W: 28}
	for _, c := range []struct {
		want string
		make func() error
	}{
		{"input shape 0x28x28", func() error { _, err := layer.NewDense(tensor.Shape{H: 28, W: 28}, 1, 1); return err }},
		{"0 units", func() error { _, err := layer.NewDense(image, 0, 1); return err }},
		{"largest batch is 0", func() error { _, err := layer.NewDense(image, 1, 0); return err }},
		{"0 filters", func() error { _, err := layer.NewConv2D(image, 0, 5, 1, 0, 1); return err }},
		{"stride 0", func() error { _, err := layer.NewConv2D(image, 1, 5, 0, 0, 1); return err }},
		{"kernel 29 does not fit", func() error { _, err := layer.NewConv2D(image, 1, 29, 1, 0, 1); return err }},
		{"pad 5 with kernel 5", func() error { _, err := layer.NewConv2D(image, 1, 5, 1, 5, 1); return err }},
		{"window 29 does not fit", func() error { _, err := layer.NewMaxPool2D(image, 29, 1, 1); return err }},
		{"stride 0", func() error { _, err := layer.NewMaxPool2D(image, 2, 0, 1); return err }},
		{"ratio 1", func() error { _, err := layer.NewDropout(image, 1); return err }},
		{"ratio NaN", func() error { _, err := layer.NewDropout(image, math.NaN()); return err }},
		{"epsilon 0", func() error { _, err := layer.NewBatchNorm(image, 0, 0.9, 1); return err }},
		{"decay 1", func() error { _, err := layer.NewBatchNorm(image, 1e-5, 1, 1); return err }},
	} {
		if err := c.make(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}
