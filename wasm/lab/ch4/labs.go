//go:build js

package ch4

import "github.com/zerokara/zerokara/wasm/lab"

// Labs builds the chapter's labs.
func Labs() map[string]lab.Build {
	return map[string]lab.Build{"4.1": newSlopeView, "4.2": newLandscapeView, "4.3": newRatesView, "4.4": newOuterView}
}
