// Package teach is the view "Teach it yours": what the drawing is, the lesson under
// way, and its receipt. What it shows and says is decided in wasm/state.
//
// The package is empty off GOOS=js.
package teach
