package kernel

// Fill is
//
//	for i := range x { x[i] = v }
func Fill(x []float32, v float32) { fill(x, v) }

// Add is
//
//	for i := range dst { dst[i] += src[i] }
func Add(dst, src []float32) {
	if len(dst) != len(src) {
		panic(lengthMismatch)
	}
	add(dst, src)
}

// Axpy is
//
//	for i := range y { y[i] += alpha * x[i] }
func Axpy(alpha float32, x, y []float32) {
	if len(x) != len(y) {
		panic(lengthMismatch)
	}
	axpy(alpha, x, y)
}

// Scale is
//
//	for i := range x { x[i] *= alpha }
func Scale(alpha float32, x []float32) { scale(alpha, x) }

// Sum is
//
//	s := 0
//	for i := range x { s += x[i] }
//	return s
func Sum(x []float32) float32 { return sum(x) }

// AllFinite reports whether no value is an infinity or NaN:
//
//	for i := range x { if x[i]-x[i] != 0 { return false } }
//	return true
func AllFinite(x []float32) bool { return allFinite(x) }

// ReLU is the rectifier; a NaN stays NaN. y and x may be the same slice.
//
//	for i := range y { y[i] = max(x[i], 0) }
func ReLU(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	relu(y, x)
}

// ReLUBackward passes the gradient where the output was positive. dx and dy
// may be the same slice.
//
//	for i := range dx { if y[i] > 0 { dx[i] = dy[i] } else { dx[i] = 0 } }
func ReLUBackward(dx, dy, y []float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	reluBackward(dx, dy, y)
}
