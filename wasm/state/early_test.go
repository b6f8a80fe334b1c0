package state

import (
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
)

func TestTakeEarly(t *testing.T) {
	now := time.Unix(1000, 0)
	// A stroke of two points, and one of a finger that goes on.
	early := []float64{1, 7, 1, 1, 0, 4, 0.2, 0.3, 0.4, 0.5, 2, 0.6, 0.1}
	want := []ink.Stroke{{{X: 0.2, Y: 0.3}, {X: 0.4, Y: 0.5}}, {{X: 0.6, Y: 0.1}}}
	var d Drawing
	h := d.TakeEarly(early, now)
	same := func(what string, want []ink.Stroke) {
		t.Helper()
		if !slices.EqualFunc(d.Strokes(), want, slices.Equal) {
			t.Errorf("%s: %v, want %v", what, d.Strokes(), want)
		}
	}
	same("taken", want)
	if !h.Draws(7) || h.ID() != 7 || h.ByMouse() || !h.Scrolls() || d.Source() != (Source{}) {
		t.Errorf("the hand is %+v", h)
	}
	d.Extend(ink.Point{X: 0.6, Y: 0.9})
	want[1] = append(want[1], ink.Point{X: 0.6, Y: 0.9})
	same("the stroke goes on", want)
	d.End()
	d.Undo()
	same("undone", want[:1])
	d.Clear()
	same("cleared", nil)
	d.Undo()
	same("and undone", want[:1])

	// Over a drawing of a link: undo has it again.
	d = Drawing{}
	linked := []ink.Stroke{{{X: 0.1, Y: 0.1}, {X: 0.9, Y: 0.9}}}
	d.Put(linked, Source{Origin: OfLink})
	early[0], early[4] = 0, 300
	h = d.TakeEarly(early, now)
	same("over a link's", append([]ink.Stroke{want[0]}, ink.Stroke{{X: 0.6, Y: 0.1}}))
	if d.Open() || h.Drawing() {
		t.Error("what was lifted draws")
	}
	if draws, palm := h.Down(9, Stylus, 0, now); !draws || !palm {
		t.Error("a palm that was lifted just before is none")
	}
	d.Undo()
	same("the link's", linked)

	// Nothing was drawn.
	for _, v := range [][]float64{nil, {0, 0, -1, 0, 1e9}} {
		if h := d.TakeEarly(v, now); h.Drawing() {
			t.Error("nobody draws")
		}
		same("left alone", linked)
	}
	d.TakeEarly([]float64{0, 0, 0, 0, 0, 99, 0.5, 0.5, 0.5, 0.7}, now)
	same("less than it claims", []ink.Stroke{{{X: 0.5, Y: 0.5}, {X: 0.5, Y: 0.7}}})
	if d.points != 2 {
		t.Errorf("%d points are counted", d.points)
	}
}
