package kernel

// The assembly adds whole rounds in sixteen lanes (four vectors on wasm, two on
// amd64) and combines them into one vector. Its lanes are added pairwise, and the
// sum of the remaining values last.

// Sum is
//
//	s := 0
//	for i := range x { s += x[i] }
//	return s
func Sum(x []float32) float32 {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sum16(n/round, &x[0], &vector[0])
	}
	return sumLanes(vector[:]) + sumRef(x[n:])
}

func sumRef(x []float32) float32 {
	var s float32
	for _, v := range x {
		s += v
	}
	return s
}

// SumDeviation is the inner product of y and the deviations of x from mean:
//
//	s := 0
//	for i := range x { s += y[i] * (x[i] - mean) }
//	return s
func SumDeviation(y, x []float32, mean float32) float32 {
	if len(x) != len(y) {
		panic(lengthMismatch)
	}
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sumDeviation16(n/round, &y[0], &x[0], mean, &vector[0])
	}
	return sumLanes(vector[:]) + sumDeviationRef(y[n:], x[n:], mean)
}

func sumDeviationRef(y, x []float32, mean float32) float32 {
	y = y[:len(x)]
	var s float32
	for i := range x {
		s += y[i] * (x[i] - mean)
	}
	return s
}

// SumSquaredDeviation is
//
//	s := 0
//	for i := range x { s += (x[i] - mean) * (x[i] - mean) }
//	return s
func SumSquaredDeviation(x []float32, mean float32) float32 {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sumSquaredDeviation16(n/round, &x[0], mean, &vector[0])
	}
	return sumLanes(vector[:]) + sumSquaredDeviationRef(x[n:], mean)
}

func sumSquaredDeviationRef(x []float32, mean float32) float32 {
	var s float32
	for _, v := range x {
		s += (v - mean) * (v - mean)
	}
	return s
}

// AllFinite reports whether no value is an infinity or NaN:
//
//	for i := range x { if x[i]-x[i] != 0 { return false } }
//	return true
func AllFinite(x []float32) bool {
	var bits [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		notFinite16(n/round, &x[0], &bits[0])
	}
	return bits == [lanes]float32{} && allFiniteRef(x[n:])
}

func allFiniteRef(x []float32) bool {
	for _, v := range x {
		if v-v != 0 {
			return false
		}
	}
	return true
}
