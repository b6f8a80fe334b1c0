// Package preparation is the view "From your drawing to its input": what each step of
// the preprocessing makes of the drawing, and a switch for each. What it shows and
// says is decided in wasm/state.
//
// The package is empty off GOOS=js.
package preparation
