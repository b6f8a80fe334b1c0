// Package nntest holds what the engine's tests share: the layer conformance test
// (LayerTest), the gradient check (CheckGradient), golden numbers of PyTorch,
// and test values.
package nntest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
)

// Group is an array with the gradient to check.
type Group = numeric.Array

const (
	maxElements = 48  // chosen per group
	minChecked  = 0.6 // fraction of the chosen elements that must be away from a kink
	smallGroup  = 10  // elements; in a smaller group one away from a kink is enough
)

// CheckGradient compares each group's Grad, computed by the caller's backward
// pass, with the numerical gradient of the loss (numeric.Compare). Of the chosen
// elements a fraction of minChecked must be away from a kink; in a small group,
// whose elements each move thousands of activations, at least one. A failure
// prints both gradients.
func CheckGradient(t testing.TB, loss func() float64, groups []Group) {
	t.Helper()
	results, err := numeric.Compare(loss, groups, maxElements, numeric.Tolerance{
		Relative: 2e-2, Absolute: 2e-3, Noise: 2e-8 * math.Abs(loss()), MinStep: numeric.WeightStep,
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
		chosen := r.Checked + r.Kinks
		tooFew := chosen >= smallGroup && float64(r.Checked) < minChecked*float64(chosen)
		if r.Checked == 0 || tooFew {
			t.Errorf("gradient check: %s: only %d of %d elements are away from a kink; choose other inputs", r.Name, r.Checked, chosen)
		}
	}
}
