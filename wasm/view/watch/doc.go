// Package watch is the run in numbers and its recipe: the form of the next run, the
// fingerprint of the weights, the recipe as JSON.
//
// The package is empty off GOOS=js.
package watch
