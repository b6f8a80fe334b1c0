package kernel

// winograd convolves by windows of 3x3, stride 1, with the minimal filtering
// algorithm F(2x2,3x3) (Winograd 1980; Lavin and Gray 2016). With a tile d of 4x4
// pixels, its 2x2 outputs y and the window g,
//
//	y = A^T [(G g G^T) * (B^T d B)] A,    * element by element,
//
//	      1  0 -1  0          1   0   0
//	B^T = 0  1  1  0     G = 1/2 1/2 1/2    A^T = 1 1  1  0
//	      0 -1  1  0         1/2 -1/2 1/2         0 1 -1 -1
//	      0  1  0 -1          0   0   1
//
// 16 products stand for 36. Summed over channels, each of the 16 positions is a
// matrix product of its own, tiles x channels by channels x filters. The gradients
// are those of the same formula: the input's is a convolution of dy with the
// flipped windows, and the weights' is
//
//	dg = G^T [(A dy A^T) * (B^T d B)] G
//
// Images are copied with their channels last, so that a vector is a number of
// channels and tiles need no vectors of their own.
type winograd struct {
	s             ConvShape
	output, input *winogradPass
	sums          []float32 // the gradient with respect to the transformed windows
	taps          []float32 // and to the windows, in the passes' memory
	dy            []float32 // channels last, in whole tiles
}

// positions is the number of products of a tile.
const positions = 16

// panel is the number of filters that the micro-kernels take at a time.
const panel = 2 * lanes

// blockValues bounds the values of a block of tiles, so that it stays in the
// second-level cache beside the weights.
const blockValues = 32 << 10

// apart keeps the planes of the positions apart in the first-level cache: planes of
// a power of two would fall upon each other.
const apart = 16

// newWinogradWhereFaster returns nil where the algorithm does not fit, or where whole
// fours of tiles need as many products as a direct convolution.
func newWinogradWhereFaster(s ConvShape) *winograd {
	if !hasWinograd {
		return nil
	}
	w := newWinograd(s)
	if w != nil && w.output.saves() && w.input.saves() {
		return w
	}
	return nil
}

// saves reports whether there are fewer products than in a direct convolution, by whole
// fours of tiles, as they were when engine 3 chose: the choice decides on bits.
func (p *winogradPass) saves() bool {
	return positions*((p.tiles+3)&^3) < p.s.Kernel*p.s.Kernel*p.s.OutH()*p.s.OutW()
}

// newWinograd returns nil for other windows, and for numbers of channels that are no
// whole panels.
func newWinograd(s ConvShape) *winograd {
	if s.Kernel != 3 || s.Stride != 1 || s.dilation() != 1 || s.Pad >= s.Kernel ||
		s.C%panel != 0 || s.Filters%panel != 0 {
		return nil
	}
	w := &winograd{
		s: s, sums: make([]float32, positions*s.C*s.Filters), taps: make([]float32, s.weightSize()),
	}
	w.output, w.input = newWinogradPass(s, w.taps), newWinogradPass(s.back(), w.taps)
	w.dy = make([]float32, len(w.output.out))
	return w
}

// back returns the convolution of dy that is the input's gradient.
func (s ConvShape) back() ConvShape {
	return ConvShape{
		C: s.Filters, H: s.OutH(), W: s.OutW(),
		Filters: s.C, Kernel: s.Kernel, Stride: 1, Pad: s.Kernel - 1 - s.Pad,
	}
}

func (w *winograd) forward(y, x, weights, bias []float32, n int) {
	p := w.output
	if p.kept.changed(weights) {
		// w[f,c,tap] to taps[f/panel, c, tap, f%panel]
		each, s := 9*w.s.C, w.s
		strided(s.Filters/panel, panel, each, p.taps, panel*each, 1, panel, weights, panel*each, each, 1)
		p.transform()
	}
	copy(p.bias, bias)
	p.forward(y, x, n)
}

