package kernel

// Affine is
//
//	for i := range y { y[i] = scale*x[i] + shift }
func Affine(y, x []float32, scale, shift float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	n := rounds(len(y))
	if n > 0 {
		affine16(n/round, &y[0], &x[0], scale, shift)
	}
	affineRef(y[n:], x[n:], scale, shift)
}

func affineRef(y, x []float32, scale, shift float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] = scale*x[i] + shift
	}
}

// Affine2 is
//
//	for i := range z { z[i] = a*x[i] + b*y[i] + c }
func Affine2(z, x, y []float32, a, b, c float32) {
	if len(z) != len(x) || len(z) != len(y) {
		panic(lengthMismatch)
	}
	n := rounds(len(z))
	if n > 0 {
		affine216(n/round, &z[0], &x[0], &y[0], a, b, c)
	}
	affine2Ref(z[n:], x[n:], y[n:], a, b, c)
}

func affine2Ref(z, x, y []float32, a, b, c float32) {
	x, y = x[:len(z)], y[:len(z)]
	for i := range z {
		z[i] = a*x[i] + b*y[i] + c
	}
}
