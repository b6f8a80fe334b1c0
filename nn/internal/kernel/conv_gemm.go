package kernel

// implicitGemm convolves with stride 1 as an implicit matrix product (implicit
// GEMM, Chetlur et al. 2014), without unfolding the image: neighbouring outputs
// read contiguous pixels for each weight, so the columns of the unfolded matrix
// are in the image already, each at a fixed offset from the window's corner. A
// tile is two vectors of outputs.
//
// The outputs are taken in lines: one per row, or all rows as one line where that
// makes fewer vectors. One line also computes the windows between the end of a
// row and the start of the next, whose results are dropped; there rows of pixels
// share the padding between them, which is as wide as one side's.
//
// Weights are taken in the order (row of the window, channel, column), so that
// the window's rows in the padding above or below the image are a range at either
// end, which is left out.
type implicitGemm struct {
	s          ConvShape
	outH, outW int
	flat       bool      // all outputs are one line
	lines      int       // of outputs
	width      int       // of a line
	rowStep    int       // from a row of outputs to the next, where lines are whole vectors
	height     int       // of the padded image
	stride     int       // of its rows, in values
	image      []float32 // the padded image; nil where x can be used as it is
	out        []float32 // the filters' lines; nil where they are as in y
	offsets    []int64   // of each weight's pixel from the window's corner, in bytes
	weights    panels
	jobs       []tileJob // all pairs of vectors; nil where there is no assembly for the window
	windowRows []int64   // offsets of each row of the window in each channel
}

// tileJob is the product of all panels with two vectors of columns, as
// panels.multiply computes it, in bytes: it multiplies the values from first to end of
// the window's rows with those at b and bGap further, into c and cGap further.
type tileJob struct {
	first, end int // in windowRows
	from       int // values of a row of the weights before the first
	skip       int // values of a row of the weights that are left out
	b, bGap    int
	c, cGap    int
}

// wholeVectors returns n rounded up to whole vectors.
func wholeVectors(n int) int { return (n + lanes - 1) &^ (lanes - 1) }

// flatLine returns the length of the line of all outputs.
func (s ConvShape) flatLine() int { return (s.OutH()-1)*(s.W+s.Pad) + s.OutW() }

// flatForward reports whether Forward is faster with outputs in one line than in
// rows. Copying a row out of the line costs as much as two outputs.
func (s ConvShape) flatForward() bool {
	flat, rows := wholeVectors(s.flatLine()), s.OutH()*wholeVectors(s.OutW())
	if s.W+s.Pad != s.OutW() {
		flat += s.OutH() * 2
	}
	return s.OutW() < lanes || flat < rows
}

// flatWeights reports the same for BackwardWeight, where the end of a line costs
// as much as half a vector.
func (s ConvShape) flatWeights() bool {
	flat, rows := wholeVectors(s.flatLine()), s.OutH()*(wholeVectors(s.OutW())+lanes/2)
	return s.OutW() < lanes || flat < rows
}

// newImplicitGemm returns a convolution whose outputs are one line or rows. whole
// says that the last vector of a row may reach beyond it.
func newImplicitGemm(s ConvShape, flat, whole bool) *implicitGemm {
	g := &implicitGemm{s: s, flat: flat, outH: s.OutH(), outW: s.OutW(), height: s.H + 2*s.Pad}
	stride, line := s.W+s.Pad, s.flatLine() // never less than outW: the padding is less than the window
	switch {
	case !g.flat:
		g.lines, g.width, g.rowStep = g.outH, g.outW, wholeVectors(g.outW)
		if g.stride = s.W + 2*s.Pad; whole {
			g.stride = max(g.stride, g.rowStep+s.Kernel-1)
		}
	case stride == g.outW && line >= lanes:
		g.lines, g.width, g.rowStep, g.stride = 1, line, stride, stride
	default:
		g.lines, g.width, g.rowStep, g.stride = 1, wholeVectors(line), stride, stride
	}
	taps := s.C * s.Kernel * s.Kernel
	g.offsets = make([]int64, taps+4)
	last := 0
	for i := range g.offsets {
		ky, c, kx := s.tap(min(i, taps-1)) // filled up with the last for whole fives
		last = (c*g.height+ky)*g.stride + kx
		g.offsets[i] = int64(last * 4)
	}
	if s.Pad > 0 || g.stride > s.W || g.flat {
		g.image = make([]float32, max(s.C*g.height*g.stride, last+wholeVectors(g.width)))
	}
	return g
}