func (w *winograd) backwardInput(dx, dy, weights []float32, n int) {
	p, s := w.input, w.s
	if p.kept.changed(weights) {
		// w[f,c,tap] to taps[c/panel, f, 8-tap, c%panel]
		for tap := range 9 {
			strided(s.C/panel, panel, s.Filters, p.taps[(8-tap)*panel:], panel*9*s.Filters, 1, 9*panel,
				weights[tap:], 9*panel, 9, 9*s.C)
		}
		p.transform()
	}
	p.forward(dx, dy, n)
}

func (w *winograd) backwardWeight(dw, dy, x []float32, n int) {
	p, s := w.output, w.s
	clear(w.sums)
	filled := 0
	for i := range n {
		p.load(x[i*s.imageSize():])
		strided(s.OutH(), s.Filters, s.OutW(), w.dy, 2*p.cols*s.Filters, 1, s.Filters,
			dy[i*s.outputSize():], s.OutW(), s.OutH()*s.OutW(), 1)
		for t := 0; t < p.tiles; {
			run := p.run(t, p.block-filled)
			p.inputs(t, run, filled)
			p.spread(w.dy, t, run, filled)
			t += run
			if filled += run; filled == p.block {
				w.accumulate(filled)
				filled = 0
			}
		}
	}
	if filled > 0 {
		w.accumulate(filled)
	}
	pairs := s.C * s.Filters
	winogradWindows(pairs/panel, &w.taps[0], &w.sums[0], pairs*4)
	// taps[f/panel, c, tap, f%panel] to dw[f,c,tap]
	each := 9 * s.C
	for f := range s.Filters {
		from := w.taps[f/panel*panel*each+f%panel:]
		row := dw[f*each:][:each]
		for i := range row {
			row[i] += from[i*panel]
		}
	}
}

// accumulate adds the products of a number of tiles to the gradient's sums.
func (w *winograd) accumulate(tiles int) {
	p, s := w.output, w.s
	winogradGradient(tiles, s.Filters/panel, s.C/4, &p.v[0], &p.m[0], &w.sums[0],
		p.vPlane*4, p.mPlane*4, s.C*4, s.Filters*4)
}

// winogradPass is a convolution forward, with its working memory.
type winogradPass struct {
	s           ConvShape
	cols, tiles int       // tiles per row and image
	width       int       // of the padded image, in whole tiles
	block       int       // tiles at a time, a multiple of 4
	together    int       // images whose tiles are a block; 1 where an image has more
	vPlane      int       // from a position of v to the next
	mPlane      int       // likewise of m
	image       []float32 // the padded image, channels last
	out         []float32 // the output, channels last, in whole tiles
	taps        []float32 // the windows: filters/panel x C x 9 x panel
	kept        kept      // the windows in u
	u           []float32 // the windows, transformed: 16 x filters/panel x C x panel
	v           []float32 // tiles of the image, transformed: 16 planes of block x C
	m           []float32 // the products: 16 planes of block x filters
	bias        []float32
}

func newWinogradPass(s ConvShape, taps []float32) *winogradPass {
	rows, cols := (s.OutH()+1)/2, (s.OutW()+1)/2
	p := &winogradPass{s: s, taps: taps, cols: cols, tiles: rows * cols, width: 2*cols + 2}
	p.block = max(blockValues/(positions*(s.C+s.Filters))&^3, 4)
	p.together = max(1, min(p.block/p.tiles, maxTogether))
	p.block = min(p.block, (p.together*p.tiles+3)&^3)
	p.vPlane, p.mPlane = p.block*s.C+apart, p.block*s.Filters+apart
	p.image = make([]float32, s.C*(2*rows+2)*p.width)
	p.out = make([]float32, 4*p.tiles*s.Filters)
	p.kept, p.u = newKept(s.weightSize()), make([]float32, positions*s.C*s.Filters)
	p.v = make([]float32, positions*p.vPlane)
	p.m = make([]float32, positions*p.mPlane)
	p.bias = make([]float32, s.Filters)
	return p
}

// transform transforms the windows.
func (p *winogradPass) transform() {
	pairs := p.s.C * p.s.Filters
	winogradWeights(pairs/panel, &p.u[0], &p.taps[0], pairs*4)
}

