package nntest

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// recorder is a testing.TB that keeps what it is told.
type recorder struct {
	testing.TB
	said strings.Builder
}

func (r *recorder) Helper()                   {}
func (r *recorder) Errorf(f string, a ...any) { fmt.Fprintf(&r.said, f+"\n", a...) }

// check runs the gradient check on loss(x) with the given gradient.
func check(x []float32, loss func(x []float32) float64, grad func(x float32) float32) string {
	g := make([]float32, len(x))
	for i := range x {
		g[i] = grad(x[i])
	}
	r := new(recorder)
	CheckGradient(r, func() float64 { return loss(x) }, []Group{{Name: "x", Value: x, Grad: g}})
	return r.said.String()
}

func squares(x []float32) (s float64) {
	for _, v := range x {
		s += float64(v) * float64(v)
	}
	return s
}

func TestCheckGradient(t *testing.T) {
	x := func() []float32 { return []float32{0.5, -1, 2, 0.25} }
	if said := check(x(), squares, func(x float32) float32 { return 2 * x }); said != "" {
		t.Errorf("a right gradient fails: %s", said)
	}
	said := check(x(), squares, func(x float32) float32 { return 2.2 * x })
	if !strings.Contains(said, "4 of 4") || !strings.Contains(said, "backward -2.200000e+00, numerical -2.000") {
		t.Errorf("a gradient 10%% too large gives %q", said)
	}
	if said := check(x(), squares, func(x float32) float32 { return float32(math.NaN()) }); !strings.Contains(said, "wrong") {
		t.Errorf("a NaN gradient gives %q", said)
	}
	infinite := func(x []float32) float64 { return math.Inf(1) }
	if said := check(x(), infinite, func(x float32) float32 { return 0 }); !strings.Contains(said, "finite") {
		t.Errorf("an infinite loss gives %q", said)
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
	if said := check([]float32{1, -1, 2, 0}, relu, slope); said != "" {
		t.Errorf("one kink in four fails: %s", said)
	}
	if said := check([]float32{0, 0, 2, 0}, relu, slope); said != "" {
		t.Errorf("three kinks in a small group fail: %s", said)
	}
	if said := check([]float32{0, 0, 0, 0}, relu, slope); !strings.Contains(said, "kink") {
		t.Errorf("four kinks in four give %q", said)
	}
	if said := check([]float32{1, 0, 0, 2, 0, 3, 0, 4, -1, 0}, relu, slope); !strings.Contains(said, "kink") {
		t.Errorf("five kinks in ten give %q", said)
	}
}

func TestGuarded(t *testing.T) {
	x, whole := Guarded(3)
	if len(x) != 3 || !whole() {
		t.Fatal("fresh guards are broken")
	}
	x[:4][3] = 0
	if whole() {
		t.Error("a write beyond the end goes unseen")
	}
}
