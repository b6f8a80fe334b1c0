// Package perceptron holds the artificial neuron with which the book starts
// (chapter 2), the logic gates it can compute, XOR, which takes two layers of
// it, and Rosenblatt's learning rule.
package perceptron

import "gonum.org/v1/gonum/floats"

// Perceptron is one neuron with a step function (Rosenblatt 1958; the book's
// section 2.3). For inputs x its output is
//
//	y = step(w·x + b) = 1 where w·x + b > 0, 0 elsewhere
//
// so that the line w·x + b = 0 (a hyperplane, with more than two inputs)
// separates the inputs with output 1 from those with output 0.
type Perceptron struct {
	Weights []float64 // one per input: how much it counts
	Bias    float64   // how easily it fires
}

// Step is the step function (the book's section 3.2): 1 where a > 0, else 0.
func Step(a float64) float64 {
	if a > 0 {
		return 1
	}
	return 0
}

// Sum returns w·x + b, the step function's argument. It panics unless there is
// one input per weight.
func (p Perceptron) Sum(x []float64) float64 { return floats.Dot(p.Weights, x) + p.Bias }

// Output returns 1 if the perceptron fires and 0 if it does not. It panics
// unless there is one input per weight.
func (p Perceptron) Output(x []float64) float64 { return Step(p.Sum(x)) }

// Layers is a multi-layer perceptron: the inputs of each neuron of a layer are
// all outputs of the layer before.
type Layers [][]Perceptron

// Output returns the last layer's outputs.
func (l Layers) Output(x []float64) []float64 {
	for _, layer := range l {
		y := make([]float64, len(layer))
		for i, p := range layer {
			y[i] = p.Output(x)
		}
		x = y
	}
	return x
}
