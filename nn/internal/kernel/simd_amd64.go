package kernel

import "golang.org/x/sys/cpu"

// lanes is the number of values in a vector.
const lanes = 8

// vectors reports whether the assembly can run; where it cannot, the reference
// loops and gonum do the work. The tests try both.
var vectors = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// wide reports whether the matrix products may use AVX-512 beside; it still
// counts in vectors of eight lanes.
var wide = vectors && cpu.X86.HasAVX512F

// sumLanes adds the lanes of a sum.
func sumLanes(v []float32) float32 {
	return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]))
}

func gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	if vectors {
		gemmVectors(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	} else {
		gemmGonum(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	}
}
