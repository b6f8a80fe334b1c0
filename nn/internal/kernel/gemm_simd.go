//go:build wasm || amd64

package kernel

import "sync"

// The matrix product by assembly. A product with B as it lies works on panels: a
// block of A is packed into panels of 5 or 4 rows, laid out column by column,
// and a micro-kernel multiplies one with two vectors of B's columns, holding the
// tile's sums in registers. A product with B transposed is inner products of
// contiguous rows; a second micro-kernel takes 2 rows of A and 5 of B at a time.

// Sizes of a block: 128 KB of packed A, half of a small L2 cache.
const (
	blockM = 128
	blockK = 256
)

// The largest number of pairs of rows of A, fives of rows of B and values of
// each that the inner products take at once.
const (
	dotPairs = 32
	dotFives = 32
	dotK     = 64 * lanes
)

// gemmScratch is the memory that one product works in.
type gemmScratch struct {
	next *gemmScratch // in the list of those that are free

	packed  [blockM * blockK]float32
	zeros   [blockM]float32
	offsets [blockK + 1]int64
	order   [blockK]int32
	edge    [blockK * 2 * lanes]float32 // the last columns of B, filled up to a tile
	tile    [blockM * 2 * lanes]float32 // their part of C

	sums       [dotFives * dotPairs * sumsPerTile]float32
	dotOffsets [dotFives * 5]int64
}

// The scratch memory that no product is using: as many as are reserved, or as
// there have been products at the same time.
var (
	scratchLock sync.Mutex
	scratchFree *gemmScratch
	scratchMade int
)

func reserve(n int) {
	scratchLock.Lock()
	defer scratchLock.Unlock()
	for ; scratchMade < n; scratchMade++ {
		scratchFree = &gemmScratch{next: scratchFree}
	}
}

func newGemmScratch() *gemmScratch {
	scratchLock.Lock()
	defer scratchLock.Unlock()
	s := scratchFree
	if s == nil {
		scratchMade++
		return new(gemmScratch)
	}
	scratchFree = s.next
	return s
}

func (s *gemmScratch) free() {
	scratchLock.Lock()
	defer scratchLock.Unlock()
	s.next, scratchFree = scratchFree, s
}

func gemmVectors(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	switch {
	case transA && transB: // no layer needs it
		gemmRef(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
	case transB:
		s := newGemmScratch()
		s.dots(m, n, k, a, lda, b, ldb, accumulate, c, ldc)
		s.free()
	default:
		s := newGemmScratch()
		ai, ap := lda, 1
		if transA {
			ai, ap = 1, lda
		}
		for p := 0; p < k; p += blockK {
			kp := min(blockK, k-p)
			for i := 0; i < m; i += blockM {
				mi := min(blockM, m-i)
				s.block(mi, n, kp, a[i*ai+p*ap:], ai, ap, b[p*ldb:], ldb, accumulate || p > 0, c[i*ldc:], ldc)
			}
		}
		s.free()
	}
}

// block is one block of A with all columns of B.
func (s *gemmScratch) block(m, n, k int, a []float32, ai, ap int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	t := panels{packed: s.packed[:], bias: s.zeros[:]}
	order := s.order[:k]
	for p := range order {
		order[p] = int32(p * ap)
	}
	t.pack(m, a, ai, order)
	s.multiply(&t, n, b, ldb, accumulate, c, ldc)
}

// multiply is one packed block of A with all columns of B.
func (s *gemmScratch) multiply(t *panels, n int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	offsets := s.offsets[:t.k+1]
	setOffsets(offsets, ldb)
	j := 0
	for ; j+2*lanes <= n; j += 2 * lanes {
		at := pair{j, j + lanes}
		t.multiply(offsets, 0, t.k, b, at, c, at, ldc, accumulate)
	}
	if j == n {
		return
	}
	for p := range t.k {
		copy(s.edge[p*2*lanes:][:2*lanes], b[p*ldb+j:p*ldb+n])
	}
	setOffsets(offsets, 2*lanes)
	at := pair{0, lanes}
	t.multiply(offsets, 0, t.k, s.edge[:], at, s.tile[:], at, 2*lanes, false)
	for i := range t.m {
		put(c[i*ldc+j:i*ldc+n], s.tile[i*2*lanes:], accumulate)
	}
}

// setOffsets sets offsets, in bytes, to rows of ld values.
func setOffsets(offsets []int64, ld int) {
	for p := range offsets {
		offsets[p] = int64(p * ld * 4)
	}
}

// dots is C = A B^T for all of m, n, k.
func (s *gemmScratch) dots(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	for j := 0; j < n; j += dotFives * 5 {
		nj := min(dotFives*5, n-j)
		for i := 0; i < m; i += dotPairs * 2 {
			mi := min(dotPairs*2, m-i)
			s.dotBlock(mi, nj, k, a[i*lda:], lda, b[j*ldb:], ldb, accumulate, c[i*ldc+j:], ldc)
		}
	}
}

func (s *gemmScratch) dotBlock(m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	pairs, fives := (m+1)/2, (n+4)/5
	for j := range s.dotOffsets[:fives*5] {
		s.dotOffsets[j] = int64(min(j, n-1) * ldb * 4) // a last five is filled up with the last row
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
