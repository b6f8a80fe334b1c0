package kernel

// A product with B transposed is inner products of contiguous rows; a
// micro-kernel takes 2 rows of A and 5 of B at a time.

// Size of a block: the numbers of pairs of rows of A, fives of rows of B and values
// per row.
const (
	dotPairs = 32
	dotFives = 32
	dotK     = 64 * lanes
)

// sumsPerTile is the number of values that dots keeps per tile: ten sums of all
// lanes, those of the first row of A before those of the second.
const sumsPerTile = 2 * 5 * lanes

// gemmDots is Gemm with transA false and transB true.
func gemmDots(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	s := newGemmScratch()
	for j := 0; j < n; j += dotFives * 5 {
		nj := min(dotFives*5, n-j)
		for i := 0; i < m; i += dotPairs * 2 {
			mi := min(dotPairs*2, m-i)
			s.dotBlock(mi, nj, k, a[i*lda:], lda, b[j*ldb:], ldb, accumulate, c[i*ldc+j:], ldc)
		}
	}
	s.free()
}

// dotBlock multiplies a block of A with a block of B transposed.
func (s *gemmScratch) dotBlock(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	pairs, fives := (m+1)/2, (n+4)/5
	for j := range s.dotOffsets[:fives*5] {
		s.dotOffsets[j] = int64(min(j, n-1) * ldb * 4) // the last row fills up the last five
	}
	sums := s.sums[:fives*pairs*sumsPerTile]
	clear(sums)
	whole := k &^ (lanes - 1)
	for p := 0; p < whole; p += dotK {
		count := min(dotK, whole-p) / lanes
		for j := range fives {
			tiles := sums[j*pairs*sumsPerTile:]
			offsets := &s.dotOffsets[j*5]
			if m > 1 {
				dots(m/2, offsets, 0, &a[p], &b[p], 1, count, 0, lda*4, lda*8, &tiles[0])
			}
			if m%2 != 0 { // the last pair is one row twice
				dots(1, offsets, 0, &a[(m-1)*lda+p], &b[p], 1, count, 0, 0, 0, &tiles[m/2*sumsPerTile])
			}
		}
	}
	for i := range m {
		row := c[i*ldc : i*ldc+n]
		for j := range row {
			at := ((j/5)*pairs+i/2)*sumsPerTile + (i%2*5+j%5)*lanes
			v := sumLanes(sums[at : at+lanes])
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
