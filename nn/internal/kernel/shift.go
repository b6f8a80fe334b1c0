package kernel

// Shift is the loop itself on every platform:
//
//	for i := range x { x[i] += v }
func Shift(x []float32, v float32) {
	for i := range x {
		x[i] += v
	}
}
