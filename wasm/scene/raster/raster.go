// Package raster draws in memory: rectangles, round-ended lines, coverage in a colour.
package raster

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// Mask is coverage, 0 to 255 per pixel, row by row.
type Mask struct {
	W, H  int
	Alpha []byte
}

// Resize makes the mask w x h pixels, and empty.
func (m *Mask) Resize(w, h int) {
	m.W, m.H = w, h
	m.Alpha = slices.Grow(m.Alpha[:0], w*h)[:w*h]
	m.Clear()
}

// Clear empties the mask.
func (m *Mask) Clear() { clear(m.Alpha) }

// Line draws a line of thickness 2r with round ends from a to b; without length it
// is a dot. Its edge is one pixel wide, and where it meets older ink the denser of
// both stays. It returns the box of what it covers.
func (m *Mask) Line(ax, ay, bx, by, r float64) image.Rectangle {
	outer := r + 0.5
	box := image.Rect(
		int(math.Floor(min(ax, bx)-outer)), int(math.Floor(min(ay, by)-outer)),
		int(math.Ceil(max(ax, bx)+outer)), int(math.Ceil(max(ay, by)+outer)),
	).Intersect(image.Rect(0, 0, m.W, m.H))
	dx, dy := float32(bx-ax), float32(by-ay)
	over := float32(0) // one over the length's square
	if n := dx*dx + dy*dy; n > 0 {
		over = 1 / n
	}
	far := float32(outer * outer)
	near := float32(max(r-0.5, 0) * max(r-0.5, 0))
	for y := box.Min.Y; y < box.Max.Y; y++ {
		py := float32(float64(y) + 0.5 - ay)
		row := m.Alpha[y*m.W+box.Min.X : y*m.W+box.Max.X]
		for i := range row {
			px := float32(float64(box.Min.X+i) + 0.5 - ax)
			t := min(max((px*dx+py*dy)*over, 0), 1) // the nearest point of the line
			ex, ey := px-t*dx, py-t*dy
			d := ex*ex + ey*ey
			if d >= far {
				continue
			}
			a := byte(255)
			if d > near {
				a = byte(255*min(max(outer-math.Sqrt(float64(d)), 0), 1) + 0.5)
			}
			row[i] = max(row[i], a)
		}
	}
	return box
}

// Picture is premultiplied colours, four bytes per pixel, row by row. What is drawn at
// X, Y is in its corner.
type Picture struct {
	X, Y, W, H int
	Pix        []byte
}

// Reset makes the picture w x h transparent pixels at x, y.
func (p *Picture) Reset(x, y, w, h int) {
	p.X, p.Y, p.W, p.H = x, y, w, h
	p.Pix = slices.Grow(p.Pix[:0], 4*w*h)[:4*w*h]
	clear(p.Pix)
}

// Fill draws a rectangle: the pixels whose middles it covers.
func (p *Picture) Fill(x, y, w, h float64, c color.RGBA) {
	x0, x1 := middles(x-float64(p.X), w, p.W)
	y0, y1 := middles(y-float64(p.Y), h, p.H)
	for ; y0 < y1; y0++ {
		row := p.Pix[4*(y0*p.W+x0):]
		for i := 0; i < 4*(x1-x0); i += 4 {
			over(row[i:], c, 255)
		}
	}
}

// middles returns the pixels, of n, whose middles are between from and from+length.
func middles(from, length float64, n int) (first, end int) {
	first = max(int(math.Ceil(from-0.5)), 0)
	return first, max(min(int(math.Ceil(from+length-0.5)), n), first)
}

// Stain draws a mask at x, y in a colour.
func (p *Picture) Stain(m *Mask, x, y int, c color.RGBA) {
	x, y = x-p.X, y-p.Y
	box := image.Rect(x, y, x+m.W, y+m.H).Intersect(image.Rect(0, 0, p.W, p.H))
	for v := box.Min.Y; v < box.Max.Y; v++ {
		row := p.Pix[4*(v*p.W+box.Min.X):]
		for i, a := range m.Alpha[(v-y)*m.W+box.Min.X-x : (v-y)*m.W+box.Max.X-x] {
			over(row[4*i:], c, a)
		}
	}
}

// over lays a colour over a pixel, as far as it is covered.
func over(pixel []byte, c color.RGBA, covered byte) {
	if covered == 0 {
		return
	}
	of, old := [4]byte{c.R, c.G, c.B, c.A}, pixel[:4]
	k := uint32(covered)
	rest := 255*255 - uint32(c.A)*k
	for i, v := range of {
		old[i] = byte((255*uint32(v)*k + uint32(old[i])*rest + 255*255/2) / (255 * 255))
	}
}

// Straight turns premultiplied colours into those that an ImageData has.
func Straight(rgba []byte) {
	for i := 0; i < len(rgba); i += 4 {
		if alpha := int(rgba[i+3]); 0 < alpha && alpha < 255 {
			for c := i; c < i+3; c++ {
				rgba[c] = byte(min(int(rgba[c])*255/alpha, 255))
			}
		}
	}
}
