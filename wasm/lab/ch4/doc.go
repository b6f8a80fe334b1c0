// Package ch4 holds the labs of the book's chapter 4, on going downhill. A lab is
// a model, which knows no browser, and a view of it.
package ch4
