package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// bowlAt answers a command as a worker whose losses are a bowl with its bottom at a, b.
func bowlAt(l *Landscape, c *protocol.LabLoss, a, b, value float64) {
	rows := c.Points
	if c.B.Kind == protocol.NoDirection {
		rows = 1
	}
	at := func(i uint32) float64 { return float64(c.Reach) * (2*float64(i)/float64(max(c.Points, 2)-1) - 1) }
	for row := range rows {
		m := &protocol.LabLosses{ID: c.ID, Step: 7, Row: row, Rows: rows, Way: [2]float32{float32(value), 0.25}}
		for i := range c.Points {
			v := float32(1 + (at(i)-a)*(at(i)-a) + (at(row)-b)*(at(row)-b))
			if len(c.Digit) > 0 {
				m.Own = append(m.Own, v)
			}
			if c.Of.Count > 0 {
				m.Mean = append(m.Mean, v)
			}
		}
		l.Apply(m)
	}
}

// TestLandscape sees a plane become finer, and the pointer find its lowest place.
func TestLandscape(t *testing.T) {
	l := NewLandscape()
	id := uint32(0)
	newID := func() uint32 { id++; return id }
	digit := make([]byte, 784)
	if l.Known() || l.Done() || !math.IsNaN(l.Here()) {
		t.Error("known before it is")
	}
	var sizes []uint32
	for {
		c := l.Next(newID, digit, 7, nil)
		if c == nil {
			break
		}
		if l.Next(newID, digit, 7, nil) != nil || l.Apply(&protocol.LabLosses{ID: 99}) {
			t.Fatal("two commands at once, or another's event")
		}
		sizes = append(sizes, c.Points)
		bowlAt(l, c, 0.4, -0.2, 0)
	}
	if len(sizes) != 3 || sizes[0] != 11 || sizes[2] != 41 || !l.Fine() || l.Step() != 7 {
		t.Fatalf("planes of %v points", sizes)
	}
	low, high, x, y := l.Extremes()
	if math.Abs(low-1) > 1e-6 || math.Abs(x-0.4) > 1e-6 || math.Abs(y+0.2) > 1e-6 || math.Abs(high-(1+1.4*1.4+1.2*1.2)) > 1e-5 {
		t.Errorf("the lowest is %v at %v, %v, the highest %v", low, x, y, high)
	}
	if math.Abs(l.Here()-1.2) > 1e-6 || l.Truth() != 1 {
		t.Errorf("here it is %v", l.Here())
	}
	w := &words.Words{}
	if w.Use("lab.4.2.yours\x00{digit}: {loss}"); l.Yours(w, "") != "7: 1.2000" || l.Yours(w, "3: 1") != "3: 1" {
		t.Errorf("it says %q", l.Yours(w, ""))
	}
	if l.Nudge(1, 0, false); l.Done() {
		t.Error("anywhere is the lowest place")
	}
	l.Nudge(1, -1, false)
	if x, y, loss := l.Pointer(); math.Abs(x-0.4) > 1e-9 || math.Abs(y+0.2) > 1e-9 || math.Abs(loss-1) > 1e-6 || !l.Done() {
		t.Errorf("the pointer is at %v, %v: %v", x, y, loss)
	}
	l.Point(5, 0)
	if x, _, _ := l.Pointer(); x != 1 {
		t.Errorf("the pointer leaves the plane: %v", x)
	}
	var p state.Paper
	for i := range p.Sequential {
		p.Sequential[i].R = uint8(i)
	}
	rgba, n := l.Paint(&p)
	if n != 41 || len(rgba) != 4*41*41 {
		t.Fatalf("%d bytes, %d points", len(rgba), n)
	}
	pixel := func(x, y int) byte { return rgba[4*(41*(40-y)+x)] }
	if pixel(28, 16) != 20 || pixel(0, 40) != 220 || pixel(40, 0) <= pixel(28, 16) {
		t.Errorf("the lowest place is painted %d, the highest %d", pixel(28, 16), pixel(0, 40))
	}
}

// TestLandscapeOfTwoWeights follows the run over two weights.
func TestLandscapeOfTwoWeights(t *testing.T) {
	l := NewLandscape()
	id := uint32(0)
	newID := func() uint32 { id++; return id }
	lines, side := alongFilter([]state.Layer{{Kind: "flatten"}})
	if l.Choose(true, true, 0); lines != nil || side != 0 || l.Next(newID, nil, 7, lines) != nil || !l.Refused() {
		t.Error("a network without weights has two of them")
	}
	for i := range 25 {
		lines = append(lines, protocol.LabLoss{A: protocol.Direction{Kind: protocol.OneWeight, Index: uint32(i)}})
	}
	l.Choose(true, true, 1)
	for i := range 3 {
		l.Again()
		c := l.Next(newID, nil, 7, lines)
		if c.A.Index != 2 || c.B.Index != 3 || c.Of.Count == 0 || len(c.Digit) != 0 {
			t.Fatalf("%+v", c)
		}
		bowlAt(l, c, 0, 0, 0.5+0.1*float64(i))
		if xs, ys := l.Path(); len(xs) != i+2 || math.Abs(xs[0]+0.5+0.1*float64(i)) > 1e-6 || ys[0] != -0.25 || xs[i+1] != 0 || ys[i+1] != 0 {
			t.Errorf("path %v, %v", xs, ys) // from the initial weights
		}
	}
	if xs, ys := l.Path(); math.Abs(xs[1]+0.2) > 1e-6 || ys[1] != 0 || l.Truth() != 0 {
		t.Errorf("path %v, %v", xs, ys)
	}
	if l.Forget(); l.path != nil || !l.Known() {
		t.Error("another network has the path of the one before, or no landscape until its own is there")
	}
	if l.Choose(true, true, 2); l.Known() {
		t.Error("another plane shows the one before")
	}
	c := l.Next(newID, nil, 7, lines)
	if l.Apply(&protocol.LabLosses{ID: c.ID, Refused: true}); !l.Refused() || l.Next(newID, nil, 7, lines) != nil {
		t.Error("it goes on although the worker cannot")
	}
	if l.Again(); l.Refused() || l.Next(newID, nil, 7, lines) == nil {
		t.Error("what was refused is not asked for again")
	}
}

// TestLandscapeAddress has the plane and the pointer in the address, what cannot be aside.
func TestLandscapeAddress(t *testing.T) {
	a, b := NewLandscape(), NewLandscape()
	if a.Address() != "" {
		t.Errorf("at first %q", a.Address())
	}
	a.Choose(true, true, 3)
	a.Point(0.8, -0.3)
	b.SetAddress(a.Address())
	x, y, _ := b.Pointer()
	if b.Address() != a.Address() || x != 0.8 || y != -0.3 {
		t.Errorf("%q became %q: %v, %v", a.Address(), b.Address(), x, y)
	}
	b.SetAddress(a.Address() + "&x=NaN&y=abc&plane=-1")
	if b.Address() != a.Address() {
		t.Errorf("%q became %q", a.Address(), b.Address())
	}
}
