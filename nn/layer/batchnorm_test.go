package layer_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// By hand: values 1, 3 | 5, 7 of one channel have mean 4, biased variance 5,
// unbiased variance 20/3.
func TestBatchNormStatistics(t *testing.T) {
	shape := tensor.Shape{C: 1, H: 1, W: 2}
	l, err := layer.BatchNorm{Epsilon: 1e-5, Decay: 0.75}.Build(shape, 2)
	if err != nil {
		t.Fatal(err)
	}
	nntest.Bind(l, nntest.NewRand(1))
	l.Params()[0].Value[0], l.Params()[1].Value[0] = 2, 10
	mean, variance := l.(layer.Stateful).States()[0].Value, l.(layer.Stateful).States()[1].Value
	mean[0], variance[0] = 0, 1

	x, y := tensor.New(2, shape), tensor.New(2, shape)
	copy(x.Data, []float32{1, 3, 5, 7})
	l.Forward(y, x, true)
	std := math.Sqrt(5 + 1e-5)
	for i, v := range x.Data {
		if want := 10 + 2*(float64(v)-4)/std; math.Abs(float64(y.Data[i])-want) > 1e-5 {
			t.Errorf("y[%d] = %g, want %g", i, y.Data[i], want)
		}
	}
	if want := 0.25 * 4.0; math.Abs(float64(mean[0])-want) > 1e-6 {
		t.Errorf("running mean %g, want %g", mean[0], want)
	}
	if want := 0.75 + 0.25*20/3; math.Abs(float64(variance[0])-want) > 1e-6 {
		t.Errorf("running variance %g, want %g", variance[0], want)
	}

	mean[0], variance[0] = 3, 4
	l.Forward(y, x, false)
	for i, v := range x.Data {
		if want := 10 + 2*(float64(v)-3)/math.Sqrt(4+1e-5); math.Abs(float64(y.Data[i])-want) > 1e-5 {
			t.Errorf("inference y[%d] = %g, want %g", i, y.Data[i], want)
		}
	}
}

// A lone value has no unbiased variance; it must not become NaN or infinite.
func TestBatchNormOneValue(t *testing.T) {
	shape := tensor.Vec(1)
	l, err := layer.BatchNorm{Epsilon: 1e-5, Decay: 0.9}.Build(shape, 1)
	if err != nil {
		t.Fatal(err)
	}
	nntest.Bind(l, nntest.NewRand(1))
	x, y := tensor.New(1, shape), tensor.New(1, shape)
	x.Data[0] = 3
	l.Forward(y, x, true)
	for _, p := range append(l.(layer.Stateful).States(), l.Params()...) {
		if v := float64(p.Value[0]); math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s is %g", p.Name, v)
		}
	}
	if beta := l.Params()[1].Value[0]; math.Abs(float64(y.Data[0]-beta)) > 1e-3 {
		t.Errorf("y = %g, want beta %g", y.Data[0], beta)
	}
}
