package kernel

// PoolShape is the geometry of pooling: windows of Window x Window pixels, Stride
// apart, over Planes images of H x W with a padding of Pad pixels on every side.
// Columns and rows at the end that no whole window covers are ignored.
type PoolShape struct {
	Planes, H, W        int
	Window, Stride, Pad int
}

// OutH returns the height of the output, floor((H+2Pad-Window)/Stride)+1.
func (s PoolShape) OutH() int { return (s.H+2*s.Pad-s.Window)/s.Stride + 1 }

// OutW returns the width of the output, floor((W+2Pad-Window)/Stride)+1.
func (s PoolShape) OutW() int { return (s.W+2*s.Pad-s.Window)/s.Stride + 1 }

// Valid reports whether the window fits the padded image and every window covers
// a pixel, for which Pad must be at most half of Window.
func (s PoolShape) Valid() bool {
	return s.Planes >= 0 && s.H > 0 && s.W > 0 && s.Window > 0 && s.Stride > 0 &&
		s.Pad >= 0 && 2*s.Pad <= s.Window && s.Window <= s.H+2*s.Pad && s.Window <= s.W+2*s.Pad
}

// window returns the pixels of an image side that the window at output i covers.
func (s PoolShape) window(i, side int) (first, end int) {
	first = i*s.Stride - s.Pad
	return max(first, 0), min(first+s.Window, side)
}

func (s PoolShape) check(in, out []float32) {
	if !s.Valid() {
		panic(poolGeometry)
	}
	if len(in) < s.Planes*s.H*s.W || len(out) < s.Planes*s.OutH()*s.OutW() {
		panic(poolShort)
	}
}

// MaxPool overwrites y with the maxima of the windows; a window with a NaN
// gives NaN. Padding counts as -Inf.
//
//	for each plane, output row oy, output column ox:
//		m := -Inf
//		for ky, kx in 0..Window:
//			m = max(m, x[oy*Stride+ky-Pad, ox*Stride+kx-Pad])
//		y[oy,ox] = m
func MaxPool(s PoolShape, y, x []float32) {
	s.check(x, y)
	if !vectors || !s.twos() || s.Planes == 0 {
		maxPoolRef(s, y, x)
		return
	}
	times, rows, fours, back, width, next := s.rows()
	for i := range times {
		maxPool2(rows, fours, back, &y[i*rows*s.OutW()], &x[i*s.H*s.W], width, next)
	}
}

func maxPoolRef(s PoolShape, y, x []float32) {
	outH, outW := s.OutH(), s.OutW()
	for p := range s.Planes {
		x := x[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			for ox := range outW {
				left, right := s.window(ox, s.W)
				m := x[top*s.W+left]
				for i := top; i < bottom; i++ {
					for _, v := range x[i*s.W+left : i*s.W+right] {
						m = max(m, v)
					}
				}
				y[(p*outH+oy)*outW+ox] = m
			}
		}
	}
}

// MaxPoolBackward overwrites dx: each window's gradient goes to its first
// maximum in row-major order, and the gradients of overlapping windows add up. A
// window whose maximum is NaN passes no gradient.
//
//	dx = 0
//	for each plane, output row oy, output column ox:
//		find the first ky, kx with x[oy*Stride+ky-Pad, ox*Stride+kx-Pad] == y[oy,ox]
//		dx[oy*Stride+ky-Pad, ox*Stride+kx-Pad] += dy[oy,ox]
func MaxPoolBackward(s PoolShape, dx, dy, x, y []float32) {
	s.check(x, y)
	s.check(dx, dy)
	if !vectors || !s.twos() || s.Planes == 0 {
		maxPoolBackwardRef(s, dx, dy, x, y)
		return
	}
	if s.H%2 != 0 || s.W%2 != 0 {
		clear(dx[:s.Planes*s.H*s.W])
	}
	times, rows, fours, back, width, next := s.rows()
	for i := range times {
		in, out := i*s.H*s.W, i*rows*s.OutW()
		maxPool2Backward(rows, fours, back, &dx[in], &dy[out], &x[in], &y[out], width, next)
	}
}

func maxPoolBackwardRef(s PoolShape, dx, dy, x, y []float32) {
	outH, outW := s.OutH(), s.OutW()
	clear(dx[:s.Planes*s.H*s.W])
	for p := range s.Planes {
		x, dx := x[p*s.H*s.W:][:s.H*s.W], dx[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			at := (p*outH + oy) * outW
			y, dy := y[at:at+outW], dy[at:at+outW]
			for ox, m := range y {
				left, right := s.window(ox, s.W)
			search:
				for i := top; i < bottom; i++ {
					for j := i*s.W + left; j < i*s.W+right; j++ {
						if x[j] == m {
							dx[j] += dy[ox]
							break search
						}
					}
				}
			}
		}
	}
}

// twos reports whether the assembly can pool: windows of 2x2 that do not overlap,
// at least four in a row.
func (s PoolShape) twos() bool { return s.Window == 2 && s.Stride == 2 && s.Pad == 0 && s.OutW() >= 4 }

// rows returns the arguments that maxPool2 takes for a plane, or for all planes
// at once where their rows follow each other evenly.
func (s PoolShape) rows() (times, rows, fours, back, width, next int) {
	outW := s.OutW()
	times, rows = s.Planes, s.OutH()
	if s.H%2 == 0 {
		times, rows = 1, rows*s.Planes
	}
	fours = (outW + 3) / 4
	return times, rows, fours, (fours*4 - outW) * 4, s.W * 4, (2*s.W - 2*outW) * 4
}
