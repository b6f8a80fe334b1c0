package kernel

// A product with B as it is stored works on panels: a block of A is packed into
// panels of 5 or 4 rows, column by column, and a micro-kernel multiplies a panel
// with two vectors of B's columns, holding the tile's sums in registers (Goto and
// van de Geijn 2008).

// Size of a block: 128 KB of packed A, half of a small L2 cache.
const (
	blockM = 128
	blockK = 256
)

// gemmPanels is Gemm with transB false.
func gemmPanels(transA bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
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

// block multiplies one block of A, m x k, with all columns of B.
func (s *gemmScratch) block(m, n, k int, a []float32, ai, ap int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	t := panels{packed: s.packed[:], bias: s.zeros[:]}
	order := s.order[:k]
	for p := range order {
		order[p] = int32(p * ap)
	}
	t.pack(m, a, ai, order)
	s.multiply(&t, n, b, ldb, accumulate, c, ldc)
}

// multiply multiplies one packed block of A with all columns of B.
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

// setOffsets sets offsets to those of rows of ld values, in bytes.
func setOffsets(offsets []int64, ld int) {
	for p := range offsets {
		offsets[p] = int64(p * ld * 4)
	}
}

// panels is an m x k matrix packed for the micro-kernels: fives panels of 5 rows,
// then fours panels of 4. The last is filled up with rows of zeros where m is no
// sum of fives and fours.
type panels struct {
	packed       []float32
	bias         []float32 // initial value of each row's sums
	m, k         int
	fives, fours int
}

// padded returns the number of rows, with those of zeros, that hold m.
func padded(m int) int {
	fives, fours := split(m)
	return fives*5 + fours*4
}

// split returns the numbers of panels of 5 and of 4 rows that hold m rows with the
// fewest rows of zeros: none, except for m of 1, 2, 3, 6, 7 and 11.
func split(m int) (fives, fours int) {
	if fours = 4 - (m+4)%5; m >= 4*fours { // m - 4*fours is a multiple of 5
		return (m - 4*fours) / 5, fours
	}
	return 0, (m + 3) / 4
}

// pack packs m rows of len(order) values, value p of row i being
// a[i*ai+order[p]].
func (t *panels) pack(m int, a []float32, ai int, order []int32) {
	t.m, t.k = m, len(order)
	t.fives, t.fours = split(m)
	dst := t.packed
	for i := 0; i < m; {
		height := 5
		if i >= t.fives*5 {
			height = 4
		}
		panel := dst[:height*t.k]
		dst = dst[height*t.k:]
		rows := min(height, m-i)
		if rows < height {
			clear(panel)
		}
		for r := range rows {
			row := a[(i+r)*ai:]
			gather(&panel[r], height*4, &row[0], &order[0], t.k)
		}
		i += height
	}
}

// pair is the first columns of two vectors.
type pair struct{ left, right int }

// multiply computes two vectors of columns of a product, those of b and c that
// begin at at and ct. With A(i,p) the panels' matrix and B(p) the vector offsets[p]
// bytes after b's,
//
//	for i in 0..m:
//		s := bias[i]
//		for p in from..to:
//			s += A(i,p) * B(p)
//		C(i) = s        // accumulate false
//		C(i) += s       // accumulate true
//
// where C(i) is the vector i*ldc values after c's. offsets has one value more
// than A has columns.
func (t *panels) multiply(offsets []int64, from, to int, b []float32, at pair, c []float32, ct pair, ldc int, accumulate bool) {
	first, end := &offsets[from], &offsets[to]
	bGap, cGap := (at.right-at.left)*4, (ct.right-ct.left)*4
	left, skip := &b[at.left], (t.k-(to-from))*4
	row := 0
	if t.fives > 0 {
		tiles5(t.fives, &t.packed[from*5], skip*5, first, end, left, bGap, &t.bias[0], &c[ct.left], cGap, ldc*4, accumulate)
		row = t.fives * 5
	}
	fours := t.fours
	partial := (t.m - row) % 4
	if partial != 0 {
		fours--
	}
	if fours > 0 {
		tiles4(fours, &t.packed[row*t.k+from*4], skip*4, first, end, left, bGap, &t.bias[row], &c[row*ldc+ct.left], cGap, ldc*4, accumulate)
		row += fours * 4
	}
	if partial == 0 {
		return
	}
	var tile [4 * 2 * lanes]float32
	tiles4(1, &t.packed[row*t.k+from*4], 0, first, end, left, bGap, &t.bias[row], &tile[0], lanes*4, 2*lanes*4, false)
	for i := range partial {
		c := c[(row+i)*ldc:]
		put(c[ct.left:ct.left+lanes], tile[i*2*lanes:], accumulate)
		put(c[ct.right:ct.right+lanes], tile[(i*2+1)*lanes:], accumulate)
	}
}

// put copies len(dst) values of src to dst, or adds them.
func put(dst, src []float32, accumulate bool) {
	if accumulate {
		addRef(dst, src[:len(dst)])
	} else {
		copy(dst, src)
	}
}
