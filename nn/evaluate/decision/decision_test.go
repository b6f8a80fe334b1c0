package decision_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
)

func TestOf(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		p    [10]float32
		want decision.Decision
	}{
		{[10]float32{7: 0.9, 1: 0.1}, decision.Decision{Class: 7, Second: 1}},
		{[10]float32{1: 0.9, 7: 0.1}, decision.Decision{Class: 1, Second: 7}},
		{[10]float32{0: 0.7, 6: 0.15, 8: 0.15}, decision.Decision{Class: 0, Second: 6}},
		{[10]float32{4: 0.5, 9: 0.48, 0: 0.02}, decision.Decision{Class: 4, Second: 9, Doubt: decision.Tie}},
		{[10]float32{4: 0.45, 9: 0.45, 0: 0.1}, decision.Decision{Class: 4, Second: 9, Doubt: decision.Tie}},
		{[10]float32{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, decision.Decision{Class: 0, Second: 1, Doubt: decision.None}},
		{[10]float32{3: 0.4, 5: 0.1, 8: 0.2}, decision.Decision{Class: 3, Second: 8, Doubt: decision.None}},
		{[10]float32{nan, nan, nan, nan, nan, nan, nan, nan, nan, nan}, decision.Decision{Class: 0, Second: 1, Doubt: decision.None}},
	} {
		if got := decision.Of(c.p[:]); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.p, got, c.want)
		}
	}
	if decision.Sure.String() != "" || decision.Tie.String() != "tie" || decision.None.String() != "none" {
		t.Error("names")
	}
}
