// Package errors is the view "Where it goes wrong": the confusion matrix, the most
// frequent mistakes, and the test images of a chosen cell. What it shows and says is
// decided in wasm/state.
//
// The package is empty off GOOS=js.
package errors
