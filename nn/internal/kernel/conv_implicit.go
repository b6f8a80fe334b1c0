package kernel

// implicitConv is a convolution of stride and dilation 1 by assembly. Forward
// multiplies panels of weights; the weights' gradient is inner products of rows;
// the input's gradient is a convolution of its own, of dy, padded, with the
// flipped weights.
type implicitConv struct {
	s       ConvShape
	output  *implicitGemm // of Forward
	order   []int32       // positions in a filter of the weights, as output takes them
	input   *implicitGemm // of BackwardInput
	flipped []int32       // positions in w of the weights, as input takes them
	weights *implicitGemm // of BackwardWeight
	sums    []float32     // of the weights' gradient, lane by lane
	lines   []float32     // dy in lines of whole vectors; nil where dy can be used as it is
}

func newImplicitConv(s ConvShape) *implicitConv {
	back := ConvShape{
		C: s.Filters, H: s.OutH(), W: s.OutW(),
		Filters: s.C, Kernel: s.Kernel, Stride: 1, Pad: s.Kernel - 1 - s.Pad,
	}
	k := &implicitConv{s: s, output: newForward(s), input: newForward(back), weights: newImplicitGemm(s, s.flatWeights())}
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

func (k *implicitConv) forward(y, x, w, bias []float32, n int) {
	g := k.output
	g.weights.pack(k.s.Filters, w, len(k.order), k.order)
	copy(g.weights.bias, bias)
	g.forward(y, x, n)
}

func (k *implicitConv) backwardInput(dx, dy, w []float32, n int) {
	g := k.input
	g.weights.pack(k.s.C, w, k.s.Kernel*k.s.Kernel, k.flipped)
	g.forward(dx, dy, n)
}

func (k *implicitConv) backwardWeight(dw, dy, x []float32, n int) {
	g, taps := k.weights, len(k.order)
	fives, whole := (taps+4)/5, wholeVectors(g.width)
	plane, skip := g.lines*whole, g.stride-whole
	clear(k.sums)
	for i := range n {
		image := g.load(x[i*k.s.imageSize():][:k.s.imageSize()])
		lines := k.wholeLines(dy[i*k.s.outputSize():][:k.s.outputSize()])
		for f := 0; f < k.s.Filters; f += 2 {
			next := plane * 4
			if f+1 == k.s.Filters { // the last pair is one filter twice
				next = 0
			}
			dots(fives, &g.offsets[0], 5*8, &lines[f*plane], &image[0], g.lines, whole/lanes, skip*4, next, 0, &k.sums[f/2*fives*sumsPerTile])
		}
	}
	for f := range k.s.Filters {
		row := dw[f*taps : (f+1)*taps]
		for r, p := range k.order {
			at := (f/2*fives+r/5)*sumsPerTile + (f%2*5+r%5)*lanes
			row[p] += sumLanes(k.sums[at : at+lanes])
		}
	}
}

// wholeLines returns dy in the lines of the outputs, with zeros between the rows
// and after the last.
func (k *implicitConv) wholeLines(dy []float32) []float32 {
	if k.lines == nil {
		return dy
	}
	g := k.weights
	plane := g.lines * wholeVectors(g.width)
	for f := range k.s.Filters {
		dst := k.lines[f*plane:][:plane]
		for range g.outH {
			copy(dst, dy[:g.outW])
			dst, dy = dst[min(g.rowStep, len(dst)):], dy[g.outW:]
		}
	}
	return k.lines
}
