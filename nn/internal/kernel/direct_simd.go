//go:build wasm || amd64

package kernel

// direct convolves with stride 1 and without unfolding the image (an implicit
// matrix product): neighbouring outputs read contiguous pixels for each weight,
// so the columns of the unfolded matrix are in the image already, each at a
// fixed offset from the window's corner. A tile is two vectors of outputs.
//
// The outputs are taken in lines: a row each, or all rows as one line where that
// makes fewer vectors. In the latter the windows between the end of a row and the
// start of the next are computed too, for nothing, and rows of pixels share the
// padding between them, which is as wide as one side's.
//
// Weights are taken in the order (row of the window, channel, column), so that
// those of the window's rows that lie in the padding above or below the image
// are a range at either end, which is left out.
type direct struct {
	s          ConvShape
	outH, outW int
	flat       bool      // all outputs are one line
	lines      int       // of outputs
	width      int       // of a line
	rowStep    int       // from a row of outputs to the next, where lines are whole vectors
	height     int       // of the padded image
	stride     int       // of its rows, in values
	image      []float32 // the padded image; nil where x will do as it lies
	out        []float32 // the filters' lines; nil where they are as in y
	offsets    []int64   // of each weight's pixel from the window's corner, in bytes
	weights    panels
}

// wholeVectors returns n, rounded up to whole vectors.
func wholeVectors(n int) int { return (n + lanes - 1) &^ (lanes - 1) }

// flatLine returns the length of the line of all outputs.
func (s ConvShape) flatLine() int { return (s.OutH()-1)*(s.W+s.Pad) + s.OutW() }

// flatForward reports whether outputs in one line cost less than rows do, where
// taking a row out of the line costs as much as two outputs.
func (s ConvShape) flatForward() bool {
	flat, rows := wholeVectors(s.flatLine()), s.OutH()*wholeVectors(s.OutW())
	if s.W+s.Pad != s.OutW() {
		flat += s.OutH() * 2
	}
	return s.OutW() < lanes || flat < rows
}

// flatWeights reports the same for inner products with the outputs, to which the
// end of a line costs as much as half a vector.
func (s ConvShape) flatWeights() bool {
	flat, rows := wholeVectors(s.flatLine()), s.OutH()*(wholeVectors(s.OutW())+lanes/2)
	return s.OutW() < lanes || flat < rows
}

// newDirect returns a direct convolution whose outputs are one line or rows.
func newDirect(s ConvShape, flat bool) *direct {
	d := &direct{s: s, flat: flat, outH: s.OutH(), outW: s.OutW(), height: s.H + 2*s.Pad}
	stride, line := s.W+s.Pad, s.flatLine() // never less than outW: the padding is less than the window
	switch {
	case !d.flat:
		d.lines, d.width, d.rowStep = d.outH, d.outW, wholeVectors(d.outW)
		// backwardWeight reads whole vectors of outputs, the last perhaps beyond outW.
		d.stride = max(s.W+2*s.Pad, d.rowStep+s.Kernel-1)
	case stride == d.outW && line >= lanes:
		d.lines, d.width, d.rowStep, d.stride = 1, line, stride, stride
	default:
		d.lines, d.width, d.rowStep, d.stride = 1, wholeVectors(line), stride, stride
	}
	taps := s.C * s.Kernel * s.Kernel
	d.offsets = make([]int64, taps+4)
	last := 0
	for i := range d.offsets {
		ky, c, kx := s.tap(min(i, taps-1)) // filled up with the last for whole fives
		last = (c*d.height+ky)*d.stride + kx
		d.offsets[i] = int64(last * 4)
	}
	if s.Pad > 0 || d.stride > s.W || d.flat {
		d.image = make([]float32, max(s.C*d.height*d.stride, last+wholeVectors(d.width)))
	}
	return d
}

// newForward returns a direct convolution that can go forward.
func newForward(s ConvShape) *direct {
	d := newDirect(s, s.flatForward())
	rows := padded(s.Filters)
	d.weights = panels{packed: make([]float32, rows*s.C*s.Kernel*s.Kernel), bias: make([]float32, rows)}
	if d.flat && d.width != d.outH*d.outW {
		d.out = make([]float32, s.Filters*d.width)
	}
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
	area, inLine := d.lines*d.width, (d.width+lanes-1)/lanes
	for i := range n {
		image := d.load(x[i*d.s.imageSize():][:d.s.imageSize()])
		y := y[i*d.s.outputSize():][:d.s.outputSize()]
		out := y
		if d.out != nil {
			out = d.out
		}
		vectors := d.lines * inLine
		for v := 0; v < vectors; v += 2 {
			top, left := d.vector(v, inLine)
			bottom, right := d.vector(min(v+1, vectors-1), inLine)
			from, to := d.taps(top, left, bottom, right)
			d.weights.multiply(d.offsets, from, to,
				image, pair{top*d.stride + left, bottom*d.stride + right},
				out, pair{top*d.outW + left, bottom*d.outW + right}, area, false)
		}
		if d.out != nil {
			d.unline(y)
		}
	}
}

// vector returns the line and the first column of a vector of outputs. The last
// of a line may overlap the one before it.
func (d *direct) vector(v, inLine int) (line, column int) {
	return v / inLine, min(v%inLine*lanes, d.width-lanes)
}

// taps returns the range of the weights that see any of the image from the
// outputs between two vectors.
func (d *direct) taps(top, left, bottom, right int) (from, to int) {
	s := d.s
	if d.flat {
		top, bottom = left/d.stride, min((right+lanes-1)/d.stride, d.outH-1)
	}
	row := s.C * s.Kernel
	return max(0, s.Pad-bottom) * row, min(s.Kernel, s.H+s.Pad-top) * row
}

// unline copies the rows of outputs from the lines to y.
func (d *direct) unline(y []float32) {
	for f := range d.s.Filters {
		line := d.out[f*d.width:][:d.width]
		for range d.outH {
			copy(y[:d.outW], line)
			y, line = y[d.outW:], line[min(d.stride, len(line)):]
		}
	}
}
