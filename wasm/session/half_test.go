package session

import (
	"math"
	"testing"

	"github.com/x448/float16"
)

// TestHalf compares with another implementation: each half-precision number, what lies
// half-way between two, and around that.
func TestHalf(t *testing.T) {
	var half [1]uint16
	var back [1]float32
	n := 0
	for i := range 0x7c00 {
		for _, sign := range []uint16{0, 0x8000} {
			h := float16.Frombits(uint16(i) | sign)
			fromHalf(back[:], []uint16{h.Bits()})
			if math.Float32bits(back[0]) != math.Float32bits(h.Float32()) {
				t.Fatalf("%#x is %g, want %g", h.Bits(), back[0], h.Float32())
			}
			next := float16.Frombits(h.Bits() + 1).Float32()
			middle := (h.Float32() + next) / 2
			for _, v := range []float32{h.Float32(), middle, math.Nextafter32(middle, next), math.Nextafter32(middle, h.Float32())} {
				if math.Abs(float64(v)) >= 65520 || math.IsInf(float64(v), 0) {
					continue
				}
				toHalf(half[:], []float32{v})
				if want := float16.Fromfloat32(v).Bits(); half[0] != want {
					t.Fatalf("%g is %#x, want %#x", v, half[0], want)
				}
				n++
			}
		}
	}
	if n < 4*60_000 {
		t.Errorf("only %d numbers compared", n)
	}
	for v, want := range map[float32]uint16{65520: 0x7bff, 1e30: 0x7bff, -1e30: 0xfbff, float32(math.Inf(1)): 0x7bff, 0: 0, 1e-30: 0} {
		if toHalf(half[:], []float32{v}); half[0] != want {
			t.Errorf("%g is %#x, want %#x", v, half[0], want)
		}
	}
}
