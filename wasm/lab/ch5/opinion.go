package ch5

import "math"

// Opinion is what the bench's network predicts for the digit that a lab is about.
type Opinion struct {
	Digit, Second int // the most probable two; -1 without a prediction
	P             [10]float32
}

// noOpinion is that of no network.
var noOpinion = Opinion{Digit: -1, Second: -1}

// OpinionOf returns the softmax of the scores with which a network's outputs end.
func OpinionOf(outputs []float32) Opinion {
	o := noOpinion
	if len(outputs) < len(o.P) {
		return o
	}
	z := outputs[len(outputs)-len(o.P):]
	sum := 0.0
	for i, v := range z {
		switch {
		case o.Digit < 0 || v > z[o.Digit]:
			o.Digit, o.Second = i, o.Digit
		case o.Second < 0 || v > z[o.Second]:
			o.Second = i
		}
	}
	for _, v := range z {
		sum += math.Exp(float64(v - z[o.Digit]))
	}
	for i, v := range z {
		o.P[i] = float32(math.Exp(float64(v-z[o.Digit])) / sum)
	}
	return o
}
