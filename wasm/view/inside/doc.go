// Package inside is the view "Inside this network": a row for each layer, or for each
// block of layers, with what it makes of the drawing, and one map or unit closely, with
// the arithmetic of its value. What it shows and says is decided in wasm/state.
//
// The package is empty off GOOS=js.
package inside
