package state

import (
	"math"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
)

func TestHand(t *testing.T) {
	var h Hand
	now := time.Unix(1000, 0)
	down := func(what string, id int, device Device, button int, wantDraws, wantPalm bool) {
		t.Helper()
		if draws, palm := h.Down(id, device, button, now); draws != wantDraws || palm != wantPalm {
			t.Errorf("%s: draws %v, palm %v", what, draws, palm)
		}
	}
	down("a right button", 1, Mouse, 2, false, false)
	down("a left button", 1, Mouse, 0, true, false)
	down("a finger while a mouse draws", 2, Touch, 0, false, false)
	down("a stylus while a mouse draws", 3, Stylus, 0, false, false)
	if !h.Draws(1) || h.Draws(2) || !h.ByMouse() {
		t.Error("not the mouse draws")
	}
	if !h.Holds(1) || !h.Holds(3) || h.Holds(2) || h.Holds(0) {
		t.Error("a mouse draws without its left button, or not with it")
	}
	h.Lift(now)
	if h.Drawing() || h.Draws(1) || h.ByMouse() {
		t.Error("a lifted pointer draws")
	}
	down("a palm", 4, Touch, 0, true, false)
	down("a second finger", 5, Touch, 0, false, false)
	down("the stylus beside the palm", 6, Stylus, 0, true, true)
	down("another palm", 7, Touch, 0, false, false)
	if !h.Draws(6) || h.Draws(4) || h.ByMouse() || !h.Holds(2) || h.Holds(0) {
		t.Error("not the stylus draws, as long as it touches")
	}
	h.Lift(now)
	down("the next stroke", 6, Stylus, 0, true, false)
	h.Lift(now)

	down("a palm that is lifted", 8, Touch, 0, true, false)
	h.Lift(now)
	now = now.Add(palmTime - 1)
	down("the stylus after it", 6, Stylus, 0, true, true)
	h.Lift(now)
	down("a finger", 9, Touch, 0, true, false)
	h.Lift(now)
	now = now.Add(palmTime)
	down("the stylus much later", 6, Stylus, 0, true, false)
	h.Lift(now)
	down("a finger after the stylus", 10, Touch, 0, true, false)
	h.Lift(now)
	down("another finger", 11, Touch, 0, true, false)
}

// TestTwoFingers lets a second finger come to one that draws.
func TestTwoFingers(t *testing.T) {
	now := time.Unix(1000, 0)
	for what, c := range map[string]struct {
		first, second Device
		want          bool
	}{
		"two fingers": {Touch, Touch, true}, "a palm beside the stylus": {Stylus, Touch, false}, "a finger beside the mouse": {Mouse, Touch, false},
	} {
		var h Hand
		h.Down(1, c.first, 0, now)
		if h.Scrolls() {
			t.Errorf("%s: the first scrolls by itself", what)
		}
		h.Down(2, c.second, 0, now)
		if h.Scrolls() != c.want || !h.Draws(1) {
			t.Errorf("%s: scrolls %v, the first draws %v", what, h.Scrolls(), h.Draws(1))
		}
		h.Lift(now)
		if h.Down(3, c.first, 0, now); h.Scrolls() {
			t.Errorf("%s: the next stroke scrolls, too", what)
		}
	}
}

func TestAbandon(t *testing.T) {
	var d Drawing
	d.Begin(ink.Point{X: 0.1, Y: 0.1})
	d.End()
	d.Begin(ink.Point{X: 0.9, Y: 0.9})
	d.Extend(ink.Point{X: 0.8, Y: 0.9})
	erased := d.Erased()
	d.Abandon()
	if len(d.Strokes()) != 1 || d.Open() || d.points != 1 || d.Erased() != erased+1 {
		t.Errorf("%d strokes of %d points", len(d.Strokes()), d.points)
	}
	d.Abandon() // it is gone already
	if len(d.Strokes()) != 1 {
		t.Error("the stroke before is abandoned, too")
	}
	d.Begin(ink.Point{X: 0.9, Y: 0.9})
	d.End()
	d.Abandon()
	if len(d.Strokes()) != 1 || d.points != 1 {
		t.Error("a stroke that has ended is not abandoned")
	}
	d.Begin(ink.Point{X: 0.9, Y: 0.9})
	d.End()
	d.Undo()
	d.Abandon()
	if len(d.Strokes()) != 1 {
		t.Error("the stroke before one that was undone is abandoned")
	}
	d.Begin(ink.Point{X: 0.9, Y: 0.9})
	d.End()
	d.Clear()
	d.Undo()
	d.Abandon()
	if len(d.Strokes()) != 2 {
		t.Error("a stroke that was cleared and came back is abandoned")
	}
}

func TestKeyPen(t *testing.T) {
	k := NewKeyPen()
	for _, c := range []struct {
		key  string
		fine bool
		x, y float64
	}{
		{"ArrowLeft", false, 0.46, 0.3}, {"ArrowRight", true, 0.47, 0.3}, {"ArrowUp", false, 0.47, 0.26}, {"ArrowDown", true, 0.47, 0.27},
	} {
		if !k.Move(c.key, c.fine) || math.Abs(k.X-c.x) > 1e-9 || math.Abs(k.Y-c.y) > 1e-9 {
			t.Errorf("%s leads to %v", c.key, k.Point())
		}
	}
	for range 40 {
		k.Move("ArrowUp", false)
		k.Move("ArrowRight", false)
	}
	if k.X != 0.96 || k.Y != 0.04 {
		t.Errorf("the corner is at %v", k.Point())
	}
	if k.Move("Enter", false) {
		t.Error("Enter moves the pen")
	}
}

func TestKeyPenCell(t *testing.T) {
	for _, c := range []struct {
		x, y        float64
		row, column int
	}{{0.5, 0.3, 4, 6}, {0.04, 0.96, 10, 1}, {0.96, 0.04, 1, 10}, {0.29, 0.1, 2, 3}} {
		k := KeyPen{X: c.x, Y: c.y}
		if row, column := k.Cell(); row != c.row || column != c.column {
			t.Errorf("the pen at %v, %v is in row %d, column %d, want %d, %d", c.x, c.y, row, column, c.row, c.column)
		}
	}
}
