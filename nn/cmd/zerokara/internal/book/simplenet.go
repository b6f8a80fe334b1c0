package book

import (
	"math"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"gonum.org/v1/gonum/floats"
)

// simplenet computes the gradient of section 4.4.2's network, two inputs and three
// logits without bias, by differences and by the formula x (softmax(z)-t)ᵀ.
func simplenet(s *session) error {
	x, t := []float64{0.6, 0.9}, []float64{0, 0, 1}
	w := []float64{0.5, 1, 0.8, 0.9, 0, 0.7}
	logits := func(w []float64) []float64 {
		z := make([]float64, 3)
		for i, v := range x {
			floats.AddScaled(z, v, w[3*i:3*i+3])
		}
		return z
	}
	loss := func(w []float64) float64 {
		z := logits(w)
		return floats.LogSumExp(z) - floats.Dot(z, t)
	}
	s.printf("W\n%s%s", matrix(w[:3]), matrix(w[3:]))
	s.printf("logits %s loss %s\n", matrix(logits(w)), six(loss(w)))
	g := numeric.Gradient(nil, loss, w)
	s.printf("dW by differences\n%s%s", matrix(g[:3]), matrix(g[3:]))
	z := logits(w)
	var exact []float64
	for _, v := range x {
		for k := range z {
			exact = append(exact, v*(math.Exp(z[k]-floats.LogSumExp(z))-t[k]))
		}
	}
	s.printf("largest difference from the formula: %.1e\n", floats.Distance(g, exact, math.Inf(1)))
	return nil
}

// matrix formats a row of a matrix.
func matrix(row []float64) string {
	text := ""
	for _, v := range row {
		text += " " + six(v)
	}
	return text + "\n"
}
