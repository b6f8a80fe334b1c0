package kernel

// PoolShape is the geometry of pooling: windows of Window x Window, Stride
// apart, over Planes images of H x W with Pad pixels more on every side. A last
// column or row of pixels that no whole window covers is left out.
type PoolShape struct {
	Planes, H, W        int
	Window, Stride, Pad int
}

// OutH returns the height of the output, floor((H+2Pad-Window)/Stride)+1.
func (s PoolShape) OutH() int { return (s.H+2*s.Pad-s.Window)/s.Stride + 1 }

// OutW returns the width of the output, floor((W+2Pad-Window)/Stride)+1.
func (s PoolShape) OutW() int { return (s.W+2*s.Pad-s.Window)/s.Stride + 1 }

// Valid reports whether the window fits the padded image and every window
// covers a pixel: Pad is at most half of it.
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
	maxPool(s, y, x)
}

// MaxPoolBackward overwrites dx: each window's gradient goes to its first
// maximum in row-major order, and overlapping windows add up. A window that
// gave NaN passes nothing.
//
//	dx = 0
//	for each plane, output row oy, output column ox:
//		find the first ky, kx with x[oy*Stride+ky-Pad, ox*Stride+kx-Pad] == y[oy,ox]
//		dx[oy*Stride+ky-Pad, ox*Stride+kx-Pad] += dy[oy,ox]
func MaxPoolBackward(s PoolShape, dx, dy, x, y []float32) {
	s.check(x, y)
	s.check(dx, dy)
	maxPoolBackward(s, dx, dy, x, y)
}
