package tensor_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/tensor"
)

func TestArgMax(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		v    []float32
		want int
	}{
		{[]float32{1}, 0},
		{[]float32{1, 3, 2}, 1},
		{[]float32{-2, -1, -1}, 1}, // the first of equals
		{[]float32{0, nan, 1}, 2},
		{[]float32{nan, 5}, 0},
	} {
		if got := tensor.ArgMax(c.v); got != c.want {
			t.Errorf("ArgMax(%v) = %d, want %d", c.v, got, c.want)
		}
	}
}
