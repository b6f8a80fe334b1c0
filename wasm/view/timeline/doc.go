// Package timeline is the past of the run: the handle on the line of its progress, the
// strip that says that a step is looked back at, and what the network of each step
// predicts for the drawing.
//
// The package is empty off GOOS=js.
package timeline
