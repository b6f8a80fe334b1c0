package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const softmaxLength = "loss: softmax: slices of unequal length"

// Softmax overwrites p with the probabilities of the logits (the book's section
// 3.5):
//
//	p[k] = exp(logits[k] - max) / sum over j of exp(logits[j] - max)
//
// Taking off the largest logit changes nothing but the range: no exponential
// overflows. p and logits may be the same slice.
func Softmax(p, logits []float32) {
	if len(p) != len(logits) {
		panic(softmaxLength)
	}
	peak := largest(logits)
	var sum float64
	for k, z := range logits {
		e := math.Exp(float64(z - peak))
		sum += e
		p[k] = float32(e)
	}
	for k := range p {
		p[k] = float32(float64(p[k]) / sum)
	}
}

// Sigmoid returns the probability of a logit, 1 / (1 + exp(-z)), without
// overflow.
func Sigmoid(z float64) float64 {
	e := math.Exp(-math.Abs(z))
	if z < 0 {
		return e / (1 + e)
	}
	return 1 / (1 + e)
}

// exponentials returns the largest of z and the sum of exp(z[k] - peak).
func exponentials(z []float32) (peak float32, sum float64) {
	peak = largest(z)
	for _, v := range z {
		sum += math.Exp(float64(v - peak))
	}
	return peak, sum
}

// largest returns the maximum of z, NaN when one is NaN.
func largest(z []float32) float32 {
	m := float32(math.Inf(-1))
	for _, v := range z {
		m = max(m, v)
	}
	return m
}

// predicts reports whether label is the first of the largest of z, whose maximum
// is peak; of NaN nothing is.
func predicts(z []float32, peak float32, label int) bool {
	return peak == peak && tensor.ArgMax(z) == label
}
