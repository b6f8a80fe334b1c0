package kernel

// ConvShape is the geometry of a two-dimensional convolution: Filters windows
// of C x Kernel x Kernel move over an image of C x H x W, Stride pixels a move,
// with Pad zeros on every side. A window's neighbouring pixels are Dilation
// apart in the image; 0 is as good as 1.
type ConvShape struct {
	C, H, W             int
	Filters             int
	Kernel, Stride, Pad int
	Dilation            int
}

// OutH returns the height of the output, floor((H+2Pad-reach)/Stride)+1 with a
// reach of (Kernel-1)Dilation+1.
func (s ConvShape) OutH() int { return (s.H+2*s.Pad-s.reach())/s.Stride + 1 }

// OutW returns the width of the output, floor((W+2Pad-reach)/Stride)+1.
func (s ConvShape) OutW() int { return (s.W+2*s.Pad-s.reach())/s.Stride + 1 }

// reach returns the side of the square of pixels that a window lies within.
func (s ConvShape) reach() int { return (s.Kernel-1)*s.dilation() + 1 }

func (s ConvShape) dilation() int { return max(s.Dilation, 1) }

// Valid reports whether the window fits the padded image.
func (s ConvShape) Valid() bool {
	return s.C > 0 && s.H > 0 && s.W > 0 && s.Filters > 0 && s.Kernel > 0 && s.Stride > 0 && s.Pad >= 0 &&
		s.Dilation >= 0 && s.reach() <= s.H+2*s.Pad && s.reach() <= s.W+2*s.Pad
}

func (s ConvShape) imageSize() int  { return s.C * s.H * s.W }
func (s ConvShape) outputSize() int { return s.Filters * s.OutH() * s.OutW() }
func (s ConvShape) weightSize() int { return s.Filters * s.C * s.Kernel * s.Kernel }

// Conv computes convolutions of one geometry. As everywhere in deep learning
// the window is not flipped, so that it is a cross-correlation (the book's
// section 7.2.2). Its scratch memory makes it unfit for concurrent use.
type Conv struct {
	ConvShape
	scratch convScratch
}

// NewConv returns the kernel for a geometry; it panics when that is not Valid.
func NewConv(s ConvShape) *Conv {
	if !s.Valid() {
		panic(convGeometry)
	}
	return &Conv{ConvShape: s, scratch: newConvScratch(s)}
}

// Forward overwrites y with the convolution of n images. With (c, i, j) outside
// the image reading as zero, and w laid out Filters x C x Kernel x Kernel:
//
//	for each image, filter f, output row oy, output column ox:
//		s := 0
//		for c in 0..C, ky, kx in 0..Kernel:
//			s += w[f,c,ky,kx] * x[c, oy*Stride+ky*Dilation-Pad, ox*Stride+kx*Dilation-Pad]
//		y[f,oy,ox] = s + bias[f]
func (k *Conv) Forward(y, x, w, bias []float32, n int) {
	k.check(y, x, w, bias, n)
	k.forward(y, x, w, bias, n)
}

// BackwardWeight adds the gradients of weights and, unless db is nil, bias over
// n images:
//
//	for each image, filter f, output row oy, output column ox:
//		db[f] += dy[f,oy,ox]
//		for c in 0..C, ky, kx in 0..Kernel:
//			dw[f,c,ky,kx] += dy[f,oy,ox] * x[c, oy*Stride+ky*Dilation-Pad, ox*Stride+kx*Dilation-Pad]
func (k *Conv) BackwardWeight(dw, db, dy, x []float32, n int) {
	k.check(dy, x, dw, db, n)
	size := k.OutH() * k.OutW()
	for i := range n {
		for f := range db {
			db[f] += sum(dy[(i*k.Filters+f)*size:][:size])
		}
	}
	k.backwardWeight(dw, dy, x, n)
}

// BackwardInput overwrites dx with the gradient by the input of n images:
//
//	dx = 0
//	for each image, filter f, output row oy, output column ox:
//		for c in 0..C, ky, kx in 0..Kernel:
//			dx[c, oy*Stride+ky*Dilation-Pad, ox*Stride+kx*Dilation-Pad] += w[f,c,ky,kx] * dy[f,oy,ox]
func (k *Conv) BackwardInput(dx, dy, w []float32, n int) {
	k.check(dy, dx, w, nil, n)
	k.backwardInput(dx, dy, w, n)
}

func (k *Conv) check(y, x, w, bias []float32, n int) {
	if n < 0 || len(y) < n*k.outputSize() || len(x) < n*k.imageSize() || len(w) != k.weightSize() ||
		bias != nil && len(bias) != k.Filters {
		panic(convShort)
	}
}
