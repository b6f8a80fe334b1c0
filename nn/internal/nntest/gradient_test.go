package nntest

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// recorder is a testing.TB that keeps the error texts.
type recorder struct {
	testing.TB
	errors strings.Builder
}

func (r *recorder) Helper()                   {}
func (r *recorder) Errorf(f string, a ...any) { fmt.Fprintf(&r.errors, f+"\n", a...) }

// check returns the error texts of the gradient check of loss at x.
func check(x []float32, loss func(x []float32) float64, grad func(x float32) float32) string {
	g := make([]float32, len(x))
	for i := range x {
		g[i] = grad(x[i])
	}
	r := new(recorder)
	CheckGradient(r, func() float64 { return loss(x) }, []Group{{Name: "x", Value: x, Grad: g}})
	return r.errors.String()
}

func squares(x []float32) (s float64) {
	for _, v := range x {
		s += float64(v) * float64(v)
	}
	return s
}

func TestCheckGradient(t *testing.T) {
	x := func() []float32 { return []float32{0.5, -1, 2, 0.25} }
	if got := check(x(), squares, func(x float32) float32 { return 2 * x }); got != "" {
		t.Errorf("a correct gradient fails: %s", got)
	}
	got := check(x(), squares, func(x float32) float32 { return 2.2 * x })
	if !strings.Contains(got, "4 of 4") || !strings.Contains(got, "backward -2.200000e+00, numerical -2.000") {
		t.Errorf("a gradient 10%% too large gives %q", got)
	}
	if got := check(x(), squares, func(x float32) float32 { return float32(math.NaN()) }); !strings.Contains(got, "wrong") {
		t.Errorf("a NaN gradient gives %q", got)
	}
	infinite := func(x []float32) float64 { return math.Inf(1) }
	if got := check(x(), infinite, func(x float32) float32 { return 0 }); !strings.Contains(got, "finite") {
		t.Errorf("an infinite loss gives %q", got)
	}
}

func TestCheckGradientKinks(t *testing.T) {
	relu := func(x []float32) (s float64) {
		for _, v := range x {
			s += math.Max(float64(v), 0)
		}
		return s
	}
	slope := func(x float32) float32 {
		if x > 0 {
			return 1
		}
		return 0
	}
	if got := check([]float32{1, -1, 2, 0}, relu, slope); got != "" {
		t.Errorf("one kink in four fails: %s", got)
	}
	if got := check([]float32{0, 0, 2, 0}, relu, slope); got != "" {
		t.Errorf("three kinks in a small group fail: %s", got)
	}
	if got := check([]float32{0, 0, 0, 0}, relu, slope); !strings.Contains(got, "kink") {
		t.Errorf("four kinks in four give %q", got)
	}
	if got := check([]float32{1, 0, 0, 2, 0, 3, 0, 4, -1, 0}, relu, slope); !strings.Contains(got, "kink") {
		t.Errorf("five kinks in ten give %q", got)
	}
}

func TestGuarded(t *testing.T) {
	x, whole := Guarded(3)
	if len(x) != 3 || !whole() {
		t.Fatal("fresh guards are broken")
	}
	x[:4][3] = 0
	if whole() {
		t.Error("a write beyond the end is not found")
	}
}
