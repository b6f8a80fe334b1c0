// Package numeric learns without backpropagation (chapter 4 of the book): the
// gradient by central differences, and gradient descent by it. It is slow,
// simple and independent of everything else here, so it is what the fast way
// is checked against.
package numeric

import (
	"github.com/zerokara/zerokara/nn/optim"
	"gonum.org/v1/gonum/diff/fd"
)

// Step is the book's h. Too small a step loses the difference to rounding, too
// large a one misses the slope: the error of a central difference is about
// 1e-16/h + h².
const Step = 1e-4

// Derivative returns the slope of f at x by the central difference (the book's
// section 4.3.1):
//
//	(f(x+h) - f(x-h)) / 2h, h = Step
func Derivative(f func(float64) float64, x float64) float64 {
	return fd.Derivative(f, x, &fd.Settings{Formula: fd.Central, Step: Step})
}

// Gradient writes the partial derivatives of f at x to dst, made when it is
// nil, and returns it (section 4.4). f must not keep its argument.
func Gradient(dst []float64, f func(x []float64) float64, x []float64) []float64 {
	return fd.Gradient(dst, f, x, &fd.Settings{Formula: fd.Central, Step: Step})
}

// WeightStep is the step for float32 weights, whose own rounding, 6e-8 of their
// size, would drown the difference of a smaller one.
const WeightStep = 1e-3

// WeightGradient writes to grad the gradient of a loss by each of the float32
// weights that it is computed from. loss reads w, in which one value at a time
// is moved by WeightStep and put back; it takes 2*len(w) calls. The difference
// is divided by what the rounded weights really moved.
func WeightGradient(grad, w []float32, loss func() float64) {
	for i := range w {
		_, _, slope := WeightSlopes(w, i, WeightStep, 0, loss)
		grad[i] = float32(slope)
	}
}

// WeightSlopes returns the slopes of the loss by weight i over a step h to its
// left, to its right and across both. base is the loss at the weights as they
// are. Where left and right disagree by more than the curvature explains, there
// is a kink within the step, and the loss has no one slope.
func WeightSlopes(w []float32, i int, h float32, base float64, loss func() float64) (left, right, central float64) {
	old := w[i]
	w[i] = old + h
	above, up := float64(w[i])-float64(old), loss()
	w[i] = old - h
	below, down := float64(old)-float64(w[i]), loss()
	w[i] = old
	return (base - down) / below, (up - base) / above, (up - down) / (above + below)
}

// Descend follows the numerical gradient of f down from start for a number of
// steps of an optimiser made for len(start) weights, at learning rate lr (the
// book's sections 4.4.1 and 6.1). It returns the points it came through,
// steps+1 of them, start first.
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
