package kernel

// Hash turns a key, whose bits look random themselves, and a counter into 32
// bits that look random: a mixer of two multiplications, keyed between them, so
// that the streams of two keys are not merely shifted. For one key no two
// counters give the same bits.
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

// Dropout zeroes elements at random, the share drop/2^32 of them, and scales
// the others. What is zeroed depends on key and place only, so the same call
// takes the gradient back. y and x may be the same slice.
//
//	for i := range y {
//		if Hash(key, from+uint32(i)) < drop { y[i] = 0 } else { y[i] = scale * x[i] }
//	}
func Dropout(y, x []float32, key uint64, from, drop uint32, scale float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	dropout(y, x, key, from, drop, scale)
}
