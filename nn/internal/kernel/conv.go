package kernel

// ConvShape is the geometry of a two-dimensional convolution: Filters windows
// of C x Kernel x Kernel weights over an image of C x H x W, Stride pixels
// apart, with a padding of Pad zeros on every side. Neighbouring weights of a
// window are Dilation pixels apart; 0 means 1.
type ConvShape struct {
	C, H, W             int
	Filters             int
	Kernel, Stride, Pad int
	Dilation            int
}

// OutH returns the height of the output, floor((H+2Pad-extent)/Stride)+1 with an
// extent of (Kernel-1)Dilation+1.
func (s ConvShape) OutH() int { return (s.H+2*s.Pad-s.extent())/s.Stride + 1 }

// OutW returns the width of the output, floor((W+2Pad-extent)/Stride)+1.
func (s ConvShape) OutW() int { return (s.W+2*s.Pad-s.extent())/s.Stride + 1 }

// extent returns the side of the square of pixels under a window.
func (s ConvShape) extent() int { return (s.Kernel-1)*s.dilation() + 1 }

func (s ConvShape) dilation() int { return max(s.Dilation, 1) }

// Valid reports whether the window fits the padded image.
func (s ConvShape) Valid() bool {
	return s.C > 0 && s.H > 0 && s.W > 0 && s.Filters > 0 && s.Kernel > 0 && s.Stride > 0 && s.Pad >= 0 &&
		s.Dilation >= 0 && s.extent() <= s.H+2*s.Pad && s.extent() <= s.W+2*s.Pad
}

func (s ConvShape) imageSize() int  { return s.C * s.H * s.W }
func (s ConvShape) outputSize() int { return s.Filters * s.OutH() * s.OutW() }
func (s ConvShape) weightSize() int { return s.Filters * s.C * s.Kernel * s.Kernel }

// Conv computes convolutions of one geometry. As everywhere in deep learning
// the window is not flipped: it is a cross-correlation (the book's section
// 7.2.2). It has scratch memory and must not be used concurrently.
//
// With assembly, convolutions of stride and dilation 1 whose padding is less than
// their window are implicit matrix products, or by Winograd's algorithm where that
// is faster; all others unfold the image.
type Conv struct {
	ConvShape
	winograd *winograd     // or nil
	implicit *implicitConv // likewise
	im2col   *im2col       // likewise
}

// NewConv returns the kernel for a geometry. It panics when that is not Valid.
func NewConv(s ConvShape) *Conv {
	if !s.Valid() {
		panic(convGeometry)
	}
	k := &Conv{ConvShape: s}
	if k.winograd = newWinogradWhereFaster(s); k.winograd != nil {
		return k
	}
	if vectors && s.Stride == 1 && s.dilation() == 1 && s.Pad < s.Kernel {
		k.implicit = newImplicitConv(s)
	} else {
		k.im2col = newIm2col(s)
	}
	return k
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
	switch {
	case k.winograd != nil:
		k.winograd.forward(y, x, w, bias, n)
	case k.implicit != nil:
		k.implicit.forward(y, x, w, bias, n)
	default:
		k.im2col.forward(y, x, w, bias, n)
	}
}

// BackwardWeight adds the gradients with respect to the weights and, unless db is
// nil, the biases over n images:
//
//	for each image, filter f, output row oy, output column ox:
//		db[f] += dy[f,oy,ox]
//		for c in 0..C, ky, kx in 0..Kernel:
//			dw[f,c,ky,kx] += dy[f,oy,ox] * x[c, oy*Stride+ky*Dilation-Pad, ox*Stride+kx*Dilation-Pad]
func (k *Conv) BackwardWeight(dw, db, dy, x []float32, n int) {
	k.check(dy, x, dw, db, n)
	if n == 0 {
		return
	}
	size := k.OutH() * k.OutW()
	planes := Planes{Count: n, Size: size, Stride: k.Filters * size}
	for f := range db {
		db[f] = planes.addSums(db[f], dy[f*size:])
	}
	switch {
	case k.winograd != nil:
		k.winograd.backwardWeight(dw, dy, x, n)
	case k.implicit != nil:
		k.implicit.backwardWeight(dw, dy, x, n)
	default:
		k.im2col.backwardWeight(dw, dy, x, n)
	}
}

// BackwardInput overwrites dx with the gradient with respect to the input of n
// images:
//
//	dx = 0
//	for each image, filter f, output row oy, output column ox:
//		for c in 0..C, ky, kx in 0..Kernel:
//			dx[c, oy*Stride+ky*Dilation-Pad, ox*Stride+kx*Dilation-Pad] += w[f,c,ky,kx] * dy[f,oy,ox]
func (k *Conv) BackwardInput(dx, dy, w []float32, n int) {
	k.check(dy, dx, w, nil, n)
	switch {
	case k.winograd != nil:
		k.winograd.backwardInput(dx, dy, w, n)
	case k.implicit != nil:
		k.implicit.backwardInput(dx, dy, w, n)
	default:
		k.im2col.backwardInput(dx, dy, w, n)
	}
}

func (k *Conv) check(y, x, w, bias []float32, n int) {
	if n < 0 || len(y) < n*k.outputSize() || len(x) < n*k.imageSize() || len(w) != k.weightSize() ||
		bias != nil && len(bias) != k.Filters {
		panic(convShort)
	}
}

func convForwardRef(s ConvShape, y, x, w, bias []float32, n int) {
	area := s.OutH() * s.OutW()
	for i := range n {
		y, x := y[i*s.outputSize():][:s.outputSize()], x[i*s.imageSize():]
		clear(y)
		s.products(func(out, weight, pixel int) { y[out] += w[weight] * x[pixel] })
		for f := range s.Filters {
			for j := range area {
				y[f*area+j] += bias[f]
			}
		}
	}
}

func convBackwardWeightRef(s ConvShape, dw, db, dy, x []float32, n int) {
	area := s.OutH() * s.OutW()
	for i := range n {
		dy, x := dy[i*s.outputSize():], x[i*s.imageSize():]
		for f := range s.Filters {
			for j := range area {
				db[f] += dy[f*area+j]
			}
		}
		s.products(func(out, weight, pixel int) { dw[weight] += dy[out] * x[pixel] })
	}
}

func convBackwardInputRef(s ConvShape, dx, dy, w []float32, n int) {
	clear(dx[:n*s.imageSize()])
	for i := range n {
		dx, dy := dx[i*s.imageSize():], dy[i*s.outputSize():]
		s.products(func(out, weight, pixel int) { dx[pixel] += w[weight] * dy[out] })
	}
}

// products calls visit for every product of a convolution of one image, with the
// indices of the output, the weight and the pixel. Padding is left out.
func (s ConvShape) products(visit func(out, weight, pixel int)) {
	outH, outW := s.OutH(), s.OutW()
	for f := range s.Filters {
		for oy := range outH {
			for ox := range outW {
				for c := range s.C {
					for ky := range s.Kernel {
						for kx := range s.Kernel {
							i, j := oy*s.Stride+ky*s.dilation()-s.Pad, ox*s.Stride+kx*s.dilation()-s.Pad
							if i < 0 || i >= s.H || j < 0 || j >= s.W {
								continue
							}
							visit((f*outH+oy)*outW+ox,
								((f*s.C+c)*s.Kernel+ky)*s.Kernel+kx,
								(c*s.H+i)*s.W+j)
						}
					}
				}
			}
		}
	}
}
