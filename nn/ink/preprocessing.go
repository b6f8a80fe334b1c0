package ink

// Preprocessing says which of the steps from a drawing to an image are taken.
// All of them give images like MNIST's, which networks learn from; to leave one
// out shows what it is good for.
type Preprocessing struct {
	Pen    bool // strokes are 2.25 pixels thick, else as thick as on the pad
	Crop   bool // to the ink's bounding box, else the whole pad is taken
	Fit    bool // the longer side is 20 pixels, else all 28
	Centre bool // by centre of mass, else by the box's middle
	Grey   bool // the fraction of a pixel that is inked, else black and white
}

// MNIST returns the preprocessing that MNIST was made with: all steps.
func MNIST() Preprocessing {
	return Preprocessing{Pen: true, Crop: true, Fit: true, Centre: true, Grey: true}
}

// Pen is a stroke's thickness on the pad, in pad units.
const Pen = 0.064

// Render does what the function Render does, with the chosen steps only.
func (p Preprocessing) Render(dst []byte, strokes []Stroke) (ink bool) {
	dst = dst[:Pixels]
	clear(dst)
	f, ink := p.frame(strokes)
	if !ink {
		return false
	}
	var r raster
	f.draw(&r, strokes)
	var box [Pixels]byte
	r.average(box[:f.box*f.box], f.box, subpixels)
	p.place(dst, box[:f.box*f.box], f.box)
	if !p.Grey {
		threshold(dst)
	}
	return true
}

// frame is the part of the pad that becomes the image, and its scale.
type frame struct {
	lo, hi Point   // corners, in pad units
	scale  float64 // pixels per pad unit
	brush  float64 // thickness of a stroke, in pixels
	box    int     // the longer side in pixels, strokes included
}

// frame returns the part of the pad that is taken, and whether it has ink.
func (p Preprocessing) frame(strokes []Stroke) (f frame, ink bool) {
	f = frame{lo: Point{2, 2}, hi: Point{-1, -1}, box: inkBox, brush: brush}
	eachSegment(strokes, 0, func(a, b Point) {
		f.lo = Point{min(f.lo.X, a.X, b.X), min(f.lo.Y, a.Y, b.Y)}
		f.hi = Point{max(f.hi.X, a.X, b.X), max(f.hi.Y, a.Y, b.Y)}
	})
	if f.lo.X > f.hi.X {
		return f, false
	}
	if !p.Crop {
		f.lo, f.hi = Point{}, Point{1, 1}
	}
	if !p.Fit {
		f.box = Side
	}
	extent := f.extent()
	if !p.Pen {
		f.brush = float64(f.box) * Pen / (extent + Pen)
	}
	f.scale = (float64(f.box) - f.brush) / extent
	return f, true
}

func (f *frame) extent() float64 { return max(f.hi.X-f.lo.X, f.hi.Y-f.lo.Y, minExtent) }

// draw inks the strokes in a box of f.box pixels.
func (f *frame) draw(r *raster, strokes []Stroke) {
	middle := float64(f.box / 2)
	place := func(p Point) Point {
		return Point{
			middle + (p.X-(f.lo.X+f.hi.X)/2)*f.scale,
			middle + (p.Y-(f.lo.Y+f.hi.Y)/2)*f.scale,
		}
	}
	eachSegment(strokes, f.extent()/128, func(a, b Point) { r.segment(place(a), place(b), f.brush/2) })
}

// place copies a box of grey values into dst: with its centre of mass in the
// pixel right of and below the image's middle, as in MNIST, or as near as the
// edges allow; without Centre, in the middle.
func (p Preprocessing) place(dst, box []byte, side int) {
	m := measure(box, side)
	if m.sum == 0 {
		return
	}
	left, top := (Side-side)/2, (Side-side)/2
	if p.Centre {
		// A box that is not MNIST's 20x20 may pass the edge, its ink may not.
		fromX, toX, fromY, toY := 0, Side-side, 0, Side-side
		if !p.Crop || !p.Fit {
			fromX, toX, fromY, toY = -m.left, Side-m.right, -m.top, Side-m.bottom
		}
		// The 1/32 of a pixel keeps a symmetrical drawing, whose centre of mass is
		// on the border of two pixels, from jumping to and fro while it grows.
		const middle = Side / 2
		left = min(max(middle-(m.sumX+m.sum/16)/(2*m.sum), fromX), toX)
		top = min(max(middle-(m.sumY+m.sum/16)/(2*m.sum), fromY), toY)
	}
	for y := m.top; y < m.bottom; y++ {
		copy(dst[(top+y)*Side+left+m.left:], box[y*side+m.left:y*side+m.right])
	}
}

// inked holds the moments and the bounding box of a box's ink.
type inked struct {
	sum, sumX, sumY          int // of the grey values; of those times twice the pixels' centres
	left, top, right, bottom int // of the pixels above 0; right and bottom exclusive
}

// measure returns the moments and the bounding box of side x side grey values.
func measure(box []byte, side int) inked {
	m := inked{left: side, top: side}
	for y := range side {
		for x := range side {
			v := int(box[y*side+x])
			if v == 0 {
				continue
			}
			m.sum += v
			m.sumX += v * (2*x + 1)
			m.sumY += v * (2*y + 1)
			m.left, m.top, m.right, m.bottom = min(m.left, x), min(m.top, y), max(m.right, x+1), max(m.bottom, y+1)
		}
	}
	return m
}

// threshold makes an image black and white.
func threshold(image []byte) {
	for i, v := range image {
		image[i] = 0
		if v >= 128 {
			image[i] = 255
		}
	}
}
