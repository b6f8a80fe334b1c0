//go:build wasm || amd64

package kernel

// Windows of 2x2 that do not overlap, at least four in a row, are pooled by
// assembly; others by the loop.

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

func maxPool(s PoolShape, y, x []float32) {
	if !vectors || !s.twos() || s.Planes == 0 {
		maxPoolRef(s, y, x)
		return
	}
	times, rows, fours, back, width, next := s.rows()
	for i := range times {
		maxPool2(rows, fours, back, &y[i*rows*s.OutW()], &x[i*s.H*s.W], width, next)
	}
}

func maxPoolBackward(s PoolShape, dx, dy, x, y []float32) {
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

// maxPool2 pools a number of rows of outputs, each of so many fours, the last
// of them back bytes early. width is a row of x, next the way from the end of a
// top row's windows to the next top row, in bytes.
//
//go:noescape
func maxPool2(rows, fours, back int, y, x *float32, width, next int)

// maxPool2Backward is the way back of maxPool2; it writes all of the windows.
//
//go:noescape
func maxPool2Backward(rows, fours, back int, dx, dy, x, y *float32, width, next int)
