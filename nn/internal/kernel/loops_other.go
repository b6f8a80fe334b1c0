//go:build !wasm && !amd64

package kernel

import "math"

// Without assembly the element-wise kernels are the reference loops, but for one.

func fill(x []float32, v float32)                { fillRef(x, v) }
func add(dst, src []float32)                     { addRef(dst, src) }
func axpy(alpha float32, x, y []float32)         { axpyRef(alpha, x, y) }
func scale(alpha float32, x []float32)           { scaleRef(alpha, x) }
func sum(x []float32) float32                    { return sumRef(x) }
func allFinite(x []float32) bool                 { return allFiniteRef(x) }
func relu(y, x []float32)                        { reluRef(y, x) }
func affine(y, x []float32, a, b float32)        { affineRef(y, x, a, b) }
func affine2(z, x, y []float32, a, b, c float32) { affine2Ref(z, x, y, a, b, c) }

func sumDeviation(y, x []float32, mean float32) float32 { return sumDeviationRef(y, x, mean) }
func sumSquaredDeviation(x []float32, mean float32) float32 {
	return sumSquaredDeviationRef(x, mean)
}

func momentumStep(w, g, v []float32, lr, momentum float32) {
	momentumStepRef(w, g, v, lr, momentum)
}

func adamStep(w, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	adamStepRef(w, g, m, v, lr, beta1, beta2, eps, c1, c2)
}

func maxPool(s PoolShape, y, x []float32) { maxPoolRef(s, y, x) }
func maxPoolBackward(s PoolShape, dx, dy, x, y []float32) {
	maxPoolBackwardRef(s, dx, dy, x, y)
}

// reluBackward chooses among bits, which needs no branch: signs are as good as
// random, so a branch is mispredicted every other time.
func reluBackward(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i := range dx {
		bits := math.Float32bits(dy[i])
		if !(y[i] > 0) {
			bits = 0
		}
		dx[i] = math.Float32frombits(bits)
	}
}

func reserve(int) {}

func gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	gemmGonum(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
}
