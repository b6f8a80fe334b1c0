// Package why is the view "Why this answer?": the attribution of the prediction to
// the drawing's pixels, and the counterfactual of another digit. What it shows and
// says is decided in wasm/state.
//
// The package is empty off GOOS=js.
package why
