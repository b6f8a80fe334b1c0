package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestAvgPool compares average pooling, which is linear, with a convolution of
// one filter of equal weights, plane by plane.
func TestAvgPool(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		s := PoolShape{Planes: r.IntN(4), H: 1 + r.IntN(9), W: 1 + r.IntN(9), Window: 1 + r.IntN(4), Stride: 1 + r.IntN(4)}
		s.Pad = r.IntN(s.Window/2 + 1)
		if !s.Valid() {
			continue
		}
		what := fmt.Sprintf("%+v", s)
		c := ConvShape{C: 1, H: s.H, W: s.W, Filters: 1, Kernel: s.Window, Stride: s.Stride, Pad: s.Pad}
		w := newBuffer(c.weightSize()).x
		for i := range w {
			w[i] = 1 / float32(s.Window*s.Window)
		}
		x, dy := normals(r, s.Planes*c.imageSize()), normals(r, s.Planes*c.outputSize())

		y, want := newBuffer(len(dy.x)), newBuffer(len(dy.x))
		AvgPool(s, y.x, x.x)
		convForwardRef(c, want.x, x.x, w, []float32{0}, s.Planes)
		y.check(t, what)
		near(t, "AvgPool "+what, y.x, want.x)

		dx, want := normals(r, len(x.x)), newBuffer(len(x.x))
		AvgPoolBackward(s, dx.x, dy.x)
		convBackwardInputRef(c, want.x, dy.x, w, s.Planes)
		dx.check(t, what)
		near(t, "AvgPoolBackward "+what, dx.x, want.x)
	}
	s := PoolShape{Planes: 1, H: 4, W: 4, Window: 2, Stride: 2}
	x, y := make([]float32, 16), make([]float32, 4)
	panics(t, poolShort, func() { AvgPool(s, y[:3], x) })
	panics(t, poolShort, func() { AvgPoolBackward(s, x[:15], y) })
	s.Stride = 0
	panics(t, poolGeometry, func() { AvgPool(s, y, x) })
}

// near is for sums of a few values of about 1: they may cancel, but not differ
// by more than their rounding.
func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if d := got[i] - want[i]; !(d < 1e-6 && d > -1e-6) {
			t.Errorf("%s: [%d] = %g, want %g", what, i, got[i], want[i])
			return
		}
	}
}
