//go:build wasm || amd64

package kernel

// The element-wise kernels by assembly: whole rounds of 16 values, the reference
// loop for the rest. The values do not depend on which of them did the work.

const round = 16

// rounds returns how many of n values are whole rounds.
func rounds(n int) int {
	if !vectors {
		return 0
	}
	return n &^ (round - 1)
}

func fill(x []float32, v float32) {
	n := rounds(len(x))
	if n > 0 {
		fill16(n/round, &x[0], v)
	}
	fillRef(x[n:], v)
}

func add(dst, src []float32) {
	n := rounds(len(dst))
	if n > 0 {
		add16(n/round, &dst[0], &src[0])
	}
	addRef(dst[n:], src[n:])
}

func axpy(alpha float32, x, y []float32) {
	n := rounds(len(x))
	if n > 0 {
		axpy16(n/round, &x[0], &y[0], alpha)
	}
	axpyRef(alpha, x[n:], y[n:])
}

func scale(alpha float32, x []float32) {
	n := rounds(len(x))
	if n > 0 {
		scale16(n/round, &x[0], alpha)
	}
	scaleRef(alpha, x[n:])
}

func relu(y, x []float32) {
	n := rounds(len(x))
	if n > 0 {
		relu16(n/round, &y[0], &x[0], 0)
	}
	reluRef(y[n:], x[n:])
}

func reluBackward(dx, dy, y []float32) {
	n := rounds(len(dx))
	if n > 0 {
		reluBackward16(n/round, &dx[0], &dy[0], &y[0], 0)
	}
	reluBackwardRef(dx[n:], dy[n:], y[n:])
}

func affine(y, x []float32, scale, shift float32) {
	n := rounds(len(x))
	if n > 0 {
		affine16(n/round, &y[0], &x[0], scale, shift)
	}
	affineRef(y[n:], x[n:], scale, shift)
}

func affine2(z, x, y []float32, a, b, c float32) {
	n := rounds(len(z))
	if n > 0 {
		affine216(n/round, &z[0], &x[0], &y[0], a, b, c)
	}
	affine2Ref(z[n:], x[n:], y[n:], a, b, c)
}

func momentumStep(w, g, v []float32, lr, momentum float32) {
	n := rounds(len(w))
	if n > 0 {
		momentumStep16(n/round, &w[0], &g[0], &v[0], lr, momentum)
	}
	momentumStepRef(w[n:], g[n:], v[n:], lr, momentum)
}

func adamStep(w, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	n := rounds(len(w))
	if n > 0 {
		adamStep16(n/round, &w[0], &g[0], &m[0], &v[0], lr*c1, beta1, 1-beta1, beta2, 1-beta2, eps, c2)
	}
	adamStepRef(w[n:], g[n:], m[n:], v[n:], lr, beta1, beta2, eps, c1, c2)
}

//go:noescape
func fill16(rounds int, x *float32, v float32)

//go:noescape
func add16(rounds int, dst, src *float32)

//go:noescape
func axpy16(rounds int, x, y *float32, alpha float32)

//go:noescape
func scale16(rounds int, x *float32, alpha float32)

// relu16 takes the zero that it compares with.
//
//go:noescape
func relu16(rounds int, y, x *float32, zero float32)

// reluBackward16 takes the zero that it compares with.
//
//go:noescape
func reluBackward16(rounds int, dx, dy, y *float32, zero float32)

//go:noescape
func affine16(rounds int, y, x *float32, scale, shift float32)

//go:noescape
func affine216(rounds int, z, x, y *float32, a, b, c float32)

//go:noescape
func momentumStep16(rounds int, w, grad, v *float32, lr, momentum float32)

//go:noescape
func adamStep16(rounds int, w, grad, m, v *float32, rate, beta1, rest1, beta2, rest2, eps, c2 float32)
