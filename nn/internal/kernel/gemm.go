package kernel

// Gemm is the general matrix product of BLAS level 3 without its factors:
//
//	for i in 0..m, j in 0..n:
//		s := 0
//		for p in 0..k:
//			s += A(i,p) * B(p,j)
//		c[i*ldc+j] = s        // accumulate false
//		c[i*ldc+j] += s       // accumulate true
//
// where A(i,p) is a[i*lda+p], or a[p*lda+i] when transA, and B(p,j) is
// b[p*ldb+j], or b[j*ldb+p] when transB.
func Gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	if m < 0 || n < 0 || k < 0 {
		panic(gemmNegative)
	}
	ar, ac := m, k
	if transA {
		ar, ac = k, m
	}
	br, bc := k, n
	if transB {
		br, bc = n, k
	}
	if lda < ac || ldb < bc || ldc < n {
		panic(gemmStride)
	}
	if short(a, ar, ac, lda) || short(b, br, bc, ldb) || short(c, m, n, ldc) {
		panic(gemmShort)
	}
	if m == 0 || n == 0 {
		return
	}
	if k == 0 {
		if !accumulate {
			for i := range m {
				clear(c[i*ldc : i*ldc+n])
			}
		}
		return
	}
	gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
}

// AddsOnce reports whether Gemm adds to each value of c once for sums of up to k
// products, and never a negative zero: c += s has the bits of s computed apart.
func AddsOnce(k int) bool { return vectors && k <= blockK }

// gemm is Gemm without checks and with sizes above zero.
func gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	switch {
	case !vectors:
		gemmGonum(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	case transA && transB: // no layer needs it
		gemmRef(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	case transB:
		gemmDots(m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	default:
		gemmPanels(transA, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	}
}

func gemmRef(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	ai, ap := lda, 1
	if transA {
		ai, ap = 1, lda
	}
	bp, bj := ldb, 1
	if transB {
		bp, bj = 1, ldb
	}
	for i := range m {
		for j := range n {
			var s float32
			for p := range k {
				s += a[i*ai+p*ap] * b[p*bp+j*bj]
			}
			if accumulate {
				s += c[i*ldc+j]
			}
			c[i*ldc+j] = s
		}
	}
}

// short reports whether x cannot hold rows x cols values at distance ld.
func short(x []float32, rows, cols, ld int) bool {
	return rows > 0 && cols > 0 && len(x) < (rows-1)*ld+cols
}
