//go:build wasm || amd64

package kernel

func dropout(y, x []float32, key uint64, from, drop uint32, scale float32) {
	n := rounds(len(x))
	if n > 0 {
		dropout16(n/round, &y[0], &x[0], &hashSteps[0], from*hashStep+uint32(key), uint32(key>>32), drop, scale)
	}
	dropoutRef(y[n:], x[n:], key, from+uint32(n), drop, scale)
}

// hashSteps are the first counters, one a lane, times hashStep.
var hashSteps = func() (s [lanes]uint32) {
	for i := range s {
		s[i] = uint32(i) * hashStep
	}
	return s
}()

//go:noescape
func dropout16(rounds int, y, x *float32, steps *uint32, first, key, drop uint32, scale float32)
