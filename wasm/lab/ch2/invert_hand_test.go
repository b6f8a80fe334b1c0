//go:build !js

package ch2

import (
	"math"
	"testing"
)

// TestSliders reaches the ceiling, near enough for the mission, by the corner's slider
// alone, at both ends.
func TestSliders(t *testing.T) {
	v := newInvert(t)
	for !v.Learned() {
		v.Learn()
	}
	v.SetInverted(true)
	if v.CornerAt() != cornerSteps/2 || v.ShiftAt() != shiftSteps/2 {
		t.Errorf("the sliders begin at %d and %d", v.CornerAt(), v.ShiftAt())
	}
	low := 1.0
	for at := range cornerSteps + 1 {
		v.SetCornerAt(at)
		if v.CornerAt() != at {
			t.Fatalf("the slider goes to %d, not %d", v.CornerAt(), at)
		}
		f := v.Tally().Fraction(true)
		low = min(low, f)
		if f > Ceiling || (at == 0 || at == cornerSteps) && f < near {
			t.Fatalf("at %d, %v is correct", at, f)
		}
	}
	if low > 0.6 || !v.Near() || v.Broken() {
		t.Errorf("at worst %v; near %v, broken %v", low, v.Near(), v.Broken())
	}
	v.SetShiftAt(7)
	if v.ShiftAt() != 7 || v.Bias() != v.learned-93 {
		t.Errorf("the bias' slider goes to %d, b to %v", v.ShiftAt(), v.Bias())
	}
	x, y := v.Points(1)
	for i := range x {
		if math.Abs(x[i]+y[i]-v.Total()-2*v.Bias()) > 1e-9 {
			t.Fatalf("the sums %v and %v do not add up to W+2b", x[i], y[i])
		}
	}
	if ones, _ := v.Points(0); len(x) != each || len(ones) != each || x[0] != v.Scores()[0]+v.Bias() || ones[0] != v.Scores()[1]+v.Bias() {
		t.Error("the points are not those of their kind")
	}
	v.Learn() // on from its own
	if math.Abs(v.Bias()-v.learned) > 0 || v.ShiftAt() != shiftSteps/2 {
		t.Errorf("the rule goes on from the hand's weights: b %v", v.Bias())
	}
}

// TestInvertAddress gets to the same state by its address.
func TestInvertAddress(t *testing.T) {
	if a := NewInvert().Address(); a != "" {
		t.Errorf("at first the address is %q", a)
	}
	v := newInvert(t)
	for !v.Learned() {
		v.Learn()
	}
	passes := v.runs[0]
	v.SetInverted(true)
	v.Learn()
	v.Learn()
	v.SetInverted(false)
	v.Learn()
	v.SetInverted(true)
	v.SetCornerAt(10)
	v.SetShiftAt(3)
	a := v.Address()
	again := NewInvert()
	again.SetAddress(a)
	if again.Address() != a || again.Due() {
		t.Errorf("before the images came it says %q", again.Address())
	}
	labels, grey := mnist(t, InvertPair, false, 1200)
	again.Take(labels, grey)
	n := 0
	for ; again.Due() && n < 1000; n++ {
		again.DoDue()
	}
	if again.Address() != a || n != passes+4 {
		t.Errorf("%q has become %q in %d steps", a, again.Address(), n)
	}
	for i, w := range again.neuron.Weights {
		if w != v.neuron.Weights[i] {
			t.Fatalf("weight %d is %v, was %v", i, w, v.neuron.Weights[i])
		}
	}
	if again.Bias() != v.Bias() || again.Hidden() != nil {
		t.Errorf("b is %v, was %v", again.Bias(), v.Bias())
	}
	v.AddHidden()
	again.SetAddress(v.Address())
	for again.Due() {
		again.DoDue()
	}
	if again.Hidden() == nil || again.Address() != v.Address() {
		t.Errorf("%q gives %q", v.Address(), again.Address())
	}
	for _, bad := range []string{"runs=x", "runs=999999999", "corner=&b=NaN", "inverted=2", "hidden=", "runs=0"} {
		again.SetAddress(bad)
		if a := again.Address(); a != "" || again.Due() {
			t.Errorf("%q gives %q", bad, a)
		}
	}
}
