// Package bench is the drawing and its prediction: the pad with its pens and tools,
// what lies on it, the predicted digits, their probabilities and the loss. What it
// shows and says is decided in wasm/state; the ink and the bars are wasm/scene's.
//
// The package is empty off GOOS=js.
package bench
