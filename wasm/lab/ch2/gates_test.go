package ch2

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

// set types the weights w1, w2 and b.
func set(t *testing.T, g *Gates, w1, w2, b float64) {
	t.Helper()
	for i, v := range []float64{w1, w2, b} {
		if !g.SetWeight(i, v) {
			t.Fatalf("weight %d cannot be %v", i, v)
		}
	}
}

// TestBookWeights types the book's weights.
func TestBookWeights(t *testing.T) {
	g := NewGates()
	for gate, p := range map[Gate]perceptron.Perceptron{AND: perceptron.AND(), OR: perceptron.OR(), NAND: perceptron.NAND()} {
		set(t, g, p.Weights[0], p.Weights[1], p.Bias)
		for other := range Gate(NumGates) {
			g.Choose(other)
			if n := g.Correct(); (n == 4) != (other == gate) {
				t.Errorf("the book's weights of %v make %d rows of %v correct", gate, n, other)
			}
		}
	}
	g.Choose(NAND)
	for _, r := range g.Rows() {
		if r.Target != 1-int(r.X.X)*int(r.X.Y) {
			t.Errorf("NAND of %v is %d", r.X, r.Target)
		}
	}
}

// TestDragging drags the handles about: the line goes through both, the neuron fires to
// the left of the way from the first to the second, and no line does XOR.
func TestDragging(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := NewGates()
	g.Choose(XOR)
	most := 0
	for range 5000 {
		i := rng.IntN(2)
		to := Point{2.4*rng.Float64() - 0.7, 2.4*rng.Float64() - 0.7}
		rev, before := g.Rev(), g.Handle(i)
		g.Drag(i, to)
		if g.Rev() == rev {
			to = Point{min(max(to.X, low+margin), high-margin), min(max(to.Y, low+margin), high-margin)}
			if d := to.to(g.Handle(1 - i)); g.Handle(i) != before || math.Hypot(d.X, d.Y) >= apart {
				t.Fatalf("a handle at %v, %v from the other, does not move", to, d)
			}
			continue
		}
		a, b := g.Handle(0), g.Handle(1)
		w := g.Weights()
		size := math.Hypot(w[0], w[1])
		for _, h := range []Point{a, b} {
			if off := math.Abs(g.sum(h)) / size; off > 0.03 || h.X < low || h.X > high || h.Y < low || h.Y > high {
				t.Fatalf("the handle %v is %v from the line of %v", h, off, w)
			}
		}
		d := a.to(b)
		if left := a.plus(Point{-d.Y, d.X}, 0.5); g.sum(left) <= 0 {
			t.Fatalf("handles %v, %v: weights %v do not fire at %v", a, b, w, left)
		}
		if _, _, ok := g.Line(); !ok {
			t.Fatalf("handles %v, %v have no line in the picture", a, b)
		}
		if math.Abs(size-math.Sqrt2/2) > 0.01 {
			t.Fatalf("the weights' size has become %v", size)
		}
		for _, v := range w {
			if v != hundredths(v) || math.Signbit(v) && v == 0 {
				t.Fatalf("a weight is %v", v)
			}
		}
		most = max(most, g.Correct())
	}
	if most != 3 {
		t.Errorf("a line makes %d rows of XOR correct", most)
	}
}

