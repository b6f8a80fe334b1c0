//go:build js

package ch3

import "github.com/zerokara/zerokara/wasm/lab"

// Labs builds the chapter's labs, which share its network.
func Labs() map[string]lab.Build {
	nets := NewNets()
	return map[string]lab.Build{
		"3.1": func(f *lab.Frame) lab.View { return newShapesView(f, nets) },
		"3.2": func(f *lab.Frame) lab.View { return newBendsView(f, nets) },
		"3.3": func(f *lab.Frame) lab.View { return newSoftmaxView(f, nets) },
		"3.4": func(f *lab.Frame) lab.View { return newBatchView(f, nets) },
	}
}
