// Package score is the view "Your score": digits are asked for beside the pad, and the
// accuracy on them is shown beside the test accuracy. What it shows and says is decided
// in wasm/state.
//
// The package is empty off GOOS=js.
package score
