package kernel

import "math"

// All kernels of this file but ReLU's are the reference loop on every platform.
// Exponentials are computed in float64 by exp, whose relative error of 6e-9 is
// far below float32's rounding. Where signs are random, a choice among a float's
// bits, which the compiler does without a branch, is several times faster than a
// branch.

const one = 0x3f800000 // the bits of float32(1)

// ReLU is the rectifier; a NaN stays NaN. y and x may be the same slice.
//
//	for i := range y { y[i] = max(x[i], 0) }
func ReLU(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	n := rounds(len(x))
	if n > 0 {
		relu16(n/round, &y[0], &x[0], 0)
	}
	reluRef(y[n:], x[n:])
}

func reluRef(y, x []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] = max(x[i], 0)
	}
}

// ReLUBackward is the rectifier's gradient from its output. dx and dy may be the
// same slice.
//
//	for i := range dx { if y[i] > 0 { dx[i] = dy[i] } else { dx[i] = 0 } }
func ReLUBackward(dx, dy, y []float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	n := rounds(len(dx))
	if n > 0 {
		reluBackward16(n/round, &dx[0], &dy[0], &y[0], 0)
	}
	reluBackwardRef(dx[n:], dy[n:], y[n:])
}

func reluBackwardRef(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i := range dx {
		bits := math.Float32bits(dy[i])
		if !(y[i] > 0) {
			bits = 0
		}
		dx[i] = math.Float32frombits(bits)
	}
}

// Sigmoid is the logistic sigmoid; a NaN stays NaN. y and x may be the same
// slice.
//
//	for i := range y { y[i] = 1 / (1 + exp(-x[i])) }
func Sigmoid(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	for i, v := range x {
		y[i] = float32(1 / (1 + exp(-float64(v))))
	}
}

// SigmoidBackward is the sigmoid's gradient from its output. dx and dy may be
// the same slice.
//
//	for i := range dx { dx[i] = dy[i] * y[i] * (1 - y[i]) }
func SigmoidBackward(dx, dy, y []float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	for i, v := range y {
		dx[i] = dy[i] * v * (1 - v)
	}
}

// Tanh is the hyperbolic tangent; a NaN stays NaN. y and x may be the same
// slice.
//
//	for i := range y { y[i] = tanh(x[i]) }
func Tanh(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	for i, v := range x {
		x, s := float64(v), float64(v)*float64(v)
		if s < 1./16 { // where the difference below would cancel
			y[i] = float32(x * (1 + s*(-1./3+s*(2./15+s*(-17./315+s*(62./2835))))))
			continue
		}
		y[i] = float32(1 - 2/(exp(2*x)+1))
	}
}

// TanhBackward is the hyperbolic tangent's gradient from its output. dx and dy
// may be the same slice.
//
//	for i := range dx { dx[i] = dy[i] * (1 - y[i]*y[i]) }
func TanhBackward(dx, dy, y []float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	for i, v := range y {
		dx[i] = dy[i] * (1 - v) * (1 + v)
	}
}

// LeakyReLU is the rectifier with a slope for negative values (Maas et al.
// 2013); a NaN stays NaN. y and x may be the same slice.
//
//	for i := range y { if x[i] > 0 { y[i] = x[i] } else { y[i] = slope * x[i] } }
func LeakyReLU(y, x []float32, slope float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	for i, v := range x {
		factor := math.Float32bits(slope)
		if v > 0 {
			factor = one
		}
		y[i] = v * math.Float32frombits(factor)
	}
}

// LeakyReLUBackward is the leaky rectifier's gradient from its output. dx and
// dy may be the same slice.
//
//	for i := range dx { if y[i] > 0 { dx[i] = dy[i] } else { dx[i] = slope * dy[i] } }
func LeakyReLUBackward(dx, dy, y []float32, slope float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	for i, v := range y {
		factor := math.Float32bits(slope)
		if v > 0 {
			factor = one
		}
		dx[i] = dy[i] * math.Float32frombits(factor)
	}
}

// Step is the step function; a NaN stays NaN. y and x may be the same slice.
//
//	for i := range y { if x[i] > 0 { y[i] = 1 } else { y[i] = 0 } }
func Step(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	for i, v := range x {
		bits := uint32(0)
		if v > 0 {
			bits = one
		}
		if v != v {
			bits = math.Float32bits(v)
		}
		y[i] = math.Float32frombits(bits)
	}
}

// Softmax turns values into probabilities. Subtracting the maximum first avoids
// overflow. y and x may be the same slice.
//
//	for i := range y { y[i] = exp(x[i]-max(x)) / (sum over j of exp(x[j]-max(x))) }
func Softmax(y, x []float32) {
	if len(y) != len(x) {
		panic(lengthMismatch)
	}
	if len(x) == 0 {
		return
	}
	largest := x[0]
	for _, v := range x {
		if v > largest || v != v {
			largest = v
		}
	}
	var total float64
	for i, v := range x {
		e := exp(float64(v) - float64(largest))
		total += e
		y[i] = float32(e)
	}
	for i, v := range y {
		y[i] = float32(float64(v) / total)
	}
}

// SoftmaxBackward is the softmax's gradient from its output. dx and dy may be
// the same slice.
//
//	s := 0
//	for i := range dy { s += dy[i] * y[i] }
//	for i := range dx { dx[i] = y[i] * (dy[i] - s) }
func SoftmaxBackward(dx, dy, y []float32) {
	if len(dx) != len(dy) || len(dx) != len(y) {
		panic(lengthMismatch)
	}
	var s float64
	for i, v := range y {
		s += float64(dy[i]) * float64(v)
	}
	for i, v := range y {
		dx[i] = float32(float64(v) * (float64(dy[i]) - s))
	}
}

// exp returns e^x with a relative error of at most 6e-9: with x = k ln 2 + r and
// |r| <= ln 2 / 2, e^x is 2^k e^r, and a Taylor polynomial of degree 7
// approximates e^r. Beyond the range of float64 it gives 0 or +Inf.
func exp(x float64) float64 {
	switch {
	case x < -708:
		return 0
	case x > 709:
		return math.Inf(1)
	case x != x:
		return x
	}
	k := math.Floor(x*math.Log2E + 0.5)
	r := x - k*math.Ln2
	p := 1 + r*(1+r*(1./2+r*(1./6+r*(1./24+r*(1./120+r*(1./720+r*(1./5040)))))))
	return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
}
