// Package ch2 holds the labs of the book's chapter 2, on one neuron that draws one
// line. A lab is a model, which knows no browser, and a view of it.
package ch2