// TestTyping types weights: the handles go onto their line, on the correct sides, as
// long as it is in the picture.
func TestTyping(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	g := NewGates()
	in, out := 0, 0
	for range 2000 {
		set(t, g, 4*rng.Float64()-2, 4*rng.Float64()-2, 6*rng.Float64()-3)
		a, b, ok := g.Line()
		if !ok {
			out++
			for _, r := range g.Rows() {
				if r.Output != g.Rows()[0].Output {
					t.Fatalf("a line out of sight, of %v, separates the points", g.Weights())
				}
			}
			continue
		}
		in++
		w := g.Weights()
		for _, p := range []Point{a, b, g.Handle(0), g.Handle(1)} {
			x, y := p.Area()
			if math.Abs(g.sum(p)) > 1e-9*math.Hypot(w[0], w[1])+1e-9 || min(x, y) < -1e-9 || max(x, y) > 1+1e-9 {
				t.Fatalf("%v is not on the line of %v, or not in the picture", p, w)
			}
		}
		d := g.Handle(0).to(g.Handle(1))
		if g.sum(g.Handle(0).plus(Point{-d.Y, d.X}, 0.5)) <= 0 || math.Hypot(d.X, d.Y) < apart/2 {
			t.Fatalf("the handles %v, %v are not those of %v", g.Handle(0), g.Handle(1), w)
		}
	}
	if in < 500 || out < 100 {
		t.Errorf("%d lines in the picture, %d outside", in, out)
	}

	// A small change leaves the handles where they are.
	g.Reset()
	before := g.Handle(0)
	g.SetWeight(2, g.Weights()[2]+0.01)
	if d := before.to(g.Handle(0)); math.Hypot(d.X, d.Y) > 0.05 {
		t.Errorf("the bias is 0.01 larger, and the handle goes by %v", d)
	}

	set(t, g, 30, 40, -35)
	g.Nudge(0, 1, 0, false)
	if w := g.Weights(); math.Abs(math.Hypot(w[0], w[1])-50) > 0.01 {
		t.Errorf("dragging changes the size of weights that were typed: %v", w)
	}
	rev, w := g.Rev(), g.Weights()
	if g.SetWeight(0, math.NaN()) || g.SetWeight(1, math.Inf(1)) || g.SetWeight(2, 101) || g.Weights() != w || g.Rev() != rev {
		t.Errorf("weights that are none are taken: %v", g.Weights())
	}
	set(t, g, 0, 0, 1)
	if _, _, ok := g.Line(); ok || len(g.Firing()) != 4 {
		t.Error("weights of 0 have a line, or do not fire everywhere")
	}
	g.Reset()
	if _, _, ok := g.Line(); !ok {
		t.Error("Reset does not bring the line back")
	}
}

// TestFiring compares the part of the picture where the neuron fires with the neuron.
func TestFiring(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	g := NewGates()
	for range 50 {
		set(t, g, 4*rng.Float64()-2, 4*rng.Float64()-2, 3*rng.Float64()-1.5)
		area := 0.0
		corners := g.Firing()
		for i, p := range corners {
			q := corners[(i+1)%len(corners)]
			area += (p.X*q.Y - q.X*p.Y) / 2 / (extent * extent)
		}
		const n = 100
		fires := 0
		for i := range n * n {
			if g.sum(AtArea((float64(i%n)+0.5)/n, (float64(i/n)+0.5)/n)) > 0 {
				fires++
			}
		}
		if want := float64(fires) / (n * n); math.Abs(area-want) > 0.01 {
			t.Fatalf("weights %v fire in %v of the picture, not in %v", g.Weights(), want, area)
		}
	}
}

func TestKeysAndFlip(t *testing.T) {
	g := NewGates()
	a := g.Handle(0)
	g.Nudge(0, -1, 0, false)
	g.Nudge(0, 0, 1, true) // down: x2 falls
	if d := a.to(g.Handle(0)); math.Abs(d.X+0.05) > 1e-9 || math.Abs(d.Y+0.01) > 1e-9 {
		t.Errorf("the arrow keys move it by %v", d)
	}
	for range 100 {
		g.Nudge(0, 1, 0, false)
	}
	if g.Handle(0).X != high-margin {
		t.Errorf("it leaves the picture: %v", g.Handle(0))
	}
	before, w := g.Rows(), g.Weights()
	g.Flip()
	for i, r := range g.Rows() {
		if r.Output == before[i].Output {
			t.Errorf("the other side of the line gives %d at %v, too", r.Output, r.X)
		}
	}
	for i, v := range g.Weights() {
		if v != -w[i] {
			t.Errorf("weight %d was %v and is %v", i, w[i], v)
		}
	}
	g.Nudge(1, 0, 0, false) // the weights of the handles are the same
	for i, v := range g.Weights() {
		if math.Abs(v+w[i]) > 0.011 {
			t.Errorf("after a touch, weight %d was %v and is %v", i, w[i], v)
		}
	}
	if x, y := AtArea(0.25, 1).Area(); x != 0.25 || y != 1 {
		t.Errorf("there and back: %v, %v", x, y)
	}
}

func TestFigure(t *testing.T) {
	for v, want := range map[float64]string{0.5: "0.50", -0.7: "−0.70", 0.125: "0.125", 100: "100.00", 0: "0.00"} {
		if got := figure(v); got != want {
			t.Errorf("%v is written %s", v, got)
		}
	}
}
