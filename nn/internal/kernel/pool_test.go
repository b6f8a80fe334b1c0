package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// checkPool compares both directions with the reference, exactly.
func checkPool(t *testing.T, r *rand.Rand, s PoolShape, x buffer) {
	t.Helper()
	what := fmt.Sprintf("%+v", s)
	out := s.Planes * s.OutH() * s.OutW()
	y, wantY := integers(r, out), newBuffer(out)
	MaxPool(s, y.x, x.x)
	maxPoolRef(s, wantY.x, x.x)
	y.check(t, what)
	compare(t, "MaxPool "+what, y.x, wantY.x, 0)

	dy, dx := integers(r, out), integers(r, len(x.x))
	wantX := dx.clone()
	MaxPoolBackward(s, dx.x, dy.x, x.x, y.x)
	maxPoolBackwardRef(s, wantX.x, dy.x, x.x, y.x)
	dx.check(t, what)
	compare(t, "MaxPoolBackward "+what, dx.x, wantX.x, 0)
}

func TestMaxPool(t *testing.T) { variants(t, testMaxPool) }

func testMaxPool(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, window := range []int{1, 2, 3} {
		for _, stride := range []int{1, 2, 3} {
			for h := window; h < 8; h++ {
				for w := window; w < 36; w++ {
					s := PoolShape{Planes: r.IntN(4), H: h, W: w, Window: window, Stride: stride, Pad: r.IntN(window/2 + 1)}
					n := s.Planes * h * w
					checkPool(t, r, s, normals(r, n))
					checkPool(t, r, s, specials(r, n))
					ties := integers(r, n)
					for i := range ties.x {
						ties.x[i] = float32(r.IntN(3) - 1)
					}
					checkPool(t, r, s, ties)
				}
			}
		}
	}
}

func TestMaxPoolMisuse(t *testing.T) {
	s := PoolShape{Planes: 1, H: 4, W: 4, Window: 2, Stride: 2}
	x, y := make([]float32, 16), make([]float32, 4)
	panics(t, poolShort, func() { MaxPool(s, y[:3], x) })
	panics(t, poolShort, func() { MaxPool(s, y, x[:15]) })
	panics(t, poolShort, func() { MaxPoolBackward(s, x[:15], y, x, y) })
	panics(t, poolShort, func() { MaxPoolBackward(s, x, y[:3], x, y) })
	s.Window = 5
	panics(t, poolGeometry, func() { MaxPool(s, y, x) })
	s.Window, s.Stride = 2, 0
	panics(t, poolGeometry, func() { MaxPool(s, y, x) })
	s.Window, s.Stride, s.Pad = 3, 2, 2 // a window of padding alone
	panics(t, poolGeometry, func() { MaxPool(s, y, x) })
}
