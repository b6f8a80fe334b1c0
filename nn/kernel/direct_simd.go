//go:build wasm || amd64

package kernel

// direct convolves with stride 1 and without unfolding the image (an implicit
// matrix product): neighbouring outputs read contiguous pixels for each weight,
// so the columns of the unfolded matrix are in the image already, each at a
// fixed offset from the window's corner. A tile is two vectors of outputs.
//
// The outputs are taken in lines: a row each, or, where a row is shorter than a
// vector, all rows as one line with the stride of the padded image, so that the
// windows between the end of a row and the next are computed too, for nothing.
//
// Weights are taken in the order (row of the window, channel, column), so that
// those of the window's rows that lie in the padding above or below the image
// are a range at either end, which is left out.
type direct struct {
	s          ConvShape
	outH, outW int
	lines      int       // of outputs
	width      int       // of a line
	rowStep    int       // from a row of outputs to the next, where lines are whole vectors
	height     int       // of the padded image
	stride     int       // of its rows, in values
	image      []float32 // the padded image; nil where x will do as it lies
	out        []float32 // the single line of each filter; nil where a line is a row
	offsets    []int64   // of each weight's pixel from the window's corner, in bytes
	weights    panels
}

// wholeVectors returns n, rounded up to whole vectors.
func wholeVectors(n int) int { return (n + lanes - 1) &^ (lanes - 1) }

func newDirect(s ConvShape) *direct {
	d := &direct{s: s, outH: s.OutH(), outW: s.OutW(), height: s.H + 2*s.Pad, stride: s.W + 2*s.Pad}
	if d.outW >= lanes {
		d.lines, d.width, d.rowStep = d.outH, d.outW, wholeVectors(d.outW)
		// backwardWeight reads whole vectors of outputs, the last perhaps beyond outW.
		d.stride = max(d.stride, d.rowStep+s.Kernel-1)
	} else {
		d.lines, d.width, d.rowStep = 1, wholeVectors((d.outH-1)*d.stride+d.outW), d.stride
		d.out = make([]float32, s.Filters*d.width)
	}
	taps := s.C * s.Kernel * s.Kernel
	d.offsets = make([]int64, taps+4)
	last := 0
	for i := range d.offsets {
		ky, c, kx := s.tap(min(i, taps-1)) // filled up with the last for whole fives
		last = (c*d.height+ky)*d.stride + kx
		d.offsets[i] = int64(last * 4)
	}
	if s.Pad > 0 || d.stride > s.W || d.out != nil {
		d.image = make([]float32, max(s.C*d.height*d.stride, last+d.width))
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
	if d.out != nil {
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
