package kernel

// taps calls visit for every product of a convolution of one image: the
// position of the output, of the weight and of the pixel. Padding is left out.
func (s ConvShape) taps(visit func(out, weight, pixel int)) {
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

func convForwardRef(s ConvShape, y, x, w, bias []float32, n int) {
	area := s.OutH() * s.OutW()
	for i := range n {
		y, x := y[i*s.outputSize():][:s.outputSize()], x[i*s.imageSize():]
		clear(y)
		s.taps(func(out, weight, pixel int) { y[out] += w[weight] * x[pixel] })
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
		s.taps(func(out, weight, pixel int) { dw[weight] += dy[out] * x[pixel] })
	}
}

func convBackwardInputRef(s ConvShape, dx, dy, w []float32, n int) {
	clear(dx[:n*s.imageSize()])
	for i := range n {
		dx, dy := dx[i*s.imageSize():], dy[i*s.outputSize():]
		s.taps(func(out, weight, pixel int) { dx[pixel] += w[weight] * dy[out] })
	}
}
