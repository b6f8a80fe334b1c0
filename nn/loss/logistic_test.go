package loss_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
	"gonum.org/v1/gonum/diff/fd"
)

func TestLogistic(t *testing.T) {
	scalar := func(z float32) tensor.Tensor {
		return tensor.Tensor{N: 1, Shape: tensor.Vec(1), Data: []float32{z}}
	}
	for _, z := range []float32{-1e4, -30, -2, -0.5, 0, 0.5, 2, 30, 1e4} {
		for _, target := range []float64{0, 1} {
			// The first form of the definition, where float64 bears it.
			p := 1 / (1 + math.Exp(-float64(z)))
			want := -math.Log(p)
			if target == 0 {
				want = -math.Log(1 - p)
			}
			if math.Abs(float64(z)) > 20 {
				want = max(0, float64(z)*(1-2*target))
			}
			d := scalar(0)
			got := loss.Logistic(d, scalar(z), target, 0.5)
			if math.Abs(got-want) > 1e-9*max(1, want) && math.Abs(float64(z)) < 20 || math.IsNaN(got) || math.IsInf(got, 0) || math.Abs(got-want) > 1e-3 {
				t.Errorf("z %v, target %v: loss %v, must be %v", z, target, got, want)
			}
			slope := fd.Derivative(func(z float64) float64 {
				return max(z, 0) - target*z + math.Log1p(math.Exp(-math.Abs(z)))
			}, float64(z), &fd.Settings{Formula: fd.Central, Step: 1e-4})
			if z != 0 && math.Abs(float64(d.Data[0])-0.5*slope) > 1e-5 {
				t.Errorf("z %v, target %v: gradient %v, must be %v", z, target, d.Data[0], 0.5*slope)
			}
			if z == 0 && float64(d.Data[0]) != 0.5*(0.5-target) {
				t.Errorf("target %v: gradient at 0 is %v", target, d.Data[0])
			}
		}
	}
	two := tensor.Tensor{N: 2, Shape: tensor.Vec(1), Data: []float32{1, -1}}
	if got := loss.Logistic(tensor.Tensor{}, two, 1, 1); math.Abs(got-(math.Log1p(math.Exp(-1))+math.Log1p(math.E))) > 1e-12 {
		t.Errorf("the sum of two is %v", got)
	}
}
