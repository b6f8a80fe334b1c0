package kernel

// lanes is the number of values in a vector.
const lanes = 4

// vectors reports whether the assembly can run; a browser without v128 does not
// take the module.
const vectors = true

// sumLanes adds the lanes of a sum.
func sumLanes(v []float32) float32 { return (v[0] + v[1]) + (v[2] + v[3]) }

func gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	gemmVectors(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
}
