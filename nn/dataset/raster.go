package dataset

import (
	"math"
	"math/bits"
)

const (
	subpixels = 8 // samples along each side of a pixel
	gridSide  = inkBox * subpixels
)

// raster is the box that ink is drawn into, sampled subpixels times as finely
// as the image: one bit a sample, so that a row is three words.
type raster [gridSide][(gridSide + 63) / 64]uint64

// segment inks what lies within radius of the line from a to b, in pixels of
// the box. It draws the disc round b and the band between the two; the disc
// round a is that of the segment before, or of a segment from a to a.
func (r *raster) segment(a, b Point, radius float64) {
	ax, ay, bx, by := a.X*subpixels, a.Y*subpixels, b.X*subpixels, b.Y*subpixels
	radius *= subpixels
	first, last := rows(by-radius, by+radius)
	for y := first; y < last; y++ {
		d := float64(y) + 0.5 - by
		half := math.Sqrt(max(0, radius*radius-d*d))
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
		r.span(y, ax+max(lo, lo2), ax+min(hi, hi2))
	}
}

// rows returns the rows of samples whose centres lie between y0 and y1.
func rows(y0, y1 float64) (first, last int) {
	return int(max(0, math.Ceil(y0-0.5))), int(min(gridSide, math.Floor(y1-0.5)+1))
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
	from, to := int(math.Ceil(max(x0, 0)-0.5)), int(math.Floor(min(x1, gridSide)-0.5))
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

// centre averages the samples of each pixel into a grey value and places the
// box in dst so that its centre of mass falls into the pixel right of and
// below the image's middle, as in MNIST, or as near as the edges allow.
func (r *raster) centre(dst []byte) {
	var box [inkBox][inkBox]byte
	var sum, sumX, sumY int
	for y := range inkBox {
		for x := range inkBox {
			n := 0
			bit := x * subpixels
			for _, row := range r[y*subpixels : (y+1)*subpixels] {
				n += bits.OnesCount8(uint8(row[bit/64] >> (bit % 64)))
			}
			v := (n*255 + subpixels*subpixels/2) / (subpixels * subpixels)
			box[y][x] = byte(v)
			sum += v
			sumX += v * (2*x + 1)
			sumY += v * (2*y + 1)
		}
	}
	if sum == 0 {
		return
	}
	// The 1/32 of a pixel keeps a symmetrical drawing, whose centre of mass is
	// on the border of two pixels, from jumping to and fro while it grows.
	const middle = Side / 2
	left := min(max(middle-(sumX+sum/16)/(2*sum), 0), Side-inkBox)
	top := min(max(middle-(sumY+sum/16)/(2*sum), 0), Side-inkBox)
	for y := range inkBox {
		copy(dst[(top+y)*Side+left:], box[y][:])
	}
}