func (p *winogradPass) forward(y, x []float32, n int) {
	s := p.s
	for i := 0; i < n; i += p.together {
		images := min(p.together, n-i)
		for first := 0; first < p.tiles; first += p.block {
			count := min(p.block, p.tiles-first)
			for j := range images {
				if first == 0 {
					p.load(x[(i+j)*s.imageSize():])
				}
				for t := 0; t < count; {
					run := p.run(first+t, count-t)
					p.inputs(first+t, run, j*count+t)
					t += run
				}
			}
			// Tiles beyond these are of an earlier block.
			fours, threes := foursAndThrees(images * count)
			winogradProducts(fours, threes, s.Filters/panel, s.C/8, &p.v[0], &p.u[0], &p.m[0],
				p.vPlane*4, p.mPlane*4, s.C*4, s.Filters*4)
			for j := range images {
				for t := 0; t < count; {
					run := p.run(first+t, count-t)
					p.outputs(first+t, run, j*count+t)
					t += run
				}
				if first+count == p.tiles {
					strided(s.OutH(), s.Filters, s.OutW(), y[(i+j)*s.outputSize():][:s.outputSize()], s.OutW(), s.OutH()*s.OutW(), 1,
						p.out, 2*p.cols*s.Filters, 1, s.Filters)
				}
			}
		}
	}
}

// foursAndThrees returns the numbers of groups that hold n tiles with the fewest beyond
// them: none, except for n of 1, 2 and 5.
func foursAndThrees(n int) (fours, threes int) {
	if threes = (4 - n%4) % 4; n >= 3*threes {
		return (n - 3*threes) / 4, threes
	}
	return 0, (n + 2) / 3
}

// load copies an image into the padded one.
func (p *winogradPass) load(x []float32) {
	s := p.s
	strided(s.H, s.C, s.W, p.image[(s.Pad*p.width+s.Pad)*s.C:], p.width*s.C, 1, s.C, x, s.W, s.H*s.W, 1)
}

// run returns how many tiles from one on are of its row, at most limit.
func (p *winogradPass) run(tile, limit int) int { return min(p.cols-tile%p.cols, limit) }

// inputs transforms a number of the image's tiles, of one row, to a place in the
// block.
func (p *winogradPass) inputs(tile, count, to int) {
	c := p.s.C
	at := (tile/p.cols*p.width + tile%p.cols) * 2 * c
	winogradInput(count, c/lanes, &p.image[at], p.width*c*4, c*4, &p.v[to*c], p.vPlane*4)
}

// outputs transforms products to outputs.
func (p *winogradPass) outputs(tile, count, from int) {
	f := p.s.Filters
	winogradOutput(count, f/lanes, &p.out[p.pixel(tile)*f], 2*p.cols*f*4, f*4, &p.m[from*f], p.mPlane*4, &p.bias[0])
}

// spread transforms the gradients with respect to outputs.
func (p *winogradPass) spread(dy []float32, tile, count, to int) {
	f := p.s.Filters
	winogradSpread(count, f/lanes, &dy[p.pixel(tile)*f], 2*p.cols*f*4, f*4, &p.m[to*f], p.mPlane*4)
}

// pixel returns the place of a tile's first output.
func (p *winogradPass) pixel(tile int) int { return (tile/p.cols*2*p.cols + tile%p.cols) * 2 }

// strided copies between two orders:
//
//	for i in 0..n, j in 0..m, k in 0..count:
//		dst[i*di + j*dj + k*dk] = src[i*si + j*sj + k*sk]
func strided(n, m, count int, dst []float32, di, dj, dk int, src []float32, si, sj, sk int) {
	_ = dst[(n-1)*di+(m-1)*dj+(count-1)*dk]
	_ = src[(n-1)*si+(m-1)*sj+(count-1)*sk]
	copyStrided(n, m, count, &dst[0], di*4, dj*4, dk*4, &src[0], si*4, sj*4, sk*4)
}
