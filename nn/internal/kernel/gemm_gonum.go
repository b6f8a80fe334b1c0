//go:build !wasm

package kernel

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// gonum distributes a product of four 64x64 blocks or more over goroutines, which
// allocates. Tiles of at most three blocks stay on the calling one.
const (
	gonumTileM = 64
	gonumTileN = 192
)

// gemmGonum is Gemm by gonum, for processors without assembly.
func gemmGonum(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	ta, tb := blas.NoTrans, blas.NoTrans
	ai, bj := lda, 1
	if transA {
		ta, ai = blas.Trans, 1
	}
	if transB {
		tb, bj = blas.Trans, ldb
	}
	var beta float32
	if accumulate {
		beta = 1
	}
	for i := 0; i < m; i += gonumTileM {
		for j := 0; j < n; j += gonumTileN {
			gonum.Implementation{}.Sgemm(ta, tb, min(gonumTileM, m-i), min(gonumTileN, n-j), k,
				1, a[i*ai:], lda, b[j*bj:], ldb, beta, c[i*ldc+j:], ldc)
		}
	}
}
