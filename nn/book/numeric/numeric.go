// Package numeric computes gradients by central differences and descends by them
// (chapter 4 of the book), and compares them with the gradients of a backward
// pass (Compare). It calls a function for its value and nothing else: it shares
// no code with backpropagation, which it checks, and needs two calls of the
// function per variable where backpropagation needs one pass for all of them.
package numeric

import (
	"github.com/zerokara/zerokara/nn/optim"
	"gonum.org/v1/gonum/diff/fd"
)

// Step is the book's h. The error of a central difference in float64 is about
//
//	1e-16 |f| / h + |f'''| h² / 6
//
// the rounding of f, which grows as h shrinks, and what h² misses of the slope.
const Step = 1e-4

// Derivative returns the derivative of f at x by the central difference (the
// book's section 4.3.1):
//
//	(f(x+h) - f(x-h)) / 2h, h = Step
func Derivative(f func(float64) float64, x float64) float64 {
	return fd.Derivative(f, x, &fd.Settings{Formula: fd.Central, Step: Step})
}

// Gradient writes the partial derivatives of f at x to dst and returns it
// (section 4.4). It allocates dst where that is nil; otherwise dst must be as
// long as x. It takes 2*len(x) calls of f, which must not keep its argument.
func Gradient(dst []float64, f func(x []float64) float64, x []float64) []float64 {
	return fd.Gradient(dst, f, x, &fd.Settings{Formula: fd.Central, Step: Step})
}

// WeightStep is the step for float32 weights. The forward pass rounds to float32
// (a relative 6e-8 per operation), which a smaller step would magnify.
const WeightStep = 1e-3

// WeightGradient writes to grad the gradient of a loss with respect to the
// float32 weights w. loss reads w, in which one value at a time is moved by
// WeightStep and put back; it takes 2*len(w) calls.
func WeightGradient(grad, w []float32, loss func() float64) {
	for i := range w {
		_, _, slope := WeightSlopes(w, i, WeightStep, 0, loss)
		grad[i] = float32(slope)
	}
}

// WeightSlopes returns the slopes of the loss with respect to w[i] over a step h
// to its left, to its right and across both. base is the loss at the weights as
// they are; central does not depend on it. Differences are divided by the
// distance that the rounded weight moved, so that the rounding of w[i]+h costs
// nothing; h must be larger than the spacing of float32 numbers at w[i], some
// 1e-7 |w[i]|. Where left and right differ by more than the curvature explains,
// the step has a kink in it, and the loss no slope.
func WeightSlopes(w []float32, i int, h float32, base float64, loss func() float64) (left, right, central float64) {
	old := w[i]
	w[i] = old + h
	above, up := float64(w[i])-float64(old), loss()
	w[i] = old - h
	below, down := float64(old)-float64(w[i]), loss()
	w[i] = old
	return (base - down) / below, (up - base) / above, (up - down) / (above + below)
}

// Descend takes steps of an optimiser for len(start) weights along the numerical
// gradient of f, at learning rate lr (the book's sections 4.4.1 and 6.1). It
// returns the steps+1 points of the path, from start on. Optimisers compute in
// float32, so every point, start too, is rounded to float32.
func Descend(f func(x []float64) float64, start []float64, opt optim.Optimizer, lr float64, steps int) [][]float64 {
	w, g := make([]float32, len(start)), make([]float32, len(start))
	for i, v := range start {
		w[i] = float32(v)
	}
	path := [][]float64{widen(w)}
	for range steps {
		for i, v := range Gradient(nil, f, path[len(path)-1]) {
			g[i] = float32(v)
		}
		opt.Step(w, g, float32(lr))
		path = append(path, widen(w))
	}
	return path
}

func widen(w []float32) []float64 {
	x := make([]float64, len(w))
	for i, v := range w {
		x[i] = float64(v)
	}
	return x
}
