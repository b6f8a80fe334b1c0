// Package ch3 holds the labs of the book's chapter 3, on the way from a drawing to ten numbers. A lab is
// a model, which knows no browser, and a view of it.
package ch3
