package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/optim"
)

// TestDescentIsTheEngines compares the walk with the engine's, and with where the
// book's walk ends.
func TestDescentIsTheEngines(t *testing.T) {
	f := func(x []float64) float64 { return valley(x[0], x[1]) }
	for _, c := range []struct {
		x, y float64
		rate int
	}{{-7, 2, firstRate}, {3, -4, 9}, {-7, 2, 104}, {10, 5, 0}} {
		d := NewDescent()
		d.SetStart(c.x, c.y)
		d.SetRate(c.rate)
		rate, _ := d.Rate()
		xs, ys := d.Path()
		for i, p := range numeric.Descend(f, []float64{c.x, c.y}, optim.SGD{}, rate, walk) {
			if math.Abs(p[0]-xs[i]) > 1e-3*(1+math.Abs(p[0])) || math.Abs(p[1]-ys[i]) > 1e-3*(1+math.Abs(p[1])) {
				t.Fatalf("rate %v, step %d: %v, %v, the engine's %v", rate, i, xs[i], ys[i], p)
			}
		}
	}
	d := NewDescent()
	if rate, _ := d.Rate(); rate != 0.95 {
		t.Errorf("the book's rate is %v", rate)
	}
	if xs, ys := d.Path(); math.Abs(xs[walk]+0.350) > 1e-3 || math.Abs(ys[walk]-0.085) > 1e-3 {
		t.Errorf("the book's walk ends at %v, %v", xs[walk], ys[walk])
	}
	sx, sy := d.Shrinks()
	if xs, ys := d.Path(); math.Abs(xs[1]-sx*xs[0]) > 1e-12 || math.Abs(ys[1]-sy*ys[0]) > 1e-12 {
		t.Errorf("a step multiplies by %v, %v", sx, sy)
	}
}

// TestDivergence looks for the rate at which the walk diverges as a visitor does. By
// calculus it is 1: there y only changes its sign.
func TestDivergence(t *testing.T) {
	d := NewDescent()
	for at := range lastRate + 1 {
		d.SetRate(at)
		if rate, _ := d.Rate(); d.Diverges() != (rate > 1.001) {
			t.Errorf("rate %v: diverges %v", rate, d.Diverges())
		}
	}
	if down, up, ok := d.Found(); !ok || math.Abs(down-1) > 0.011 || math.Abs(up-1) > 0.011 || !d.Done() {
		t.Errorf("found %v to %v, %v", down, up, ok)
	}
	d = NewDescent()
	d.SetRate(49)
	d.SetRate(149)
	if _, _, ok := d.Found(); !ok || d.Done() {
		t.Error("half the rate and one and a half are close enough")
	}
	d = NewDescent()
	d.SetStart(3, 0)
	d.SetRate(lastRate)
	if _, _, ok := d.Found(); ok {
		t.Error("a walk along the bottom counts")
	}
	d.SetStart(99, -99)
	if x, y := d.Start(); x != wide || y != -high {
		t.Errorf("the start leaves the picture: %v, %v", x, y)
	}
	d.Nudge(-1, 1, false)
	d.Nudge(-1, 0, true)
	if x, y := d.Start(); x != 9.7 || y != -4.75 {
		t.Errorf("nudged to %v, %v", x, y)
	}
}

func TestContour(t *testing.T) {
	xs, ys := contour(3)
	for i := range xs {
		if math.Abs(valley(xs[i], ys[i])-3) > 1e-9 {
			t.Fatalf("the height at %v, %v is %v", xs[i], ys[i], valley(xs[i], ys[i]))
		}
	}
}
