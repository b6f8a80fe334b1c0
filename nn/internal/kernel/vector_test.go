package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// vectorCase is one element-wise kernel or sum: got and want are run on equal
// arguments v, all of one length, and must leave them, and return, the same.
type vectorCase struct {
	name      string
	args      int
	got, want func(v [][]float32) float32
	sum       bool // the order of adding may differ
}

func none(f func(v [][]float32)) func([][]float32) float32 {
	return func(v [][]float32) float32 { f(v); return 0 }
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

var vectorCases = []vectorCase{
	{"Add", 2, none(func(v [][]float32) { Add(v[0], v[1]) }), none(func(v [][]float32) { addRef(v[0], v[1]) }), false},
	{"Axpy", 2, none(func(v [][]float32) { Axpy(-0.7, v[0], v[1]) }), none(func(v [][]float32) { axpyRef(-0.7, v[0], v[1]) }), false},
	{"Scale", 1, none(func(v [][]float32) { Scale(0.3, v[0]) }), none(func(v [][]float32) { scaleRef(0.3, v[0]) }), false},
	{"Sum", 1, func(v [][]float32) float32 { return Sum(v[0]) }, func(v [][]float32) float32 { return sumRef(v[0]) }, true},
	{"AllFinite", 1, func(v [][]float32) float32 { return truth(AllFinite(v[0])) }, func(v [][]float32) float32 { return truth(allFiniteRef(v[0])) }, false},
	{"ReLU", 2, none(func(v [][]float32) { ReLU(v[0], v[1]) }), none(func(v [][]float32) { reluRef(v[0], v[1]) }), false},
	{"ReLU in place", 1, none(func(v [][]float32) { ReLU(v[0], v[0]) }), none(func(v [][]float32) { reluRef(v[0], v[0]) }), false},
	{"ReLUBackward", 3, none(func(v [][]float32) { ReLUBackward(v[0], v[1], v[2]) }), none(func(v [][]float32) { reluBackwardRef(v[0], v[1], v[2]) }), false},
	{"ReLUBackward in place", 2, none(func(v [][]float32) { ReLUBackward(v[0], v[0], v[1]) }), none(func(v [][]float32) { reluBackwardRef(v[0], v[0], v[1]) }), false},
	{"Affine", 2, none(func(v [][]float32) { Affine(v[0], v[1], 1.25, -0.3) }), none(func(v [][]float32) { affineRef(v[0], v[1], 1.25, -0.3) }), false},
	{"Affine2", 3, none(func(v [][]float32) { Affine2(v[0], v[1], v[2], 1.25, -0.3, 0.1) }), none(func(v [][]float32) { affine2Ref(v[0], v[1], v[2], 1.25, -0.3, 0.1) }), false},
	{"SumDeviation", 2, func(v [][]float32) float32 { return SumDeviation(v[0], v[1], 0.25) }, func(v [][]float32) float32 { return sumDeviationRef(v[0], v[1], 0.25) }, true},
	{"SumSquaredDeviation", 1, func(v [][]float32) float32 { return SumSquaredDeviation(v[0], 0.25) }, func(v [][]float32) float32 { return sumSquaredDeviationRef(v[0], 0.25) }, true},
	{"SGDStep", 2, none(func(v [][]float32) { SGDStep(v[0], v[1], 0.01) }), none(func(v [][]float32) { axpyRef(-0.01, v[1], v[0]) }), false},
	{"MomentumStep", 3, none(func(v [][]float32) { MomentumStep(v[0], v[1], v[2], 0.01, 0.9) }), none(func(v [][]float32) { momentumStepRef(v[0], v[1], v[2], 0.01, 0.9) }), false},
	{"AdamStep", 4, none(func(v [][]float32) { AdamStep(v[0], v[1], v[2], v[3], 0.01, 0.9, 0.999, 1e-8, 10, 1000) }), none(func(v [][]float32) { adamStepRef(v[0], v[1], v[2], v[3], 0.01, 0.9, 0.999, 1e-8, 10, 1000) }), false},
}

// Lengths on both sides of every vector width and unrolling.
func lengths() []int {
	var n []int
	for i := range 70 {
		n = append(n, i)
	}
	return append(n, 127, 128, 129, 1000, 4095, 4099)
}

func TestVector(t *testing.T) { variants(t, testVector) }

func testVector(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range vectorCases {
		for _, n := range lengths() {
			c.run(t, n, func() buffer { return normals(r, n) }, "")
			c.run(t, n, func() buffer { return specials(r, n) }, " with special values")
		}
	}
}

func (c vectorCase) run(t *testing.T, n int, values func() buffer, note string) {
	t.Helper()
	what := fmt.Sprintf("%s of %d%s", c.name, n, note)
	var got, want [][]float32
	var buffers []buffer
	for range c.args {
		b := values()
		buffers = append(buffers, b)
		want = append(want, b.clone().x)
		got = append(got, b.x)
	}
	gotSum, wantSum := c.got(got), c.want(want)
	for i := range got {
		buffers[i].check(t, what)
		compare(t, what, got[i], want[i], 1e-6)
	}
	switch g, w := float64(gotSum), float64(wantSum); {
	case !c.sum:
		if g != w {
			t.Errorf("%s = %g, want %g", what, g, w)
		}
	case math.IsNaN(w) || math.IsInf(w, 0):
		// In another order an overflow can be NaN for infinity.
		if !math.IsNaN(g) && !math.IsInf(g, 0) {
			t.Errorf("%s = %g, want %g", what, g, w)
		}
	case note == "" && math.Abs(g-w) > 1e-5*(1+float64(n)):
		t.Errorf("%s = %g, want %g", what, g, w)
	}
}

// Every position of a long slice counts, with every kind of non-finite value.
func TestAllFinitePositions(t *testing.T) { variants(t, testAllFinitePositions) }

func testAllFinitePositions(t *testing.T) {
	x := make([]float32, 37)
	if !AllFinite(x) {
		t.Fatal("zeros are not finite")
	}
	for i := range x {
		x[i] = -math.MaxFloat32
	}
	if !AllFinite(x) {
		t.Fatal("the largest values are not finite")
	}
	for i := range x {
		for _, v := range specialValues[:3] {
			x[i] = v
			if AllFinite(x) {
				t.Errorf("%g at %d is finite", v, i)
			}
			x[i] = 1
		}
	}
}

// Whole numbers add up exactly in any order, so each element must be there once.
func TestSumExact(t *testing.T) { variants(t, testSumExact) }

func testSumExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range lengths() {
		x, y := integers(r, n).x, integers(r, n).x
		if got, want := Sum(x), sumRef(x); got != want {
			t.Errorf("Sum of %d = %g, want %g", n, got, want)
		}
		if got, want := SumDeviation(y, x, 2), sumDeviationRef(y, x, 2); got != want {
			t.Errorf("SumDeviation of %d = %g, want %g", n, got, want)
		}
		if got, want := SumSquaredDeviation(x, 2), sumSquaredDeviationRef(x, 2); got != want {
			t.Errorf("SumSquaredDeviation of %d = %g, want %g", n, got, want)
		}
	}
}

func TestVectorMisuse(t *testing.T) {
	a, b := make([]float32, 3), make([]float32, 4)
	for _, f := range []func(){
		func() { Add(a, b) }, func() { Axpy(1, a, b) },
		func() { ReLU(a, b) }, func() { ReLUBackward(a, a, b) }, func() { ReLUBackward(a, b, a) },
		func() { Affine(a, b, 1, 1) }, func() { Affine2(a, b, a, 1, 1, 1) }, func() { Affine2(a, a, b, 1, 1, 1) },
		func() { SumDeviation(a, b, 0) }, func() { SGDStep(a, b, 1) },
		func() { MomentumStep(a, b, a, 1, 1) }, func() { MomentumStep(a, a, b, 1, 1) },
		func() { AdamStep(a, b, a, a, 1, 1, 1, 1, 1, 1) }, func() { AdamStep(a, a, b, a, 1, 1, 1, 1, 1, 1) },
		func() { AdamStep(a, a, a, b, 1, 1, 1, 1, 1, 1) },
	} {
		panics(t, lengthMismatch, f)
	}
}
