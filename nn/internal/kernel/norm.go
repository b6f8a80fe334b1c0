package kernel

// Affine is
//
//	for i := range y { y[i] = scale*x[i] + shift }
func Affine(y, x []float32, scale, shift float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	affine(y, x, scale, shift)
}

// Affine2 is
//
//	for i := range z { z[i] = a*x[i] + b*y[i] + c }
func Affine2(z, x, y []float32, a, b, c float32) {
	if len(z) != len(x) || len(z) != len(y) {
		panic(lengthMismatch)
	}
	affine2(z, x, y, a, b, c)
}

// SumDeviation is the inner product of y with x less its mean:
//
//	s := 0
//	for i := range x { s += y[i] * (x[i] - mean) }
//	return s
func SumDeviation(y, x []float32, mean float32) float32 {
	if len(x) != len(y) {
		panic(lengthMismatch)
	}
	return sumDeviation(y, x, mean)
}

// SumSquaredDeviation is
//
//	s := 0
//	for i := range x { s += (x[i] - mean) * (x[i] - mean) }
//	return s
func SumSquaredDeviation(x []float32, mean float32) float32 {
	return sumSquaredDeviation(x, mean)
}
