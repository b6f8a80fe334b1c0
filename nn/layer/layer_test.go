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
			Spec: layer.Conv2D{Filters: filters, Kernel: kernel, Stride: stride, Pad: pad, Dilation: dilation},
			In:   in, Out: out, Params: params,
		}
	}
	transposed := func(in tensor.Shape, filters, kernel, stride, pad int, out tensor.Shape, params ...string) nntest.LayerTest {
		return nntest.LayerTest{
			Spec: layer.ConvTranspose2D{Filters: filters, Kernel: kernel, Stride: stride, Pad: pad},
			In:   in, Out: out, Params: params,
		}
	}
	pool := func(in tensor.Shape, window, stride, pad int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{Spec: layer.MaxPool2D{Kernel: window, Stride: stride, Pad: pad}, In: in, Out: out}
	}
	mean := func(in tensor.Shape, window, stride, pad int, out tensor.Shape) nntest.LayerTest {
		return nntest.LayerTest{Spec: layer.AvgPool2D{Kernel: window, Stride: stride, Pad: pad}, In: in, Out: out}
	}
	same := func(in tensor.Shape, s layer.Spec) nntest.LayerTest {
		return nntest.LayerTest{Spec: s, In: in, Out: in}
	}
	image := tensor.Shape{C: 2, H: 6, W: 5}
	cases := map[string]nntest.LayerTest{
		"dense": {
			Spec: layer.Dense{Units: 7},
			In:   image, Out: tensor.Vec(7), Params: []string{"weight[7 60]", "bias[7]"},
		},
		"dense of one": {
			Spec: layer.Dense{Units: 1},
			In:   tensor.Vec(1), Out: tensor.Vec(1), Params: []string{"weight[1 1]", "bias[1]"},
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

		"relu":     same(image, layer.ReLU{}),
		"sigmoid":  same(image, layer.Sigmoid{}),
		"tanh":     same(image, layer.Tanh{}),
		"identity": same(image, layer.Identity{}),
		"step":     same(image, layer.Step{}),
		"softmax":  same(image, layer.Softmax{}),
		"leakyrelu": {
			Spec: layer.LeakyReLU{Slope: 0.2},
			In:   image, Out: image,
		},
		"reshape": {
			Spec: layer.Reshape{Shape: tensor.Shape{C: 5, H: 3, W: 4}},
			In:   image, Out: tensor.Shape{C: 5, H: 3, W: 4},
		},
		"flatten": {
			Spec: layer.Flatten{},
			In:   image, Out: tensor.Vec(60),
		},
		"batchnorm of vectors": {
			Spec: layer.BatchNorm{Epsilon: 1e-5, Decay: 0.9},
			In:   tensor.Vec(7), Out: tensor.Vec(7), Params: []string{"gamma[7]", "beta[7]"}, BatchDependent: true, MinBatch: 3,
		},
		"batchnorm": {
			Spec: layer.BatchNorm{Epsilon: 1e-5, Decay: 0.9},
			In:   image, Out: image, Params: []string{"gamma[2]", "beta[2]"}, BatchDependent: true,
		},
	}
	tested := map[string]bool{"dropout": true} // random: see dropout_test.go
	for name, c := range cases {
		tested[layer.KindOf(c.Spec)] = true
		t.Run(name, c.Run)
	}
	for _, kind := range layer.Kinds() {
		if !tested[kind] {
			t.Errorf("there is no test of %s", kind)
		}
	}
}

func TestConstructorErrors(t *testing.T) {
	image := tensor.Shape{C: 1, H: 28, W: 28}
	for _, c := range []struct {
		want string
		in   tensor.Shape
		spec layer.Spec
	}{
		{"input shape 0x28x28", tensor.Shape{H: 28, W: 28}, layer.Dense{Units: 1}},
		{"units is 0", image, layer.Dense{}},
		{"units is 65537", image, layer.Dense{Units: 65537}},
		{"filters is 0", image, layer.Conv2D{Kernel: 5, Stride: 1, Dilation: 1}},
		{"stride is 0", image, layer.Conv2D{Filters: 1, Kernel: 5, Dilation: 1}},
		{"kernel is 29, must be 1 to 28", image, layer.Conv2D{Filters: 1, Kernel: 29, Stride: 1, Dilation: 1}},
		{"stride is 29, must be 1 to 28", image, layer.Conv2D{Filters: 1, Kernel: 5, Stride: 29, Dilation: 1}},
		{"pad is -1", image, layer.Conv2D{Filters: 1, Kernel: 5, Stride: 1, Pad: -1, Dilation: 1}},
		{"dilation is 0", image, layer.Conv2D{Filters: 1, Kernel: 5, Stride: 1}},
		{"kernel of 5 reach over 29 pixels", image, layer.Conv2D{Filters: 1, Kernel: 5, Stride: 1, Dilation: 7}},
		{"stride is 0", image, layer.ConvTranspose2D{Filters: 1, Kernel: 5}},
		{"pad is 14, which leaves nothing of the 28x28 output", image, layer.ConvTranspose2D{Filters: 1, Kernel: 1, Stride: 1, Pad: 14}},
		{"pad is 2, must be 0 to half the kernel's 3", image, layer.MaxPool2D{Kernel: 3, Stride: 1, Pad: 2}},
		{"kernel is 29, must be 1 to 28", image, layer.AvgPool2D{Kernel: 29, Stride: 1}},
		{"kernel is 29, must be 1 to 28", image, layer.MaxPool2D{Kernel: 29, Stride: 1}},
		{"stride is 0", image, layer.MaxPool2D{Kernel: 2}},
		{"slope is 0", image, layer.LeakyReLU{}},
		{"slope is 1", image, layer.LeakyReLU{Slope: 1}},
		{"shape has 783 values, its input has 784", image, layer.Reshape{Shape: tensor.Vec(783)}},
		{"shape[0] is -1", image, layer.Reshape{Shape: tensor.Shape{C: -1, H: -28, W: 28}}},
		{"ratio is 1", image, layer.Dropout{Ratio: 1}},
		{"ratio is NaN", image, layer.Dropout{Ratio: math.NaN()}},
		{"epsilon is 0", image, layer.BatchNorm{Decay: 0.9}},
		{"decay is 1", image, layer.BatchNorm{Epsilon: 1e-5, Decay: 1}},
		{"group is -1", image, layer.BatchNorm{Epsilon: 1e-5, Group: -1}},
	} {
		_, err := c.spec.Build(c.in, 1)
		if want := "layer: " + layer.KindOf(c.spec) + ": "; err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	if _, err := (layer.Dense{Units: 1}).Build(image, 0); err == nil || !strings.Contains(err.Error(), "largest batch is 0") {
		t.Errorf("a largest batch of 0: %v", err)
	}
}
