// Package nntest is what the engine's tests share: the gradient check and the
// layer conformance test.
package nntest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
)

// Group is one array whose gradient is checked.
type Group = numeric.Array

const (
	perGroup     = 48  // elements checked in one group
	leastChecked = 0.6 // share of them that must be away from a kink
	fewElements  = 10  // of so few, one that is away will do
)

// CheckGradient compares each group's Grad, computed by the caller's backward
// pass, with the numerical gradient of the loss, as numeric.Compare does. Most
// elements must be away from a kink; of a small group, whose elements each move
// thousands of activations, at least one. A failure prints both gradients.
func CheckGradient(t testing.TB, loss func() float64, groups []Group) {
	t.Helper()
	results, err := numeric.Compare(loss, groups, perGroup, numeric.Tolerance{
		Relative: 2e-2, Absolute: 2e-3, Noise: 2e-8 * math.Abs(loss()), LeastStep: numeric.WeightStep,
	})
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	for _, r := range results {
		if r.Wrong > 0 {
			var report strings.Builder
			for _, e := range r.Worst {
				if e.Wrong {
					fmt.Fprintf(&report, "\n\t[%d] backward %+.6e, numerical %+.6e", e.Index, e.Backward, e.Numerical)
				}
			}
			t.Errorf("gradient check: %s: %d of %d checked elements are wrong:%s", r.Name, r.Wrong, r.Checked, report.String())
		}
		least := leastChecked
		if r.Checked+r.Kinks < fewElements {
			least = 0
		}
		if chosen := r.Checked + r.Kinks; r.Checked == 0 || float64(r.Checked) < least*float64(chosen) {
			t.Errorf("gradient check: %s: only %d of %d elements are away from a kink; choose other inputs", r.Name, r.Checked, chosen)
		}
	}
}
