//go:build amd64 || wasm

package kernel

import "testing"

func TestReserve(t *testing.T) {
	const n = 4
	scratchMade, scratchFree = 0, nil
	Reserve(n - 1)
	Reserve(n)
	Reserve(1)
	var held [n]*gemmScratch
	for i := range held {
		held[i] = newGemmScratch()
	}
	if scratchMade != n || scratchFree != nil {
		t.Errorf("%d products at the same time have made %d, want those that are reserved", n, scratchMade)
	}
	for _, s := range held {
		s.free()
	}
}
