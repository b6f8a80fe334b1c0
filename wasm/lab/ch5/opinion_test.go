package ch5

import (
	"math"
	"testing"
)

func TestOpinionOf(t *testing.T) {
	if OpinionOf(make([]float32, 9)) != noOpinion {
		t.Error("nine scores are a prediction")
	}
	// The outputs of the layers before stand first. exp(1000) is no float.
	o := OpinionOf([]float32{5000, 1, 999, 3, 1000, 0, 0, 0, 998, 0, 0})
	if o.Digit != 3 || o.Second != 1 {
		t.Errorf("most probable are %d and %d", o.Digit, o.Second)
	}
	sum := 0.0
	for _, p := range o.P {
		sum += float64(p)
	}
	if want := 1 / (1 + math.Exp(-1) + math.Exp(-2)); math.Abs(float64(o.P[3])-want) > 1e-6 || math.Abs(sum-1) > 1e-6 {
		t.Errorf("%v, which sum to %v", o.P, sum)
	}
	if o = OpinionOf([]float32{0, 1, 2, 3, 4, 5, 6, 7, 9, 8}); o.Digit != 8 || o.Second != 9 {
		t.Errorf("most probable are %d and %d", o.Digit, o.Second)
	}
}
