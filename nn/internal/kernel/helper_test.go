package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

const (
	guardValue = -9876.5
	guardSize  = 17
)

// buffer is a slice with guard values on both sides.
type buffer struct{ all, x []float32 }

func newBuffer(n int) buffer {
	all := make([]float32, n+2*guardSize)
	for i := range all {
		all[i] = guardValue
	}
	return buffer{all, all[guardSize : guardSize+n : guardSize+n]}
}

func (b buffer) clone() buffer {
	c := newBuffer(len(b.x))
	copy(c.x, b.x)
	return c
}

func (b buffer) check(t testing.TB, what string) {
	t.Helper()
	for i, v := range b.all {
		if (i < guardSize || i >= guardSize+len(b.x)) && v != guardValue {
			t.Errorf("%s: writes %g at index %d of %d", what, v, i-guardSize, len(b.x))
		}
	}
}

// integers returns n whole numbers from -8 to 8 without zero: sums of their
// products are exact in float32, so that the order of adding cannot matter.
func integers(r *rand.Rand, n int) buffer {
	b := newBuffer(n)
	for i := range b.x {
		b.x[i] = float32(1 + r.IntN(8))
		if r.IntN(2) == 0 {
			b.x[i] = -b.x[i]
		}
	}
	return b
}

// normals returns n standard normal values.
func normals(r *rand.Rand, n int) buffer {
	b := newBuffer(n)
	for i := range b.x {
		b.x[i] = float32(r.NormFloat64())
	}
	return b
}

var specialValues = []float32{
	float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)),
	0, float32(math.Copysign(0, -1)), math.SmallestNonzeroFloat32, -1e-40, math.MaxFloat32,
}

// specials returns normal values among which every third is special.
func specials(r *rand.Rand, n int) buffer {
	b := normals(r, n)
	for i := range b.x {
		if r.IntN(3) == 0 {
			b.x[i] = specialValues[r.IntN(len(specialValues))]
		}
	}
	return b
}

// equal reports whether got is want to a relative tolerance; NaN equals NaN.
func equal(got, want float32, tolerance float64) bool {
	g, w := float64(got), float64(want)
	if math.IsNaN(w) {
		return math.IsNaN(g)
	}
	if math.IsInf(w, 0) || g == w {
		return g == w
	}
	return math.Abs(g-w) <= tolerance*math.Max(math.Abs(w), math.Abs(g))+1e-44
}

func compare(t testing.TB, what string, got, want []float32, tolerance float64) {
	t.Helper()
	for i := range want {
		if !equal(got[i], want[i], tolerance) {
			t.Errorf("%s: [%d] of %d = %g, want %g", what, i, len(want), got[i], want[i])
			return
		}
	}
}

func panics(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := recover(); got != want {
			t.Errorf("panic %v, want %q", got, want)
		}
	}()
	f()
}

// variants runs a test on every variant of the kernels that this machine has.
func variants(t *testing.T, test func(t *testing.T)) {
	eachVariant(func(name string) { t.Run(name, test) })
}
