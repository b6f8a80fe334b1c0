package kernel

// PoolShape is the geometry of max-pooling: windows of Window x Window, Stride
// apart, over Planes images of H x W. A last column or row of pixels that no
// whole window covers is left out.
type PoolShape struct {
	Planes, H, W   int
	Window, Stride int
}

// OutH returns the height of the output, floor((H-Window)/Stride)+1.
func (s PoolShape) OutH() int { return (s.H-s.Window)/s.Stride + 1 }

// OutW returns the width of the output, floor((W-Window)/Stride)+1.
func (s PoolShape) OutW() int { return (s.W-s.Window)/s.Stride + 1 }

// Valid reports whether the window fits the image.
func (s PoolShape) Valid() bool {
	return s.Planes >= 0 && s.H > 0 && s.W > 0 && s.Window > 0 && s.Stride > 0 && s.Window <= s.H && s.Window <= s.W
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
// gives NaN.
//
//	for each plane, output row oy, output column ox:
//		m := -Inf
//		for ky, kx in 0..Window:
//			m = max(m, x[oy*Stride+ky, ox*Stride+kx])
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
//		find the first ky, kx with x[oy*Stride+ky, ox*Stride+kx] == y[oy,ox]
//		dx[oy*Stride+ky, ox*Stride+kx] += dy[oy,ox]
func MaxPoolBackward(s PoolShape, dx, dy, x, y []float32) {
	s.check(x, y)
	s.check(dx, dy)
	maxPoolBackward(s, dx, dy, x, y)
}
