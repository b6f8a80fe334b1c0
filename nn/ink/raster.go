package ink

import (
	"math"
	"math/bits"
)

const (
	subpixels = 8 // samples along each side of a pixel
	gridSide  = Side * subpixels
)

// raster is the box that ink is drawn into, sampled subpixels times as finely as
// the image: one bit per sample, so that a row is four words. The box is in its
// upper left corner and at most as large as the image.
type raster [gridSide][(gridSide + 63) / 64]uint64

// segment inks the samples within radius of the line from a to b, in pixels of
// the box. It draws the disc around b and the band between the two; the disc
// around a is that of the segment before, or of a segment from a to a.
func (r *raster) segment(a, b Point, radius float64) {
	ax, ay, bx, by := a.X*subpixels, a.Y*subpixels, b.X*subpixels, b.Y*subpixels
	radius *= subpixels
	first, last := rows(by-radius, by+radius)
	for y := first; y < last; y++ {
		d := float64(y) + 0.5 - by
		half := math.Sqrt(larger(0, radius*radius-d*d))
		r.span(y, bx-half, bx+half)
	}
	length := math.Hypot(bx-ax, by-ay)
	if length == 0 {
		return
	}
	ux, uy := (bx-ax)/length, (by-ay)/length
	first, last = rows(min(ay, by)-radius, max(ay, by)+radius)
	for y := first; y < last; y++ {
		d := float64(y) + 0.5 - ay
		// 0 <= x*ux + d*uy <= length and |x*uy - d*ux| <= radius, x from ax.
		lo, hi := between(ux, -d*uy, length-d*uy)
		lo2, hi2 := between(uy, d*ux-radius, d*ux+radius)
		r.span(y, ax+larger(lo, lo2), ax+smaller(hi, hi2))
	}
}

// rows returns the rows of samples whose centres lie between y0 and y1.
func rows(y0, y1 float64) (first, last int) {
	return int(max(0, math.Ceil(y0-0.5))), int(min(gridSide, math.Floor(y1-0.5)+1))
}

// larger and smaller are max and min of what is no NaN. On wasm those are calls of the
// runtime, and a third of the time of a drawing.
func larger(a, b float64) float64 {
	if a > b {
		return a
	}
	return b
}

func smaller(a, b float64) float64 {
	if a < b {
		return a
	}
	return b
}

// between solves lo <= k*x <= hi for x.
func between(k, lo, hi float64) (float64, float64) {
	switch {
	case k > 0:
		return lo / k, hi / k
	case k < 0:
		return hi / k, lo / k
	case lo <= 0 && hi >= 0:
		return -2 * gridSide, 2 * gridSide
	}
	return 1, 0
}

// span inks the samples of row y whose centres lie between x0 and x1.
func (r *raster) span(y int, x0, x1 float64) {
	from, to := int(math.Ceil(larger(x0, 0)-0.5)), int(math.Floor(smaller(x1, gridSide)-0.5))
	if from > to {
		return
	}
	row := &r[y]
	for w := from / 64; w <= to/64; w++ {
		mask := ^uint64(0)
		if w == from/64 {
			mask <<= from % 64
		}
		if w == to/64 {
			mask &= ^uint64(0) >> (63 - to%64)
		}
		row[w] |= mask
	}
}

// average writes the grey values of side x side squares, each of cell x cell
// samples, to dst. cell is 1, 2, 4 or 8.
func (r *raster) average(dst []byte, side, cell int) {
	if cell == subpixels {
		r.averagePixels(dst, side)
	} else {
		r.averageCells(dst, side, cell)
	}
}

// averageCells is average, cell by cell.
func (r *raster) averageCells(dst []byte, side, cell int) {
	area, mask := cell*cell, uint64(1)<<cell-1
	for y := range side {
		for x := range side {
			n := 0
			bit := x * cell
			for _, row := range r[y*cell : (y+1)*cell] {
				n += bits.OnesCount64(row[bit/64] >> (bit % 64) & mask)
			}
			dst[y*side+x] = byte((n*255 + area/2) / area)
		}
	}
}

// averagePixels is average of cells of 8 x 8 samples. A cell's row is a byte, so that
// the samples of eight cells are counted at once.
func (r *raster) averagePixels(dst []byte, side int) {
	const twos, fours, bytes = 0x5555555555555555, 0x3333333333333333, 0x0f0f0f0f0f0f0f0f
	for y := range side {
		line := dst[y*side:][:side]
		for w := 0; len(line) > 0; w++ {
			var counts uint64
			for i := range subpixels {
				n := r[y*subpixels+i][w]
				n -= n >> 1 & twos
				n = n&fours + n>>2&fours
				counts += (n + n>>4) & bytes
			}
			eight := line[:min(8, len(line))]
			line = line[len(eight):]
			for i := range eight {
				eight[i] = byte((counts&0xff*255 + 32) / 64)
				counts >>= 8
			}
		}
	}
}
