package layer_test

import (
	"fmt"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Broadcasting (the book's section 1.5.5) stretches a small array over a large
// one. Here that is no rule of the tensors, which have no arithmetic, but what
// two kinds of layer do: a dense layer adds its bias, one value an output, to
// every sample of the batch,
//
//	(N, out) + (out)
//
// and batch normalisation scales and shifts, one value a channel, every sample,
// row and column:
//
//	(N, C, H, W) * (C, 1, 1) + (C, 1, 1)
//
// Backwards a broadcast is a sum: a bias's gradient adds up those of all the
// places that it was added to.
func Example_broadcasting() {
	dense, _ := layer.Dense{Units: 3}.Build(tensor.Vec(1), 2)
	set(dense.Params()[0], 1, 1, 1)
	set(dense.Params()[1], 10, 20, 30) // the bias
	x := tensor.Tensor{N: 2, Shape: tensor.Vec(1), Data: []float32{1, 2}}
	y := tensor.New(2, dense.Out())
	dense.Forward(y, x, true)
	fmt.Println("dense:", y.Sample(0), y.Sample(1))

	dense.Backward(tensor.Tensor{}, y, x, y) // with y for dy
	fmt.Println("its bias's gradient:", dense.Params()[1].Grad)

	image := tensor.Shape{C: 2, H: 1, W: 2}
	norm, _ := layer.BatchNorm{Epsilon: 1e-12, Decay: 0.9}.Build(image, 2)
	set(norm.Params()[0], 10, 100)               // gamma, one a channel
	set(norm.Params()[1], 1, 2)                  // beta
	set(norm.(layer.Stateful).States()[0], 0, 0) // mean and variance, for inference
	set(norm.(layer.Stateful).States()[1], 1, 1)
	x = tensor.Tensor{N: 2, Shape: image, Data: []float32{1, 2, 1, 2, 3, 4, 3, 4}}
	y = tensor.New(2, image)
	norm.Forward(y, x, false)
	fmt.Println("batch norm:", y.Sample(0), y.Sample(1))
	// Output:
	// dense: [11 21 31] [12 22 32]
	// its bias's gradient: [23 43 63]
	// batch norm: [11 21 102 202] [31 41 302 402]
}

// set gives a parameter its values and room for its gradient.
func set(p *layer.Param, values ...float32) {
	p.Value, p.Grad = values, make([]float32, len(values))
}

// TestBroadcasting compares what the layers broadcast with the same arrays
// written out in full.
func TestBroadcasting(t *testing.T) {
	const n = 3
	shape := tensor.Shape{C: 2, H: 2, W: 3}
	conv, err := layer.Conv2D{Filters: 2, Kernel: 1, Stride: 1, Pad: 0, Dilation: 1}.Build(shape, n)
	if err != nil {
		t.Fatal(err)
	}
	set(conv.Params()[0], 1, 0, 0, 1) // passes both channels on
	set(conv.Params()[1], 0.5, -4)
	x, y, dx := tensor.New(n, shape), tensor.New(n, shape), tensor.New(n, shape)
	for i := range x.Data {
		x.Data[i] = float32(i)
	}
	conv.Forward(y, x, true)
	conv.Backward(dx, y, x, y)
	var sums [2]float32
	for i, v := range y.Data {
		c := i / (shape.H * shape.W) % shape.C
		if want := x.Data[i] + conv.Params()[1].Value[c]; v != want {
			t.Errorf("y[%d] = %g, want %g", i, v, want)
		}
		sums[c] += v
	}
	for c, want := range sums {
		if got := conv.Params()[1].Grad[c]; got != want {
			t.Errorf("bias gradient of channel %d is %g, want the sum %g", c, got, want)
		}
	}
}
