package kernel

// im2col is the general way to convolve, for every stride: unfold the pixels
// under each position of the window into a column, so that a convolution is a
// matrix product (the book's section 7.4; Chellapilla et al. 2006). One image
// at a time, so that the matrix stays in the cache.
type im2col struct {
	cols []float32 // (C*Kernel*Kernel) x (OutH*OutW)
}

func newIm2col(s ConvShape) im2col {
	return im2col{cols: make([]float32, s.C*s.Kernel*s.Kernel*s.OutH()*s.OutW())}
}

func (m *im2col) forward(s ConvShape, y, x, w, bias []float32, n int) {
	rows, area := s.C*s.Kernel*s.Kernel, s.OutH()*s.OutW()
	for i := range n {
		m.unfold(s, x[i*s.imageSize():][:s.imageSize()])
		y := y[i*s.outputSize():][:s.outputSize()]
		for f, b := range bias {
			fill(y[f*area:(f+1)*area], b)
		}
		gemm(false, false, s.Filters, area, rows, w, rows, m.cols, area, true, y, area)
	}
}

func (m *im2col) backwardWeight(s ConvShape, dw, dy, x []float32, n int) {
	rows, area := s.C*s.Kernel*s.Kernel, s.OutH()*s.OutW()
	for i := range n {
		m.unfold(s, x[i*s.imageSize():][:s.imageSize()])
		gemm(false, true, s.Filters, rows, area, dy[i*s.outputSize():], area, m.cols, area, true, dw, rows)
	}
}

func (m *im2col) backwardInput(s ConvShape, dx, dy, w []float32, n int) {
	rows, area := s.C*s.Kernel*s.Kernel, s.OutH()*s.OutW()
	for i := range n {
		gemm(true, false, rows, area, s.Filters, w, rows, dy[i*s.outputSize():], area, false, m.cols, area)
		m.fold(s, dx[i*s.imageSize():][:s.imageSize()])
	}
}

// unfold copies the image x into the columns, padding as zeros.
func (m *im2col) unfold(s ConvShape, x []float32) {
	outH, outW := s.OutH(), s.OutW()
	dst := m.cols
	for r := range s.C * s.Kernel * s.Kernel {
		c, ky, kx := s.pixel(r)
		first, end := s.inside(kx)
		for oy := range outH {
			row := dst[:outW]
			dst = dst[outW:]
			i := oy*s.Stride + ky - s.Pad
			if i < 0 || i >= s.H || first >= end {
				clear(row)
				continue
			}
			clear(row[:first])
			clear(row[end:])
			src := x[(c*s.H+i)*s.W+first*s.Stride+kx-s.Pad : (c*s.H+i+1)*s.W]
			row = row[first:end]
			if s.Stride == 1 {
				copy(row, src)
				continue
			}
			for j := range row {
				row[j] = src[j*s.Stride]
			}
		}
	}
}

// fold is unfold's transpose: it overwrites dx with the sum of the columns'
// values that belong to each pixel.
func (m *im2col) fold(s ConvShape, dx []float32) {
	outH, outW := s.OutH(), s.OutW()
	clear(dx)
	src := m.cols
	for r := range s.C * s.Kernel * s.Kernel {
		c, ky, kx := s.pixel(r)
		first, end := s.inside(kx)
		for oy := range outH {
			row := src[:outW]
			src = src[outW:]
			i := oy*s.Stride + ky - s.Pad
			if i < 0 || i >= s.H || first >= end {
				continue
			}
			dst := dx[(c*s.H+i)*s.W+first*s.Stride+kx-s.Pad : (c*s.H+i+1)*s.W]
			row = row[first:end]
			if s.Stride == 1 {
				add(dst[:len(row)], row)
				continue
			}
			for j, v := range row {
				dst[j*s.Stride] += v
			}
		}
	}
}

// pixel returns the channel of a window's value r, and how far from the window's
// corner its pixel is.
func (s ConvShape) pixel(r int) (c, ky, kx int) {
	return r / (s.Kernel * s.Kernel), r / s.Kernel % s.Kernel * s.dilation(), r % s.Kernel * s.dilation()
}

// inside returns the output columns [first, end) whose pixel, kx columns from
// the window's corner, lies inside the image.
func (s ConvShape) inside(kx int) (first, end int) {
	if kx < s.Pad {
		first = (s.Pad - kx + s.Stride - 1) / s.Stride
	}
	end = (s.W-1+s.Pad-kx)/s.Stride + 1
	if s.W-1+s.Pad-kx < 0 {
		end = 0
	}
	outW := s.OutW()
	end = min(end, outW)
	return min(first, end), end
}
