// Package perceptron is where the book starts (chapter 2): the artificial
// neuron that fires or does not, the logic gates it can be, the one it cannot,
// and the rule by which it learns.
package perceptron

import "gonum.org/v1/gonum/floats"

// Perceptron is one neuron with a step function (Rosenblatt 1958; the book's
// section 2.3). For inputs x it gives
//
//	y = step(w·x + b) = 1 where w·x + b > 0, 0 elsewhere
//
// so that the line w·x + b = 0 (a hyperplane, with more inputs) parts the
// inputs it answers with 1 from the others.
type Perceptron struct {
	Weights []float64 // one an input: how much it counts
	Bias    float64   // how easily it fires
}

// Step is the step function (the book's section 3.2): 1 where a > 0, else 0.
func Step(a float64) float64 {
	if a > 0 {
		return 1
	}
	return 0
}

// Sum returns w·x + b, what the step function decides on.
func (p Perceptron) Sum(x []float64) float64 { return floats.Dot(p.Weights, x) + p.Bias }

// Output returns 1 if the perceptron fires and 0 if it does not. There are as
// many inputs as weights.
func (p Perceptron) Output(x []float64) float64 { return Step(p.Sum(x)) }

// Layers is a multi-layer perceptron: every neuron of a layer sees all outputs
// of the layer before.
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
