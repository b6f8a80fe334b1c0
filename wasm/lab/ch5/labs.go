//go:build js

package ch5

import "github.com/zerokara/zerokara/wasm/lab"

// Labs builds the chapter's labs.
func Labs() map[string]lab.Build {
	return map[string]lab.Build{
		"5.1": newShopView,
		"5.2": newExpressionView,
		"5.3": newBlocksView,
		"5.4": newMicroscopeView,
		"5.5": newSabotageView,
	}
}
