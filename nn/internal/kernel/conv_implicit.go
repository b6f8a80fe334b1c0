package kernel

// implicitConv is a convolution of stride and dilation 1 by assembly. Forward
// multiplies panels of weights; the weights' gradient is inner products of rows;
// the input's gradient is a convolution of its own, of dy, padded, with the
// flipped weights.
type implicitConv struct {
	s       ConvShape
	output  *implicitGemm // of Forward
	order   []int32       // positions in a filter of the weights, as output takes them
	packed  kept          // the weights in output
	input   *implicitGemm // of BackwardInput
	flipped []int32       // positions in w of the weights, as input takes them
	turned  kept          // the weights in input
	weights *implicitGemm // of BackwardWeight
	sums    []float32     // of the weights' gradient, lane by lane
	lines   []float32     // dy in lines of whole vectors; nil where dy can be used as it is
	images  []float32     // padded, those that are taken together; nil without one line
}

// Limits of the images whose weights' gradients are taken together, where the
// outputs of an image are one line: their number, and the values of them all.
const (
	maxTogether = 16
	togetherMax = 32 << 10
)

func newImplicitConv(s ConvShape) *implicitConv {
	back := ConvShape{
		C: s.Filters, H: s.OutH(), W: s.OutW(),
		Filters: s.C, Kernel: s.Kernel, Stride: 1, Pad: s.Kernel - 1 - s.Pad,
	}
	k := &implicitConv{s: s, output: newForward(s), input: newForward(back), weights: newImplicitGemm(s, s.flatWeights(), true)}
	k.packed, k.turned = newKept(s.weightSize()), newKept(s.weightSize())
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
	g := k.weights
	size := s.Filters * g.lines * wholeVectors(g.width)
	switch {
	case g.flat:
		together := min(maxTogether, max(1, togetherMax/len(g.image)))
		k.images = make([]float32, together*len(g.image))
		k.lines = make([]float32, together*size)
	case size != s.outputSize():
		k.lines = make([]float32, size)
	}
	return k
}

func (k *implicitConv) forward(y, x, w, bias []float32, n int) {
	g := k.output
	if k.packed.changed(w) {
		g.weights.pack(k.s.Filters, w, len(k.order), k.order)
	}
	copy(g.weights.bias, bias)
	g.forward(y, x, n)
}

func (k *implicitConv) backwardInput(dx, dy, w []float32, n int) {
	g := k.input
	if k.turned.changed(w) {
		g.weights.pack(k.s.C, w, k.s.Kernel*k.s.Kernel, k.flipped)
	}
	g.forward(dx, dy, n)
}

func (k *implicitConv) backwardWeight(dw, dy, x []float32, n int) {
	g, taps := k.weights, len(k.order)
	fives, whole := (taps+4)/5, wholeVectors(g.width)
	image, output := k.s.imageSize(), k.s.outputSize()
	clear(k.sums)
	if g.flat {
		step := len(g.image)
		together := len(k.images) / step
		for i := 0; i < n; i += together {
			images := min(together, n-i)
			for j := range images {
				g.pad(k.images[j*step:], x[(i+j)*image:][:image])
				k.spread(k.lines[j*whole:], together*whole, dy[(i+j)*output:][:output])
			}
			k.products(k.lines, k.images, images, whole, step-whole, together*whole)
		}
	} else {
		for i := range n {
			lines := dy[i*output:][:output]
			if k.lines != nil {
				k.spread(k.lines, g.lines*whole, lines)
				lines = k.lines
			}
			k.products(lines, g.load(x[i*image:][:image]), g.lines, whole, g.stride-whole, g.lines*whole)
		}
	}
	for f := range k.s.Filters {
		k.addSums(dw[f*taps:][:taps], k.sums[f/2*fives*sumsPerTile+f%2*5*lanes:])
	}
}

// products adds the products of the filters' lines of dy, a plane apart, with the
// pixels under them, which are skip further from the end of a line to the next.
func (k *implicitConv) products(dy, pixels []float32, lines, whole, skip, plane int) {
	fives := (len(k.order) + 4) / 5
	for f := 0; f < k.s.Filters; f += 2 {
		next := plane * 4
		if f+1 == k.s.Filters { // the last pair is one filter twice
			next = 0
		}
		dots(fives, &k.weights.offsets[0], 5*8, &dy[f*plane], &pixels[0], lines, whole/lanes, skip*4, next, 0, &k.sums[f/2*fives*sumsPerTile])
	}
}

// spread copies dy to lines of whole vectors, those of a filter a plane apart, where
// zeros between the rows and after the last stay.
func (k *implicitConv) spread(lines []float32, plane int, dy []float32) {
	g := k.weights
	copyPlanes(k.s.Filters, g.outH, g.outW, lines, grid{plane, g.rowStep}, dy, grid{g.outH * g.outW, g.outW})
}

// addSums adds the lanes of a filter's sums to its weights' gradients.
//
//	for p := range row { row[order[p]] += sumLanes(vector p%5 of the filter in tile p/5) }
func (k *implicitConv) addSums(row, sums []float32) {
	if onWasm {
		foldSums(len(row), &row[0], &k.order[0], &sums[0], 5*lanes*4)
		return
	}
	for r, p := range k.order {
		at := r/5*sumsPerTile + r%5*lanes
		row[p] += sumLanes(sums[at : at+lanes])
	}
}
