package ink

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestAverage compares the two ways to count the samples of pixels, in boxes of every
// size.
func TestAverage(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var r raster
	for y := range r {
		for w := range r[y] {
			switch rng.IntN(3) {
			case 0:
				r[y][w] = ^uint64(0)
			case 1:
				r[y][w] = rng.Uint64()
			}
		}
	}
	for side := 1; side <= Side; side++ {
		got, want := make([]byte, side*side), make([]byte, side*side)
		r.average(got, side, subpixels)
		r.averageCells(want, side, subpixels)
		if !bytes.Equal(got, want) {
			t.Errorf("side %d: other grey values", side)
		}
	}
}
