//go:build js

package ch2

import "github.com/zerokara/zerokara/wasm/lab"

// Labs builds the chapter's labs.
func Labs() map[string]lab.Build {
	return map[string]lab.Build{
		"2.1": func(f *lab.Frame) lab.View { return NewGatesView(f) },
		"2.2": func(f *lab.Frame) lab.View { return NewNeuronView(f) },
		"2.3": func(f *lab.Frame) lab.View { return NewInvertView(f) },
	}
}
