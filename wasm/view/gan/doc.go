// Package gan is the view "Digits out of noise": a generative adversarial network in
// training, its pictures and its losses. What it shows and says is decided in
// wasm/state.
//
// The package is empty off GOOS=js.
package gan
