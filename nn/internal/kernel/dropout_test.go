package kernel

import (
	"math"
	"math/bits"
	"testing"
)

func init() {
	const half = 1 << 31
	vectorCases = append(vectorCases,
		vectorCase{"Dropout", 2, none(func(v [][]float32) { Dropout(v[0], v[1], 0xfedcba9876543210, 1<<32-20, half, 2) }), none(func(v [][]float32) { dropoutRef(v[0], v[1], 0xfedcba9876543210, 1<<32-20, half, 2) }), false},
		vectorCase{"Dropout in place", 1, none(func(v [][]float32) { Dropout(v[0], v[0], 7, 0, half/2, 4./3) }), none(func(v [][]float32) { dropoutRef(v[0], v[0], 7, 0, half/2, 4./3) }), false},
		vectorCase{"Dropout of all but the last bits", 1, none(func(v [][]float32) { Dropout(v[0], v[0], 7, 0, 1<<32-1, 1) }), none(func(v [][]float32) { dropoutRef(v[0], v[0], 7, 0, 1<<32-1, 1) }), false},
	)
}

// The loop that Dropout's comment states.
func TestDropoutIsItsLoop(t *testing.T) { variants(t, testDropoutIsItsLoop) }

func testDropoutIsItsLoop(t *testing.T) {
	x := []float32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}
	y := make([]float32, len(x))
	Dropout(y, x, 99, 5, 1<<30, 3)
	for i := range y {
		want := 3 * x[i]
		if Hash(99, 5+uint32(i)) < 1<<30 {
			want = 0
		}
		if y[i] != want {
			t.Errorf("[%d] = %g, want %g", i, y[i], want)
		}
	}
	panics(t, lengthMismatch, func() { Dropout(y, x[1:], 0, 0, 0, 1) })
	Dropout(y, x, 99, 5, 0, 1)
	compare(t, "Dropout of nothing", y, x, 0)
}

// TestHash checks that every bit is set half of the time, that neighbours, rows
// and streams have nothing in common, and that a bit of the counter changes half
// of the output's bits.
func TestHash(t *testing.T) {
	const n = 1 << 16
	keys := []uint64{0x0123456789abcdef, 0xfedcba9876543210, 0x5bd1e9955bd1e995, 0xa0761d6478bd642f}
	for k, key := range keys {
		other := keys[(k+1)%len(keys)]
		var counts [4][32]int
		for i := range uint32(n) {
			h := Hash(key, i)
			for c, v := range [...]uint32{h, h ^ Hash(key, i+1), h ^ Hash(key, i+3072), h ^ Hash(other, i)} {
				for bit := range counts[c] {
					counts[c][bit] += int(v >> bit & 1)
				}
			}
		}
		for c, what := range []string{"is set", "differs from the next's", "differs from another row's", "differs from another key's"} {
			for bit, count := range counts[c] {
				// A fair coin n times: 6 standard deviations, passed once in 10^9.
				if math.Abs(float64(count)-n/2) > 6*math.Sqrt(n)/2 {
					t.Errorf("key %x: bit %d %s %d times of %d", key, bit, what, count, n)
				}
			}
		}
	}
	var flips, pairs int
	for i := range uint32(1000) {
		for bit := range 32 {
			flips += bits.OnesCount32(Hash(keys[0], i) ^ Hash(keys[0], i^1<<bit))
			pairs++
		}
	}
	if mean := float64(flips) / float64(pairs); math.Abs(mean-16) > 0.1 {
		t.Errorf("a counter's bit flips %v of 32 bits on average", mean)
	}
}
