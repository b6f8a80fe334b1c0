package kernel

import "math"

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
