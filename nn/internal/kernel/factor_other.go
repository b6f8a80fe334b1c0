//go:build !wasm && !amd64

package kernel

// factor is the left one of several products, m x k.
type factor struct {
	trans bool
	m, k  int
	a     []float32
	lda   int
}

func newFactor(trans bool, m, k int) *factor { return &factor{trans: trans, m: m, k: k} }

// set takes the factor, as it lies, or its transpose.
func (f *factor) set(a []float32, lda int) { f.a, f.lda = a, lda }

// times is Gemm with the factor as A.
func (f *factor) times(n int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	gemm(f.trans, false, f.m, n, f.k, f.a, f.lda, b, ldb, accumulate, c, ldc)
}
