package kernel

import (
	"math"
	"runtime"
)

// Hash maps a key of random bits and a counter to 32 bits that pass for random:
// a mixer of two multiplications, keyed between them, so that the streams of two
// keys are not merely shifted. For one key, different counters give different
// bits.
func Hash(key uint64, i uint32) uint32 {
	h := i*hashStep + uint32(key)
	h = (h ^ h>>16) * hashFirst
	h = (h ^ h>>15 + uint32(key>>32)) * hashSecond
	return h ^ h>>16
}

const (
	hashStep   = 0x9e3779b9 // 2^32 over the golden ratio
	hashFirst  = 0x7feb352d // the multipliers of a mixer whose every output bit
	hashSecond = 0x846ca68b // depends on every input bit almost evenly
)

// Dropout zeroes elements at random, a fraction of drop/2^32 of them, and scales
// the others. Key and index alone decide which, so that the same call computes
// the gradient. y and x may be the same slice.
//
//	for i := range y {
//		if Hash(key, from+uint32(i)) < drop { y[i] = 0 } else { y[i] = scale * x[i] }
//	}
func Dropout(y, x []float32, key uint64, from, drop uint32, scale float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	n := 0
	if runtime.GOARCH == "wasm" && len(x) >= round { // assembly for amd64 gained a step less than 2%
		n = rounds(len(x))
		dropout16(n/round, &y[0], &x[0], &hashSteps, from*hashStep+uint32(key), uint32(key>>32), drop, scale)
	}
	dropoutRef(y[n:], x[n:], key, from+uint32(n), drop, scale)
}

// The choice is among bits, without a branch that would be mispredicted.
func dropoutRef(y, x []float32, key uint64, from, drop uint32, scale float32) {
	x = x[:len(y)]
	for i := range y {
		bits := math.Float32bits(scale * x[i])
		if Hash(key, from+uint32(i)) < drop {
			bits = 0
		}
		y[i] = math.Float32frombits(bits)
	}
}

// hashSteps are the first four counters times hashStep.
var hashSteps = [4]uint32{0, hashStep, 2 * hashStep & math.MaxUint32, 3 * hashStep & math.MaxUint32}
