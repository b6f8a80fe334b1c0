//go:build wasm || amd64

package kernel

// panels is a matrix of m rows packed for the micro-kernels: fives panels of 5
// rows, then fours of 4, the last of them with rows of zeros where m is too
// small to be a sum of fives and fours.
type panels struct {
	packed       []float32
	bias         []float32 // one for each row: what its sums start from
	m, k         int
	fives, fours int
}

// padded returns how many rows, with those of zeros, hold m.
func padded(m int) int {
	fives, fours := split(m)
	return fives*5 + fours*4
}

// split returns how many panels of 5 and of 4 rows hold m rows, wasting the
// fewest: none, except for 1, 2, 3, 6, 7 and 11.
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

// gather copies values that lie anywhere after src to every step bytes of dst:
//
//	for i in 0..n:
//		dst[i*step] = src[order[i]]
//
//go:noescape
func gather(dst *float32, step int, src *float32, order *int32, n int)

// pair is the positions of two vectors of columns.
type pair struct{ left, right int }

// multiply computes two vectors of columns of a product: with rows i of the
// panels and the values B(p) at offsets[p] bytes from the vectors of b,
//
//	the vectors of c[i*ldc:] = bias[i] + sum over from <= p < to of row i's value p * B(p)
//
// or adds that to c when accumulate is true. offsets holds a value after the
// last.
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

// put copies the first values of src to dst, or adds them.
func put(dst, src []float32, accumulate bool) {
	if accumulate {
		addRef(dst, src[:len(dst)])
	} else {
		copy(dst, src)
	}
}

// tiles5 multiplies a number of panels of 5 rows with two vectors of columns.
// After a panel, skip leads to the next one's; skip, the gaps from left to right
// vectors and ldc are in bytes.
//
//go:noescape
func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)

// tiles4 is tiles5 for panels of 4 rows.
//
//go:noescape
func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)

// sumsPerTile is the number of values that dots keeps for one tile: ten sums of
// all lanes, those of the first row of A before those of the second.
const sumsPerTile = 2 * 5 * lanes

// dots adds, for each of a number of tiles, the products of two rows of A with
// five rows of B, lane by lane, to the tile's sums:
//
//	for each r < 2, s < 5, line, vector v, lane:
//		sums[r,s,lane] += a[r*aRow + (line*count+v)*lanes+lane] * b[offsets[s] + line*(count*lanes+skip) + v*lanes+lane]
//
// and moves on by aStep, by step in offsets and by sumsPerTile in sums. All
// strides are in bytes.
//
//go:noescape
func dots(tiles int, offsets *int64, step int, a *float32, b *float32, lines, count, skip int, aRow, aStep int, sums *float32)