// newForward returns a convolution with memory for packed weights.
func newForward(s ConvShape) *implicitGemm {
	g := newImplicitGemm(s, s.flatForward(), false)
	rows := padded(s.Filters)
	g.weights = panels{packed: make([]float32, rows*s.C*s.Kernel*s.Kernel), bias: make([]float32, rows)}
	if onWasm && (s.Kernel == 3 || s.Kernel == 5) && rows == s.Filters {
		g.jobs = g.newJobs()
		for i := range s.C * s.Kernel {
			g.windowRows = append(g.windowRows, g.offsets[i*s.Kernel])
		}
	}
	if g.flat && g.width != g.outH*g.outW {
		g.out = make([]float32, s.Filters*g.width)
	}
	return g
}

// tap returns the position in the window of weight p.
func (s ConvShape) tap(p int) (ky, c, kx int) {
	return p / (s.C * s.Kernel), p / s.Kernel % s.C, p % s.Kernel
}

// load returns the image x with padding.
func (g *implicitGemm) load(x []float32) []float32 {
	if g.image == nil {
		return x
	}
	g.pad(g.image, x)
	return g.image
}

// pad copies the image x to where the padding around it is.
func (g *implicitGemm) pad(image, x []float32) {
	s := g.s
	copyPlanes(s.C, s.H, s.W, image[s.Pad*g.stride+s.Pad:], grid{g.height * g.stride, g.stride}, x, grid{s.H * s.W, s.W})
}

// forward is Conv.Forward with weights that are packed already.
func (g *implicitGemm) forward(y, x []float32, n int) {
	area := g.lines * g.width
	for i := range n {
		image := g.load(x[i*g.s.imageSize():][:g.s.imageSize()])
		y := y[i*g.s.outputSize():][:g.s.outputSize()]
		out := y
		if g.out != nil {
			out = g.out
		}
		switch {
		case onWasm && g.jobs != nil && g.s.Kernel == 3:
			convTiles3(&g.jobs[0], len(g.jobs), g.weights.fives, g.weights.fours, &g.weights.packed[0], &g.windowRows[0], &image[0], &g.weights.bias[0], &out[0], area*4)
		case onWasm && g.jobs != nil:
			convTiles5(&g.jobs[0], len(g.jobs), g.weights.fives, g.weights.fours, &g.weights.packed[0], &g.windowRows[0], &image[0], &g.weights.bias[0], &out[0], area*4)
		default:
			g.pairs(func(from, to int, at, ct pair) {
				g.weights.multiply(g.offsets, from, to, image, at, out, ct, area, false)
			})
		}
		if g.out != nil {
			g.unline(y)
		}
	}
}

// pairs calls visit for all pairs of vectors of outputs, with the range of the weights
// that see any of the image from there, and where the vectors begin in the image and
// in the outputs.
func (g *implicitGemm) pairs(visit func(from, to int, at, ct pair)) {
	inLine := (g.width + lanes - 1) / lanes
	vectors := g.lines * inLine
	for v := 0; v < vectors; v += 2 {
		top, left := g.vector(v, inLine)
		bottom, right := g.vector(min(v+1, vectors-1), inLine)
		from, to := g.taps(top, left, bottom, right)
		visit(from, to, pair{top*g.stride + left, bottom*g.stride + right}, pair{top*g.outW + left, bottom*g.outW + right})
	}
}

// newJobs returns the pairs of vectors as jobs.
func (g *implicitGemm) newJobs() []tileJob {
	var jobs []tileJob
	taps, columns := g.s.C*g.s.Kernel*g.s.Kernel, g.s.Kernel
	g.pairs(func(from, to int, at, ct pair) {
		jobs = append(jobs, tileJob{
			first: from / columns * 8, end: to / columns * 8, from: from * 4, skip: (taps - (to - from)) * 4,
			b: at.left * 4, bGap: (at.right - at.left) * 4, c: ct.left * 4, cGap: (ct.right - ct.left) * 4,
		})
	})
	return jobs
}

// vector returns the line and the first column of a vector of outputs. The last
// of a line may overlap the one before it.
func (g *implicitGemm) vector(v, inLine int) (line, column int) {
	return v / inLine, min(v%inLine*lanes, g.width-lanes)
}

// taps returns the range of the weights that see any of the image from the
// outputs between two vectors.
func (g *implicitGemm) taps(top, left, bottom, right int) (from, to int) {
	s := g.s
	if g.flat {
		top, bottom = left/g.stride, min((right+lanes-1)/g.stride, g.outH-1)
	}
	row := s.C * s.Kernel
	return max(0, s.Pad-bottom) * row, min(s.Kernel, s.H+s.Pad-top) * row
}

// unline copies the rows of outputs from the lines to y.
func (g *implicitGemm) unline(y []float32) {
	area := g.outH * g.outW
	copyPlanes(g.s.Filters, g.outH, g.outW, y, grid{area, g.outW}, g.out, grid{g.width, g.stride})
}
