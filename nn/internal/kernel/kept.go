package kernel

import "math"

// kept is a copy of the weights that something was made of: packed panels, transformed
// windows. They stay the same for a mini-batch's micro-batches and from one drawing to
// the next, and to compare them costs a fraction of what is made of them.
type kept struct{ w []float32 }

func newKept(n int) kept { return kept{make([]float32, 0, n)} }

// changed reports whether w has other bits than when it was asked last. It is true the
// first time.
func (k *kept) changed(w []float32) bool {
	if len(k.w) > 0 && sameBits(k.w, w) {
		return false
	}
	k.w = append(k.w[:0], w...)
	return true
}

// sameBits reports whether x and y have the same values, bit for bit:
//
//	for i := range x { if bits of x[i] != bits of y[i] { return false } }
//	return true
func sameBits(x, y []float32) bool {
	if len(x) != len(y) {
		panic(lengthMismatch)
	}
	if n := rounds(len(x)); onWasm && n > 0 {
		if differ16(n/round, &x[0], &y[0]) != 0 {
			return false
		}
		x, y = x[n:], y[n:]
	}
	return sameBitsRef(x, y)
}

func sameBitsRef(x, y []float32) bool {
	y = y[:len(x)]
	for i := range x {
		if math.Float32bits(x[i]) != math.Float32bits(y[i]) {
			return false
		}
	}
	return true
}
