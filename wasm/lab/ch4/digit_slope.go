//go:build js

package ch4

import "github.com/zerokara/zerokara/wasm/lab"

// digitSlope is the same on the loss of the visitor's digit.
type digitSlope struct {
	f     *lab.Frame
	stale bool
}

func newDigitSlope(f *lab.Frame) *digitSlope { return &digitSlope{f: f} }

// Show shows what has changed.
func (d *digitSlope) Show() {}
