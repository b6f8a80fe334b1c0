package kernel

// lanes is the number of values in a vector.
const lanes = 4

// vectors reports whether assembly does the work. Browsers without v128 reject
// the module.
const vectors = true

// sumLanes adds the lanes of a vector.
func sumLanes(v []float32) float32 { return (v[0] + v[1]) + (v[2] + v[3]) }

// gemmGonum is never called, and has no body, so that gonum is not linked.
func gemmGonum(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int)
