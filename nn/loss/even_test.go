package loss_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

func TestEven(t *testing.T) {
	shape := tensor.Shape{C: 4, H: 1, W: 1}
	z := tensor.Tensor{N: 2, Shape: shape, Data: []float32{3, 3, 3, 3, 0, 1, -1, 4}}
	d := tensor.New(2, shape)
	const scale = 0.5
	sum, right := loss.Even(d, z, scale)
	if right != 1 {
		t.Errorf("%d samples without a probability above a half, want 1", right)
	}
	var p [4]float32
	loss.Softmax(p[:], z.Sample(1))
	want := 0.0 // the first is even
	for _, v := range p {
		want += 0.25 * math.Log(0.25/float64(v))
	}
	if math.Abs(sum-want) > 1e-6 {
		t.Errorf("loss %v, want the divergence %v", sum, want)
	}
	// The gradient, by central differences.
	const h = 1e-2
	for i := range z.Data {
		was := z.Data[i]
		z.Data[i] = was + h
		up, _ := loss.Even(tensor.Tensor{}, z, 0)
		z.Data[i] = was - h
		down, _ := loss.Even(tensor.Tensor{}, z, 0)
		z.Data[i] = was
		if got, want := float64(d.Data[i]), scale*(up-down)/(2*h); math.Abs(got-want) > 1e-4 {
			t.Errorf("gradient %d is %v, numerically %v", i, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { loss.Even(d, z, 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
