//go:build wasm || amd64

package kernel

// Sums: assembly adds whole rounds in sixteen lanes and leaves a vector; its
// lanes are added pairwise, and the rest of the values last.

func sum(x []float32) float32 {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sum16(n/round, &x[0], &vector[0])
	}
	return sumLanes(vector[:]) + sumRef(x[n:])
}

func sumDeviation(y, x []float32, mean float32) float32 {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sumDeviation16(n/round, &y[0], &x[0], mean, &vector[0])
	}
	return sumLanes(vector[:]) + sumDeviationRef(y[n:], x[n:], mean)
}

func sumSquaredDeviation(x []float32, mean float32) float32 {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		sumSquaredDeviation16(n/round, &x[0], mean, &vector[0])
	}
	return sumLanes(vector[:]) + sumSquaredDeviationRef(x[n:], mean)
}

func allFinite(x []float32) bool {
	var vector [lanes]float32
	n := rounds(len(x))
	if n > 0 {
		notFinite16(n/round, &x[0], &vector[0])
	}
	return vector == [lanes]float32{} && allFiniteRef(x[n:])
}

//go:noescape
func sum16(rounds int, x, lanes *float32)

//go:noescape
func sumDeviation16(rounds int, y, x *float32, mean float32, lanes *float32)

//go:noescape
func sumSquaredDeviation16(rounds int, x *float32, mean float32, lanes *float32)

// notFinite16 sets lanes to the bits of all x-x, ored: zero where all are
// finite, else NaN.
//
//go:noescape
func notFinite16(rounds int, x, lanes *float32)
