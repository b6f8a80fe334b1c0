package state

import "github.com/zerokara/zerokara/nn/dataset"

// maxPoints bounds a drawing; it is several minutes of scribbling.
const maxPoints = 20_000

// Drawing is what the visitor drew, as strokes in pad units: x to the right, y
// down, 0 to 1 on the pad. A stroke may leave the pad and come back.
type Drawing struct {
	strokes []dataset.Stroke
	points  int
	open    bool
	erased  uint32
	cleared []dataset.Stroke // what the last Clear took, until the next stroke
}

// Erased counts the times that ink was taken away; otherwise a drawing only
// grows.
func (d *Drawing) Erased() uint32 { return d.erased }

// Strokes returns the drawing, oldest stroke first. It is valid until the next
// change.
func (d *Drawing) Strokes() []dataset.Stroke { return d.strokes }

// Open reports whether a stroke is being drawn.
func (d *Drawing) Open() bool { return d.open }

// Begin starts a stroke at p and ends the one before.
func (d *Drawing) Begin(p dataset.Point) {
	s := dataset.Stroke(nil).Extend(p)
	if d.points >= maxPoints || len(s) == 0 {
		return
	}
	d.strokes = append(d.strokes, s)
	d.cleared = nil
	d.points++
	d.open = true
}

// Extend draws on to p; without a stroke begun it does nothing.
func (d *Drawing) Extend(p dataset.Point) {
	if !d.open || d.points >= maxPoints {
		return
	}
	s := &d.strokes[len(d.strokes)-1]
	before := len(*s)
	*s = s.Extend(p)
	d.points += len(*s) - before
}

// End ends the stroke: the pointer was released or cancelled.
func (d *Drawing) End() { d.open = false }

// CanUndo reports whether Undo would change anything.
func (d *Drawing) CanUndo() bool { return len(d.strokes) > 0 || len(d.cleared) > 0 }

// Undo removes the last stroke, or brings back what was just cleared.
func (d *Drawing) Undo() {
	if len(d.strokes) == 0 {
		d.strokes, d.cleared = d.cleared, nil
		for _, s := range d.strokes {
			d.points += len(s)
		}
		return
	}
	last := len(d.strokes) - 1
	d.points -= len(d.strokes[last])
	d.strokes = d.strokes[:last]
	d.open = false
	d.erased++
}

// Clear empties the pad; Undo brings the drawing back.
func (d *Drawing) Clear() {
	if len(d.strokes) > 0 {
		*d = Drawing{erased: d.erased + 1, cleared: d.strokes}
	}
}
