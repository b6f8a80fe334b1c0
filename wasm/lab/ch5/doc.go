// Package ch5 holds the labs of the book's chapter 5, on calculating gradients backwards. A lab is
// a model, which knows no browser, and a view of it.
package ch5
