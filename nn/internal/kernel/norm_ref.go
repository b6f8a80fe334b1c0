package kernel

func affineRef(y, x []float32, scale, shift float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] = scale*x[i] + shift
	}
}

func affine2Ref(z, x, y []float32, a, b, c float32) {
	x, y = x[:len(z)], y[:len(z)]
	for i := range z {
		z[i] = a*x[i] + b*y[i] + c
	}
}

func sumDeviationRef(y, x []float32, mean float32) float32 {
	y = y[:len(x)]
	var s float32
	for i := range x {
		s += y[i] * (x[i] - mean)
	}
	return s
}

func sumSquaredDeviationRef(x []float32, mean float32) float32 {
	var s float32
	for _, v := range x {
		s += (v - mean) * (v - mean)
	}
	return s
}
