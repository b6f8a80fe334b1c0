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
	newest  bool // the last stroke began after whatever was erased
	erased  uint32
	cleared []ink.Stroke // that Undo brings back: by the last Clear, until the next stroke; or by Put
	put     int          // the oldest strokes are those of Put, in place of cleared
	image   []byte       // instead of strokes: 784 grey values, the network's input

	source, clearedSource, imageSource Source // of strokes, cleared and image
}

// Origin says where what is on the pad comes from.
type Origin int

// The origins.
const (
	Own        Origin = iota // drawn by the visitor
	OfKept                   // one of the visitor's kept drawings
	OfSample                 // a neat digit: see Example
	OfTest                   // an image of the test set
	Altered                  // a drawing that was altered to be predicted as another digit
	OfLink                   // in the link that was opened
	ToldByLink               // that, with the digit that it is
)

// Source is what is known about what is on the pad.
type Source struct {
	Origin Origin
	Label  int // the true digit, unless Origin is Own or OfLink; of Altered the digit aimed at
	Index  int // in the test set
}

// Labelled reports whether the true digit is known.
func (s Source) Labelled() bool { return s.Origin != Own && s.Origin != Altered && s.Origin != OfLink }

// Source returns where what is on the pad comes from.
func (d *Drawing) Source() Source {
	if d.image != nil {
		return d.imageSource
	}
	return d.source
}

// SetSource says where what has just been put on the pad comes from. The next stroke
// makes it the visitor's own.
func (d *Drawing) SetSource(s Source) {
	if d.image != nil {
		d.imageSource = s
	} else {
		d.source = s
	}
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
	d.image, d.imageSource = slices.Clone(pixels), Source{}
	d.erased++
}

// Room returns how many points the pad has room for.
func (d *Drawing) Room() int { return maxPoints - d.points }

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
	d.source = Source{}
	if d.put == 0 {
		d.cleared = nil
	}
	d.points++
	d.open, d.newest = true, true
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

// Abandon removes the stroke that began last, as if it had never begun. It does nothing
// if something has been erased since.
func (d *Drawing) Abandon() {
	if d.newest {
		d.dropLast()
	}
}

// Put replaces the drawing by strokes from elsewhere. Undo brings back the visitor's
// own.
func (d *Drawing) Put(strokes []ink.Stroke, from Source) {
	d.Clear()
	own, source := d.cleared, d.clearedSource
	for _, s := range strokes {
		for i, p := range s {
			if i == 0 {
				d.Begin(p)
			} else {
				d.Extend(p)
			}
		}
		d.End()
	}
	d.cleared, d.clearedSource, d.put, d.source = own, source, len(d.strokes), from
}

// untouched reports whether the drawing is what Put put, over another.
func (d *Drawing) untouched() bool {
	return len(d.strokes) > 0 && len(d.strokes) == d.put && len(d.cleared) > 0
}

// CanUndo reports whether Undo would change anything.
func (d *Drawing) CanUndo() bool { return !d.Empty() || len(d.cleared) > 0 }

// Undo removes the last stroke, or takes Clear or Put back.
func (d *Drawing) Undo() {
	d.dropImage()
	if len(d.strokes) == 0 || d.untouched() {
		*d = Drawing{strokes: d.cleared, source: d.clearedSource, erased: d.erased + 1}
		d.count()
		return
	}
	d.dropLast()
}

func (d *Drawing) count() {
	d.points = 0
	for _, s := range d.strokes {
		d.points += len(s)
	}
}

func (d *Drawing) dropLast() {
	last := len(d.strokes) - 1
	d.points -= len(d.strokes[last])
	d.strokes = d.strokes[:last]
	d.put = min(d.put, last)
	d.open, d.newest = false, false
	d.erased++
}

// Clear empties the pad. Undo brings back the visitor's own drawing, if what is there
// lies over it.
func (d *Drawing) Clear() {
	d.dropImage()
	if d.untouched() {
		*d = Drawing{erased: d.erased + 1, cleared: d.cleared, clearedSource: d.clearedSource}
	} else if len(d.strokes) > 0 {
		*d = Drawing{erased: d.erased + 1, cleared: d.strokes, clearedSource: d.source}
	}
}

func (d *Drawing) dropImage() {
	if d.image != nil {
		d.image = nil
		d.erased++
	}
}
