package nntest

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/tensor"
)

// Rand makes test values, the same for the same seed.
type Rand struct{ *rand.Rand }

// NewRand returns the stream of a seed.
func NewRand(seed uint64) *Rand { return &Rand{rand.New(rand.NewPCG(seed, 42))} }

// Normal fills x with standard normal values and returns it.
func (r *Rand) Normal(x tensor.Tensor) tensor.Tensor {
	for i := range x.Data {
		x.Data[i] = float32(r.NormFloat64())
	}
	return x
}

// Spread fills x with values between -1 and 1 in random order, at least 2/len
// from each other and half that from zero, so that, in a tensor of at most a few
// hundred values, the gradient check's step crosses no kink.
func (r *Rand) Spread(x tensor.Tensor) tensor.Tensor {
	n := len(x.Data)
	for i, j := range r.Perm(n) {
		x.Data[i] = (2*float32(j) + 1 - float32(n)) / float32(n)
		if n%2 == 1 {
			x.Data[i] += 1 / float32(n)
		}
	}
	return x
}

// near reports values that differ by more than rounding.
func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-5*math.Max(1, math.Abs(float64(want[i])))) {
			t.Errorf("%s: [%d] = %g, want %g", what, i, got[i], want[i])
			return
		}
	}
}

// same reports values that differ at all.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: [%d] = %g, want exactly %g", what, i, got[i], want[i])
			return
		}
	}
}

// panics checks that f panics with a constant string, not with a run-time error.
func panics(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if _, ok := recover().(string); !ok {
			t.Errorf("%s: no panic with a named constant", what)
		}
	}()
	f()
}

func fill(x []float32, v float32) {
	for i := range x {
		x[i] = v
	}
}
