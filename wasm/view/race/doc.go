// Package race is the view "Race": recipes that learn side by side, their curves, and
// which of them was the first to predict the visitor's digit. What it shows and says is
// decided in wasm/state.
//
// The package is empty off GOOS=js.
package race
