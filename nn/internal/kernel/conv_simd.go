//go:build wasm || amd64

package kernel

// By assembly a convolution of stride and dilation 1 is computed directly,
// forward by panels of weights, the weights' gradient by inner products of rows,
// and the input's gradient as a convolution of its own: of dy, padded, with the
// flipped weights. Other convolutions, and those padded by more than their
// window, are unfolded.
type convScratch struct {
	im2col  im2col
	forward *direct
	order   []int32   // where in a filter the weights are, as forward takes them
	input   *direct   // nil with forward
	weights *direct   // likewise
	flipped []int32   // where in w the weights of input are, as it takes them
	sums    []float32 // of the weights' gradient, lane by lane
	lines   []float32 // dy with lines of whole vectors; nil where dy will do as it lies
}

func newConvScratch(s ConvShape) (k convScratch) {
	back := ConvShape{
		C: s.Filters, H: s.OutH(), W: s.OutW(),
		Filters: s.C, Kernel: s.Kernel, Stride: 1, Pad: s.Kernel - 1 - s.Pad,
	}
	if !vectors || s.Stride != 1 || s.dilation() != 1 || back.Pad < 0 {
		k.im2col = newIm2col(s)
		return k
	}
	k.forward, k.input, k.weights = newForward(s), newForward(back), newDirect(s, s.flatWeights())
	window := s.Kernel * s.Kernel
	k.order = make([]int32, s.C*window)
	for p := range k.order {
		ky, c, kx := s.tap(p)
		k.order[p] = int32(c*window + ky*s.Kernel + kx)
	}
	k.flipped = make([]int32, s.Filters*window)
	for p := range k.flipped {
		ky, f, kx := back.tap(p)
		k.flipped[p] = int32((f*s.C+1)*window - 1 - ky*s.Kernel - kx)
	}
	k.sums = make([]float32, (s.Filters+1)/2*((len(k.order)+4)/5)*sumsPerTile)
	if size := s.Filters * k.weights.lines * wholeVectors(k.weights.width); size != s.outputSize() {
		k.lines = make([]float32, size)
	}
	return k
}

func (k *Conv) forward(y, x, w, bias []float32, n int) {
	d := k.scratch.forward
	if d == nil {
		k.scratch.im2col.forward(k.ConvShape, y, x, w, bias, n)
		return
	}
	d.weights.pack(k.Filters, w, len(k.scratch.order), k.scratch.order)
	copy(d.weights.bias, bias)
	d.forward(y, x, n)
}

func (k *Conv) backwardInput(dx, dy, w []float32, n int) {
	d := k.scratch.input
	if d == nil {
		k.scratch.im2col.backwardInput(k.ConvShape, dx, dy, w, n)
		return
	}
	d.weights.pack(k.C, w, k.Kernel*k.Kernel, k.scratch.flipped)
	d.forward(dx, dy, n)
}

func (k *Conv) backwardWeight(dw, dy, x []float32, n int) {
	c := &k.scratch
	d := c.weights
	if d == nil {
		c.im2col.backwardWeight(k.ConvShape, dw, dy, x, n)
		return
	}
	taps := len(c.order)
	fives, whole := (taps+4)/5, wholeVectors(d.width)
	plane, skip := d.lines*whole, d.stride-whole
	clear(c.sums)
	for i := range n {
		image := d.load(x[i*k.imageSize():][:k.imageSize()])
		lines := c.wholeLines(d, dy[i*k.outputSize():][:k.outputSize()])
		for f := 0; f < k.Filters; f += 2 {
			next := plane * 4
			if f+1 == k.Filters { // the last pair is one filter twice
				next = 0
			}
			dots(fives, &d.offsets[0], 5*8, &lines[f*plane], &image[0], d.lines, whole/lanes, skip*4, next, 0, &c.sums[f/2*fives*sumsPerTile])
		}
	}
	for f := range k.Filters {
		row := dw[f*taps : (f+1)*taps]
		for r, p := range c.order {
			at := (f/2*fives+r/5)*sumsPerTile + (f%2*5+r%5)*lanes
			row[p] += sumLanes(c.sums[at : at+lanes])
		}
	}
}

// wholeLines returns dy in the lines of the outputs, with zeros between the rows
// and after the last.
func (c *convScratch) wholeLines(d *direct, dy []float32) []float32 {
	if c.lines == nil {
		return dy
	}
	plane := d.lines * wholeVectors(d.width)
	for f := range d.s.Filters {
		dst := c.lines[f*plane:][:plane]
		for range d.outH {
			copy(dst, dy[:d.outW])
			dst, dy = dst[min(d.rowStep, len(dst)):], dy[d.outW:]
		}
	}
	return c.lines
}
