package kernel

// direct convolves with stride 1 and without unfolding the image (an implicit
// matrix product): four neighbouring outputs read four contiguous pixels for
// each weight, so the columns of the unfolded matrix are in the image already,
// each at a fixed offset from the window's corner. A tile is two such quads.
//
// Weights are taken in the order (row of the window, channel, column), so that
// those of the window's rows that lie in the padding above or below the image
// are a range at either end, which is left out.
type direct struct {
	s          ConvShape
	outH, outW int
	height     int       // of the padded image
	stride     int       // of its rows, in values
	image      []float32 // the padded image; nil where x will do as it lies
	offsets    []int64   // of each weight's pixel from the window's corner, in bytes
	weights    panels
}

// directFits reports whether a convolution can be computed directly.
func directFits(s ConvShape) bool { return s.Valid() && s.Stride == 1 && s.OutW() >= 4 }

func newDirect(s ConvShape) *direct {
	d := &direct{s: s, outH: s.OutH(), outW: s.OutW(), height: s.H + 2*s.Pad}
	// backwardWeight reads whole quads of outputs, the last perhaps beyond outW.
	d.stride = max(s.W+2*s.Pad, (d.outW+3)&^3+s.Kernel-1)
	if s.Pad > 0 || d.stride > s.W {
		d.image = make([]float32, s.C*d.height*d.stride)
	}
	taps := s.C * s.Kernel * s.Kernel
	d.offsets = make([]int64, taps+4)
	for i := range d.offsets {
		ky, c, kx := s.tap(min(i, taps-1)) // filled up with the last for whole fives
		d.offsets[i] = int64(((c*d.height+ky)*d.stride + kx) * 4)
	}
	rows := padded(s.Filters)
	d.weights = panels{packed: make([]float32, rows*taps), bias: make([]float32, rows)}
	return d
}

// tap returns the place in the window of weight p.
func (s ConvShape) tap(p int) (ky, c, kx int) {
	return p / (s.C * s.Kernel), p / s.Kernel % s.C, p % s.Kernel
}

// load returns image x, padded.
func (d *direct) load(x []float32) []float32 {
	s := d.s
	if d.image == nil {
		return x
	}
	for c := range s.C {
		for i := range s.H {
			copy(d.image[(c*d.height+i+s.Pad)*d.stride+s.Pad:], x[(c*s.H+i)*s.W:][:s.W])
		}
	}
	return d.image
}

// forward is Conv.Forward; the weights are packed already.
func (d *direct) forward(y, x []float32, n int) {
	area, inRow := d.outH*d.outW, (d.outW+3)/4
	for i := range n {
		image := d.load(x[i*d.s.imageSize():][:d.s.imageSize()])
		y := y[i*d.s.outputSize():][:d.s.outputSize()]
		quads := d.outH * inRow
		for q := 0; q < quads; q += 2 {
			top, left := d.quad(q, inRow)
			bottom, right := d.quad(min(q+1, quads-1), inRow)
			from, to := d.taps(top, bottom)
			d.weights.multiply(d.offsets, from, to,
				image, pair{top*d.stride + left, bottom*d.stride + right},
				y, pair{top*d.outW + left, bottom*d.outW + right}, area, false)
		}
	}
}

// quad returns the row and the first column of a quad of outputs. The last of a
// row may overlap the one before it.
func (d *direct) quad(q, inRow int) (row, column int) {
	return q / inRow, min(q%inRow*4, d.outW-4)
}

// taps returns the range of the weights that see any of the image from the rows
// of outputs top to bottom.
func (d *direct) taps(top, bottom int) (from, to int) {
	s := d.s
	row := s.C * s.Kernel
	return max(0, s.Pad-bottom) * row, min(s.Kernel, s.H+s.Pad-top) * row
}
