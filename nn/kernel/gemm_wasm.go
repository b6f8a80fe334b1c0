package kernel

// The matrix product on wasm. A product with B as it lies works on panels: a
// block of A is packed into panels of 5 or 4 rows, laid out column by column,
// and a micro-kernel of v128 assembly multiplies one with 8 columns of B,
// holding the tile's sums in registers. A product with B transposed is inner
// products of contiguous rows; a second micro-kernel takes 2 rows of A and 5 of
// B at a time.
//
// wasm has one thread, and these loops never yield, so the scratch memory can
// be shared by all products.

// Sizes of a block: 128 KB of packed A, half of a small L2 cache.
const (
	blockM = 128
	blockK = 256
)

var gemmScratch struct {
	packed  [blockM * blockK]float32
	zeros   [blockM]float32
	offsets [blockK + 1]int64
	order   [blockK]int32
	edge    [blockK * 8]float32 // the last columns of B, filled up to 8
	tile    [blockM * 8]float32 // their part of C
}

func gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	switch {
	case transA && transB: // no layer needs it
		gemmRef(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	case transB:
		gemmDots(m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	default:
		ai, ap := lda, 1
		if transA {
			ai, ap = 1, lda
		}
		for p := 0; p < k; p += blockK {
			kp := min(blockK, k-p)
			for i := 0; i < m; i += blockM {
				mi := min(blockM, m-i)
				gemmBlock(mi, n, kp, a[i*ai+p*ap:], ai, ap, b[p*ldb:], ldb, accumulate || p > 0, c[i*ldc:], ldc)
			}
		}
	}
}

// gemmBlock is one block of A with all columns of B.
func gemmBlock(m, n, k int, a []float32, ai, ap int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	s := &gemmScratch
	t := panels{packed: s.packed[:], bias: s.zeros[:]}
	order, offsets := s.order[:k], s.offsets[:k+1]
	for p := range order {
		order[p] = int32(p * ap)
	}
	t.pack(m, a, ai, order)
	setOffsets(offsets, ldb)
	j := 0
	for ; j+8 <= n; j += 8 {
		at := pair{j, j + 4}
		t.multiply(offsets, 0, k, b, at, c, at, ldc, accumulate)
	}
	if j == n {
		return
	}
	for p := range k {
		copy(s.edge[p*8:p*8+8], b[p*ldb+j:p*ldb+n])
	}
	setOffsets(offsets, 8)
	t.multiply(offsets, 0, k, s.edge[:], pair{0, 4}, s.tile[:], pair{0, 4}, 8, false)
	for i := range m {
		put(c[i*ldc+j:i*ldc+n], s.tile[i*8:], accumulate)
	}
}

// setOffsets sets offsets, in bytes, to rows of ld values.
func setOffsets(offsets []int64, ld int) {
	for p := range offsets {
		offsets[p] = int64(p * ld * 4)
	}
}

// The largest number of pairs of rows of A, fives of rows of B and values of
// each that gemmDots takes at once.
const (
	dotPairs = 32
	dotFives = 32
	dotK     = 256
)

var dotScratch struct {
	sums    [dotFives * dotPairs * sumsPerTile]float32
	offsets [dotFives * 5]int64
}

// gemmDots is C = A B^T for all of m, n, k.
func gemmDots(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	for j := 0; j < n; j += dotFives * 5 {
		nj := min(dotFives*5, n-j)
		for i := 0; i < m; i += dotPairs * 2 {
			mi := min(dotPairs*2, m-i)
			dotBlock(mi, nj, k, a[i*lda:], lda, b[j*ldb:], ldb, accumulate, c[i*ldc+j:], ldc)
		}
	}
}

func dotBlock(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	s := &dotScratch
	pairs, fives := (m+1)/2, (n+4)/5
	for j := range s.offsets[:fives*5] {
		s.offsets[j] = int64(min(j, n-1) * ldb * 4) // a last five is filled up with the last row
	}
	sums := s.sums[:fives*pairs*sumsPerTile]
	clear(sums)
	whole := k &^ 3
	for p := 0; p < whole; p += dotK {
		quads := min(dotK, whole-p) / 4
		for j := range fives {
			tiles := sums[j*pairs*sumsPerTile:]
			offsets := &s.offsets[j*5]
			if m > 1 {
				dots(m/2, offsets, 0, &a[p], &b[p], 1, quads, 0, lda*4, lda*8, &tiles[0])
			}
			if m%2 != 0 { // the last pair is one row twice
				dots(1, offsets, 0, &a[(m-1)*lda+p], &b[p], 1, quads, 0, 0, 0, &tiles[m/2*sumsPerTile])
			}
		}
	}
	for i := range m {
		row := c[i*ldc : i*ldc+n]
		for j := range row {
			at := ((j/5)*pairs+i/2)*sumsPerTile + (i%2*5+j%5)*4
			v := sumQuad(sums[at : at+4])
			for p := whole; p < k; p++ {
				v += a[i*lda+p] * b[j*ldb+p]
			}
			if accumulate {
				v += row[j]
			}
			row[j] = v
		}
	}
}
