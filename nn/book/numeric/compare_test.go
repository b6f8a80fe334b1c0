package numeric_test

import (
	"errors"
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
)

var tolerance = numeric.Tolerance{Relative: 2e-2, Absolute: 2e-3, Noise: 1e-8, MinStep: 1e-3}

// cubes returns x, factor times the gradient of the sum of its cubes, and that sum.
func cubes(factor float64) ([]float32, []float32, func() float64) {
	x, g := []float32{0.5, -1, 2, 0.25}, make([]float32, 4)
	for i, v := range x {
		g[i] = float32(factor * 3 * float64(v) * float64(v))
	}
	return x, g, func() (s float64) {
		for _, v := range x {
			s += math.Pow(float64(v), 3)
		}
		return s
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		factor   float64
		wrong    int
		min, max float64 // of the largest relative error
	}{
		{1, 0, 0, 1e-4},
		{1.01, 0, 0.009, 0.011},
		{1.1, 4, 0.09, 0.1},
		{-1, 4, 1.9, 2.1},
		{math.NaN(), 4, math.Inf(1), math.Inf(1)},
	} {
		x, g, loss := cubes(c.factor)
		results, err := numeric.Compare(loss, []numeric.Array{{Name: "x", Value: x, Grad: g}}, 10, tolerance)
		if err != nil || len(results) != 1 {
			t.Fatalf("%v, %d results", err, len(results))
		}
		r := results[0]
		if r.Name != "x" || r.Size != 4 || r.Checked != 4 || r.Kinks != 0 || r.Wrong != c.wrong {
			t.Errorf("gradient times %g: %+v, want %d wrong", c.factor, r, c.wrong)
		}
		if !(r.MaxRelative >= c.min && r.MaxRelative <= c.max) || r.Worst[0].Relative != r.MaxRelative {
			t.Errorf("gradient times %g: largest relative error %g, first of the worst %g, want %g to %g", c.factor, r.MaxRelative, r.Worst[0].Relative, c.min, c.max)
		}
		for i, v := range []float32{0.5, -1, 2, 0.25} {
			if x[i] != v {
				t.Errorf("value %d is %g after the check, was %g", i, x[i], v)
			}
		}
	}
}

// TestCompareChooses checks a few elements of a large array, always the same.
func TestCompareChooses(t *testing.T) {
	x, calls := make([]float32, 1000), 0
	loss := func() float64 { calls++; return 1 }
	for range 2 {
		results, err := numeric.Compare(loss, []numeric.Array{{Name: "x", Value: x, Grad: make([]float32, 1000)}}, 7, tolerance)
		if err != nil || results[0].Checked != 7 || results[0].Size != 1000 || results[0].MaxRelative != 0 {
			t.Errorf("%v, %+v", err, results)
		}
	}
	if calls != 2*(1+6*7) {
		t.Errorf("%d calls of the loss, want 1 and 6 per element", calls/2)
	}
}

func TestKink(t *testing.T) {
	x := []float32{-1, 0, 2}
	loss := func() (s float64) {
		for _, v := range x {
			s += math.Abs(float64(v))
		}
		return s
	}
	results, err := numeric.Compare(loss, []numeric.Array{{Name: "x", Value: x, Grad: []float32{-1, 0.3, 1}}}, 10, tolerance)
	if err != nil || results[0].Kinks != 1 || results[0].Checked != 2 || results[0].Wrong != 0 {
		t.Errorf("%v, %+v; |x| has a kink at 0", err, results)
	}
}

func TestCompareRefuses(t *testing.T) {
	x := []float32{1}
	infinite := func() float64 { return math.Inf(1) }
	if _, err := numeric.Compare(infinite, nil, 1, tolerance); !errors.Is(err, numeric.ErrLoss) {
		t.Errorf("an infinite loss gives %v", err)
	}
	if _, err := numeric.Compare(func() float64 { return 1 }, []numeric.Array{{Name: "x", Value: x}}, 1, tolerance); err == nil {
		t.Error("an array without a gradient is taken")
	}
}
