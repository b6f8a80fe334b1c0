// Package kept is the list of the visitor's own drawings: kept, imported, exported,
// deleted. What it shows and says is decided in wasm/state.
//
// The package is empty off GOOS=js.
package kept
