package state

import (
	"slices"

	"github.com/zerokara/zerokara/nn/ink"
)

// maxPoints bounds a drawing: several minutes of scribbling.
const maxPoints = 20_000

// Drawing is the visitor's drawing, as strokes in pad units: x to the right, y
// down, 0 to 1 on the pad. A stroke may leave the pad and come back.
type Drawing struct {
	strokes []ink.Stroke
	points  int
	open    bool
	erased  uint32
	cleared []ink.Stroke // by the last Clear, until the next stroke
	image   []byte       // instead of strokes: 784 grey values, the network's input
}

// Erased counts the changes that removed ink; all others only add some.
func (d *Drawing) Erased() uint32 { return d.erased }

// Strokes returns the drawing, oldest stroke first. It is valid until the next
// change.
func (d *Drawing) Strokes() []ink.Stroke { return d.strokes }

// Image returns the image on the pad, 784 grey values that are the network's input
// without preprocessing, or nil for strokes.
func (d *Drawing) Image() []byte { return d.image }

// Empty reports whether there is neither ink nor an image.
func (d *Drawing) Empty() bool { return len(d.strokes) == 0 && d.image == nil }

// SetImage replaces the drawing by an image. The next stroke, Clear or Undo removes
// it; Undo brings back the strokes.
func (d *Drawing) SetImage(pixels []byte) {
	if len(pixels) != ink.Pixels {
		return
	}
	d.image = nil
	d.Clear()
	d.image = slices.Clone(pixels)
	d.erased++
}

// Open reports whether a stroke is being drawn.
func (d *Drawing) Open() bool { return d.open }

// Begin starts a stroke at p and ends the one before.
func (d *Drawing) Begin(p ink.Point) {
	s := ink.Stroke(nil).Extend(p)
	if d.points >= maxPoints || len(s) == 0 {
		return
	}
	d.dropImage()
	d.strokes = append(d.strokes, s)
	d.cleared = nil
	d.points++
	d.open = true
}

// Extend continues the stroke to p; without an open stroke it does nothing.
func (d *Drawing) Extend(p ink.Point) {
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
func (d *Drawing) CanUndo() bool { return !d.Empty() || len(d.cleared) > 0 }

// Undo removes the last stroke, or takes Clear back.
func (d *Drawing) Undo() {
	d.dropImage()
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

// Clear empties the pad.
func (d *Drawing) Clear() {
	d.dropImage()
	if len(d.strokes) > 0 {
		*d = Drawing{erased: d.erased + 1, cleared: d.strokes}
	}
}

func (d *Drawing) dropImage() {
	if d.image != nil {
		d.image = nil
		d.erased++
	}
}
