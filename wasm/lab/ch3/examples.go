package ch3

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/state"
)

// Examples returns n drawn digits, which stand in for test images until those arrive.
func Examples(n int) [][]byte {
	const digits = 10
	all := make([][]byte, n)
	for i := range all {
		if i >= digits {
			all[i] = all[i-digits]
			continue
		}
		all[i] = make([]byte, ink.Pixels)
		ink.MNIST().Render(all[i], state.Example(i))
	}
	return all
}
