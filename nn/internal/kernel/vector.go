package kernel

// Element-wise assembly takes whole rounds of 16 values, the reference loop the
// remaining ones. Element-wise results do not depend on which did the work.
const round = 16

// rounds returns the number of n values that assembly takes.
func rounds(n int) int {
	if !vectors {
		return 0
	}
	return n &^ (round - 1)
}

// Add is
//
//	for i := range dst { dst[i] += src[i] }
func Add(dst, src []float32) {
	if len(dst) != len(src) {
		panic(lengthMismatch)
	}
	n := rounds(len(dst))
	if n > 0 {
		add16(n/round, &dst[0], &src[0])
	}
	addRef(dst[n:], src[n:])
}

func addRef(dst, src []float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += src[i]
	}
}

// Axpy is
//
//	for i := range y { y[i] += alpha * x[i] }
func Axpy(alpha float32, x, y []float32) {
	if len(x) != len(y) {
		panic(lengthMismatch)
	}
	n := rounds(len(x))
	if n > 0 {
		axpy16(n/round, &x[0], &y[0], alpha)
	}
	axpyRef(alpha, x[n:], y[n:])
}

func axpyRef(alpha float32, x, y []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += alpha * x[i]
	}
}

// Scale is
//
//	for i := range x { x[i] *= alpha }
func Scale(alpha float32, x []float32) {
	n := rounds(len(x))
	if n > 0 {
		scale16(n/round, &x[0], alpha)
	}
	scaleRef(alpha, x[n:])
}

func scaleRef(alpha float32, x []float32) {
	for i := range x {
		x[i] *= alpha
	}
}

// Shift is the reference loop on every platform:
//
//	for i := range x { x[i] += v }
func Shift(x []float32, v float32) {
	for i := range x {
		x[i] += v
	}
}
