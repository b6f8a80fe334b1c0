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
	conv := func(in tensor.Shape, filters, kernel, stride, pad, dilation int, out tensor.Shape, params ...string) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) {
				return layer.NewConv2D(in, filters, kernel, stride, pad, dilation, n)
			},
			In: in, Out: out, Params: params,
		}
	}
	transposed := func(in tensor.Shape, filters, kernel, stride, pad int, out tensor.Shape, params ...string) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) {
				return layer.NewConvTranspose2D(in, filters, kernel, stride, pad, n)
			},
			In: in, Out: out, Params: params,
		}
	}
	pool := func(in tensor.Shape, window, stride, pad int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) { return layer.NewMaxPool2D(in, window, stride, pad, n) },
			In:  in, Out: out,
		}
	}
	mean := func(in tensor.Shape, window, stride, pad int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{
			New: func(n int) (layer.Layer, error) { return layer.NewAvgPool2D(in, window, stride, pad, n) },
			In:  in, Out: out,
		}
	}
	same := func(in tensor.Shape, l layer.Layer) nntest.LayerTest {
		return nntest.LayerTest{New: func(int) (layer.Layer, error) { return l, nil }, In: in, Out: in}
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
		"conv2d":            conv(image, 3, 3, 1, 0, 1, tensor.Shape{C: 3, H: 4, W: 3}, "weight[3 2 3 3]", "bias[3]"),
		"conv2d padded":     conv(image, 3, 3, 1, 1, 1, tensor.Shape{C: 3, H: 6, W: 5}, "weight[3 2 3 3]", "bias[3]"),
		"conv2d padded far": conv(image, 2, 2, 1, 3, 1, tensor.Shape{C: 2, H: 11, W: 10}, "weight[2 2 2 2]", "bias[2]"),
		"conv2d strided":    conv(image, 2, 3, 2, 2, 1, tensor.Shape{C: 2, H: 4, W: 4}, "weight[2 2 3 3]", "bias[2]"),
		"conv2d dilated":    conv(image, 3, 2, 1, 0, 3, tensor.Shape{C: 3, H: 3, W: 2}, "weight[3 2 2 2]", "bias[3]"),
		"conv2d of all":     conv(image, 2, 3, 2, 3, 2, tensor.Shape{C: 2, H: 4, W: 4}, "weight[2 2 3 3]", "bias[2]"),
		"conv2d of one":     conv(image, 1, 1, 1, 0, 1, tensor.Shape{C: 1, H: 6, W: 5}, "weight[1 2 1 1]", "bias[1]"),
		"conv2d wide":       conv(tensor.Shape{C: 1, H: 4, W: 13}, 5, 3, 1, 1, 1, tensor.Shape{C: 5, H: 4, W: 13}, "weight[5 1 3 3]", "bias[5]"),

		"convtranspose2d":         transposed(tensor.Shape{C: 3, H: 3, W: 4}, 2, 4, 2, 1, tensor.Shape{C: 2, H: 6, W: 8}, "weight[3 2 4 4]", "bias[2]"),
		"convtranspose2d plain":   transposed(tensor.Shape{C: 2, H: 3, W: 5}, 3, 3, 1, 0, tensor.Shape{C: 3, H: 5, W: 7}, "weight[2 3 3 3]", "bias[3]"),
		"convtranspose2d cut":     transposed(image, 1, 3, 1, 2, tensor.Shape{C: 1, H: 4, W: 3}, "weight[2 1 3 3]", "bias[1]"),
		"convtranspose2d gaps":    transposed(tensor.Shape{C: 1, H: 2, W: 3}, 2, 2, 3, 0, tensor.Shape{C: 2, H: 5, W: 8}, "weight[1 2 2 2]", "bias[2]"),
		"convtranspose2d of one":  transposed(tensor.Vec(7), 2, 4, 1, 0, tensor.Shape{C: 2, H: 4, W: 4}, "weight[7 2 4 4]", "bias[2]"),
		"convtranspose2d 1x1":     transposed(image, 1, 1, 1, 0, tensor.Shape{C: 1, H: 6, W: 5}, "weight[2 1 1 1]", "bias[1]"),
		"maxpool2d":               pool(image, 2, 2, 0, tensor.Shape{C: 2, H: 3, W: 2}),
		"maxpool2d wide":          pool(tensor.Shape{C: 1, H: 4, W: 22}, 2, 2, 0, tensor.Shape{C: 1, H: 2, W: 11}),
		"maxpool2d overlapping":   pool(image, 3, 1, 0, tensor.Shape{C: 2, H: 4, W: 3}),
		"maxpool2d gaps":          pool(image, 1, 2, 0, tensor.Shape{C: 2, H: 3, W: 3}),
		"maxpool2d padded":        pool(image, 3, 2, 1, tensor.Shape{C: 2, H: 3, W: 3}),
		"maxpool2d padded by two": pool(image, 2, 2, 1, tensor.Shape{C: 2, H: 4, W: 3}),
		"avgpool2d":               mean(image, 2, 2, 0, tensor.Shape{C: 2, H: 3, W: 2}),
		"avgpool2d overlapping":   mean(image, 3, 1, 1, tensor.Shape{C: 2, H: 6, W: 5}),
		"avgpool2d gaps":          mean(image, 1, 2, 0, tensor.Shape{C: 2, H: 3, W: 3}),

		"relu":     same(image, layer.NewReLU(image)),
		"sigmoid":  same(image, layer.NewSigmoid(image)),
		"tanh":     same(image, layer.NewTanh(image)),
		"identity": same(image, layer.NewIdentity(image)),
		"step":     same(image, layer.NewStep(image)),
		"softmax":  same(image, layer.NewSoftmax(image)),
		"leakyrelu": {
			New: func(int) (layer.Layer, error) { return layer.NewLeakyReLU(image, 0.2) },
			In:  image, Out: image,
		},
		"reshape": {
			New: func(int) (layer.Layer, error) { return layer.NewReshape(image, tensor.Shape{C: 5, H: 3, W: 4}) },
			In:  image, Out: tensor.Shape{C: 5, H: 3, W: 4},
		},
		"flatten": {
			New: func(int) (layer.Layer, error) { return layer.NewFlatten(image) },
			In:  image, Out: tensor.Vec(60),
		},
		"batchnorm of vectors": {
			New: func(n int) (layer.Layer, error) { return layer.NewBatchNorm(tensor.Vec(7), 1e-5, 0.9, n) },
			In:  tensor.Vec(7), Out: tensor.Vec(7), Params: []string{"gamma[7]", "beta[7]"}, BatchDependent: true, MinBatch: 3,
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
		{"0 filters", func() error { _, err := layer.NewConv2D(image, 0, 5, 1, 0, 1, 1); return err }},
		{"stride 0", func() error { _, err := layer.NewConv2D(image, 1, 5, 0, 0, 1, 1); return err }},
		{"kernel 29 with dilation 1 does not fit", func() error { _, err := layer.NewConv2D(image, 1, 29, 1, 0, 1, 1); return err }},
		{"pad -1", func() error { _, err := layer.NewConv2D(image, 1, 5, 1, -1, 1, 1); return err }},
		{"dilation 0", func() error { _, err := layer.NewConv2D(image, 1, 5, 1, 0, 0, 1); return err }},
		{"kernel 5 with dilation 7 does not fit", func() error { _, err := layer.NewConv2D(image, 1, 5, 1, 0, 7, 1); return err }},
		{"stride 0", func() error { _, err := layer.NewConvTranspose2D(image, 1, 5, 0, 0, 1); return err }},
		{"pad 14 leaves nothing", func() error { _, err := layer.NewConvTranspose2D(image, 1, 1, 1, 14, 1); return err }},
		{"pad 2 with window 3", func() error { _, err := layer.NewMaxPool2D(image, 3, 1, 2, 1); return err }},
		{"window 29 does not fit", func() error { _, err := layer.NewAvgPool2D(image, 29, 1, 0, 1); return err }},
		{"slope 0", func() error { _, err := layer.NewLeakyReLU(image, 0); return err }},
		{"slope 1", func() error { _, err := layer.NewLeakyReLU(image, 1); return err }},
		{"1x28x28 values do not fit", func() error { _, err := layer.NewReshape(image, tensor.Vec(783)); return err }},
		{"products must be equal", func() error {
			_, err := layer.NewReshape(image, tensor.Shape{C: -1, H: -28, W: 28})
			return err
		}},
		{"window 29 does not fit", func() error { _, err := layer.NewMaxPool2D(image, 29, 1, 0, 1); return err }},
		{"stride 0", func() error { _, err := layer.NewMaxPool2D(image, 2, 0, 0, 1); return err }},
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
