// Package nntest is what the engine's tests share: the gradient check and the
// layer conformance test.
package nntest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// Group is one array whose gradient is checked.
type Group struct {
	Name        string
	Value, Grad []float32
}

// The step of the numerical differentiation, and what it may be wrong by. The
// weights are float32: with a smaller step their rounding outweighs the
// difference, with a larger one the curvature does.
const (
	step         = 1e-3
	relative     = 2e-2 // of the larger of the two gradients
	absolute     = 2e-3 // of the group's root mean square gradient
	perGroup     = 48   // elements checked in one group
	leastChecked = 0.6  // share of them that must be away from a kink
)

// CheckGradient compares each group's Grad, computed by the caller's backward
// pass, with the central difference of the loss (the book's section 4.3):
//
//	(loss(value+h) - loss(value-h)) / 2h, h = 1e-3
//
// loss runs a forward pass over the groups' present values and returns a
// float64; it must not change anything else. In a large group a fixed choice of
// elements is checked. Where the two one-sided differences disagree, a kink (of
// ReLU or max-pooling) lies within the step and nothing can be said; most
// elements must be away from one. A failure prints both gradients.
func CheckGradient(t testing.TB, loss func() float64, groups []Group) {
	t.Helper()
	base := loss()
	if math.IsNaN(base) || math.IsInf(base, 0) {
		t.Errorf("gradient check: the loss is %g; it must be finite", base)
		return
	}
	for _, g := range groups {
		g.check(t, loss, base)
	}
}

func (g Group) check(t testing.TB, loss func() float64, base float64) {
	t.Helper()
	if len(g.Value) == 0 || len(g.Value) != len(g.Grad) {
		t.Errorf("gradient check: %s has %d values and %d gradients", g.Name, len(g.Value), len(g.Grad))
		return
	}
	var squares float64
	for _, v := range g.Grad {
		squares += float64(v) * float64(v)
	}
	rms := math.Sqrt(squares / float64(len(g.Grad)))
	// What float32 rounding inside the forward pass does to a difference.
	noise := 2e-8 * math.Abs(base) / step

	chosen := choose(len(g.Value))
	checked, wrong := 0, 0
	var report strings.Builder
	for _, i := range chosen {
		up, down := g.moved(loss, i, step), g.moved(loss, i, -step)
		numeric := (up - down) / (2 * step)
		analytic := float64(g.Grad[i])
		allowed := relative*math.Max(math.Abs(numeric), math.Abs(analytic)) + absolute*rms + noise
		if left, right := (base-down)/step, (up-base)/step; math.Abs(left-right) > 4*allowed {
			continue
		}
		checked++
		if !(math.Abs(numeric-analytic) <= allowed) {
			if wrong++; wrong <= 10 {
				fmt.Fprintf(&report, "\n\t[%d] backward %+.6e, numerical %+.6e", i, analytic, numeric)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("gradient check: %s: %d of %d checked elements are wrong:%s", g.Name, wrong, checked, report.String())
	}
	if float64(checked) < leastChecked*float64(len(chosen)) {
		t.Errorf("gradient check: %s: only %d of %d elements are away from a kink; choose other inputs", g.Name, checked, len(chosen))
	}
}

// moved returns the loss with element i moved by h.
func (g Group) moved(loss func() float64, i int, h float32) float64 {
	old := g.Value[i]
	g.Value[i] = old + h
	l := loss()
	g.Value[i] = old
	return l
}

// choose returns the elements of n to check: all, or a fixed random choice.
func choose(n int) []int {
	chosen := rand.New(rand.NewPCG(1, uint64(n))).Perm(n)
	return chosen[:min(n, perGroup)]
}
