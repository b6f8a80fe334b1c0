package weights_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// TestRoundHalf takes its values from IEEE 754-2019, table 3.5: binary16 has 11
// significant bits, exponents -14 to 15, subnormals of 2^-24.
func TestRoundHalf(t *testing.T) {
	ulp := math.Ldexp(1, -10) // of 1
	tiny := math.Ldexp(1, -24)
	inf := math.Inf(1)
	for _, c := range []struct{ x, want float64 }{
		{0, 0}, {1, 1}, {-2.5, -2.5}, {1.0 / 3, 0.333251953125}, {math.Pi, 3.140625},
		{1 + ulp, 1 + ulp},
		{1 + ulp/2, 1}, // ties to even, down
		{1 + 3*ulp/2, 1 + 2*ulp},
		{1 + ulp/2 + math.Ldexp(1, -23), 1 + ulp}, // just above the tie
		{2049, 2048}, {2051, 2052},
		{65504, 65504}, {65519, 65504}, {65520, inf}, {-65520, -inf}, {1e30, inf}, {inf, inf},
		{math.Ldexp(1, -14), math.Ldexp(1, -14)},       // the smallest normal
		{math.Ldexp(1023, -24), math.Ldexp(1023, -24)}, // the largest subnormal
		{math.Ldexp(1023.5, -24), math.Ldexp(1, -14)},  // ties to even: becomes normal
		{tiny, tiny}, {-tiny, -tiny}, {1.5 * tiny, 2 * tiny}, {2.5 * tiny, 2 * tiny},
		{0.5 * tiny, 0}, {0.5000001 * tiny, tiny}, {1e-30, 0},
	} {
		x := []float32{float32(c.x)}
		weights.RoundHalf(x)
		if float64(x[0]) != c.want {
			t.Errorf("%v becomes %v, must be %v", c.x, x[0], c.want)
		}
	}
	x := []float32{float32(math.NaN()), float32(math.Copysign(0, -1))}
	weights.RoundHalf(x)
	if x[0] == x[0] || !math.Signbit(float64(x[1])) {
		t.Errorf("NaN and -0 become %v", x)
	}
}

func TestForwardHalf(t *testing.T) {
	n := build(t, small(recipe.Dense(7), recipe.ReLU(), recipe.Dense(10)))
	in := n.Input(3).Values()
	fill := func() {
		for i := range in {
			in[i] = float32(i) / 17
		}
	}
	fill()
	full := slices.Clone(n.Forward(3, false).Values())
	weights.Half(n)
	fill()
	got := slices.Clone(weights.ForwardHalf(n, 3).Values())
	exact := slices.Clone(got)
	weights.RoundHalf(exact)
	if !slices.Equal(got, exact) || slices.Equal(got, full) {
		t.Error("the logits are not half-precision numbers")
	}
	for i, v := range got {
		if math.Abs(float64(v-full[i])) > 0.01 {
			t.Errorf("logit %d is %v, in float32 %v", i, v, full[i])
		}
	}
}
