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
			got := loss.LogisticTarget(d, scalar(z), target, 0.5)
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
	// With labels: the same, and what is predicted.
	d, four := tensor.New(4, tensor.Vec(1)), tensor.Tensor{N: 4, Shape: tensor.Vec(1), Data: []float32{2, -1, 3, -4}}
	sum, correct := loss.Logistic{}.Compute(d, four, loss.Labels(1, 0, 0, -1), 0.5)
	var want float64
	for i, target := range []float64{1, 0, 0, 0.5} {
		one := scalar(0)
		want += loss.LogisticTarget(one, scalar(four.Data[i]), target, 0.5)
		if one.Data[0] != d.Data[i] {
			t.Errorf("gradient %d is %v, with targets %v", i, d.Data[i], one.Data[0])
		}
	}
	if sum != want || correct != 2 {
		t.Errorf("loss %v, with targets %v; %d correct, want 2", sum, want, correct)
	}
	soft := tensor.New(4, tensor.Vec(1))
	again, same := loss.Logistic{}.Compute(soft, four, loss.Values(1, 0, 0, 0.5), 0.5)
	if again != sum || same != correct || soft.Data[3] != d.Data[3] {
		t.Errorf("target values give %v, %d correct, gradients %v", again, same, soft.Data)
	}
	two := tensor.Tensor{N: 2, Shape: tensor.Vec(1), Data: []float32{1, -1}}
	if got := loss.LogisticTarget(tensor.Tensor{}, two, 1, 1); math.Abs(got-(math.Log1p(math.Exp(-1))+math.Log1p(math.E))) > 1e-12 {
		t.Errorf("the sum of two is %v", got)
	}
}
