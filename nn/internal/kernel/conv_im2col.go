package kernel

// im2col convolves with any stride and dilation: it unfolds the pixels under each
// position of the window into a column, so that a convolution is a matrix product
// (the book's section 7.4; Chellapilla et al. 2006). It takes one image at a
// time, so that the matrix stays in the cache.
type im2col struct {
	s         ConvShape
	cols      []float32 // (C*Kernel*Kernel) x (OutH*OutW), or its transpose
	weights   *factor   // Filters x (C*Kernel*Kernel)
	transpose *factor   // of the weights
	rows      int       // C*Kernel*Kernel
	columns   int       // OutH*OutW
}

func newIm2col(s ConvShape) *im2col {
	m := &im2col{s: s, rows: s.C * s.Kernel * s.Kernel, columns: s.OutH() * s.OutW()}
	m.cols = make([]float32, m.rows*m.columns)
	m.weights, m.transpose = newFactor(false, s.Filters, m.rows), newFactor(true, m.rows, s.Filters)
	return m
}

func (m *im2col) forward(y, x, w, bias []float32, n int) {
	s := m.s
	area := m.columns
	m.weights.set(w, m.rows)
	for i := range n {
		m.unfold(x[i*s.imageSize():][:s.imageSize()])
		y := y[i*s.outputSize():][:s.outputSize()]
		for f, b := range bias {
			for j := range area {
				y[f*area+j] = b
			}
		}
		m.weights.times(area, m.cols, area, true, y, area)
	}
}

func (m *im2col) backwardWeight(dw, dy, x []float32, n int) {
	s := m.s
	for i := range n {
		m.unfoldRows(x[i*s.imageSize():][:s.imageSize()])
		gemm(false, false, s.Filters, m.rows, m.columns, dy[i*s.outputSize():], m.columns, m.cols, m.rows, true, dw, m.rows)
	}
}

func (m *im2col) backwardInput(dx, dy, w []float32, n int) {
	s := m.s
	m.transpose.set(w, m.rows)
	for i := range n {
		m.transpose.times(m.columns, dy[i*s.outputSize():], m.columns, false, m.cols, m.columns)
		m.fold(dx[i*s.imageSize():][:s.imageSize()])
	}
}

// unfoldRows unfolds into the transpose, a row for each position of the window.
// The weights' gradient is the product with that: its inner loop runs over the
// filter's weights instead of the positions, which may be few.
func (m *im2col) unfoldRows(x []float32) {
	s := m.s
	dst, step, outW := m.cols, s.dilation(), s.OutW()
	for at := range m.columns {
		top, left := at/outW*s.Stride-s.Pad, at%outW*s.Stride-s.Pad
		whole := step == 1 && left >= 0 && left+s.Kernel <= s.W
		for c := range s.C {
			plane := x[c*s.H*s.W:][:s.H*s.W]
			for ky := range s.Kernel {
				row := dst[:s.Kernel]
				dst = dst[s.Kernel:]
				i := top + ky*step
				if i < 0 || i >= s.H {
					clear(row)
					continue
				}
				line := plane[i*s.W:][:s.W]
				if whole {
					for j, v := range line[left:][:len(row)] {
						row[j] = v
					}
					continue
				}
				for kx := range row {
					row[kx] = 0
					if j := left + kx*step; j >= 0 && j < s.W {
						row[kx] = line[j]
					}
				}
			}
		}
	}
}

// unfold copies the image x into the columns, padding as zeros.
func (m *im2col) unfold(x []float32) {
	s := m.s
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
func (m *im2col) fold(dx []float32) {
	s := m.s
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
				Add(dst[:len(row)], row)
				continue
			}
			for j, v := range row {
				dst[j*s.Stride] += v
			}
		}
	}
}

// pixel returns the channel of a window's weight r and the distance of its pixel
// from the window's corner.
func (s ConvShape) pixel(r int) (c, ky, kx int) {
	return r / (s.Kernel * s.Kernel), r / s.Kernel % s.Kernel * s.dilation(), r % s.Kernel * s.dilation()
}

// inside returns the output columns [first, end) whose pixel kx columns from the
// window's corner lies inside the image.
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
