package state

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
)

func at(x, y float64) ink.Point { return ink.Point{X: x, Y: y} }

func TestDrawingStrokes(t *testing.T) {
	var d Drawing
	d.Extend(at(0.5, 0.5)) // no stroke is begun
	if len(d.Strokes()) != 0 || d.CanUndo() {
		t.Fatal("moving without pressing draws")
	}
	d.Begin(at(0.1, 0.1))
	d.Extend(at(0.1, 0.1005)) // too near to matter
	d.Extend(at(0.2, 0.1))
	d.Extend(at(math.NaN(), 0.1))
	d.Extend(at(1.4, 0.1)) // off the pad: kept, so that it can come back
	if !d.Open() {
		t.Error("the stroke is not open")
	}
	d.End()
	d.Extend(at(0.9, 0.9)) // after the release
	want := ink.Stroke{at(0.1, 0.1), at(0.2, 0.1), at(1.4, 0.1)}
	if len(d.Strokes()) != 1 || !slices.Equal(d.Strokes()[0], want) || d.Open() {
		t.Errorf("strokes %v, want %v", d.Strokes(), want)
	}
}

func TestDrawingUndoAndClear(t *testing.T) {
	var d Drawing
	for i := range 3 {
		d.Begin(at(0.1*float64(i), 0.1))
		d.End()
	}
	erased := d.Erased()
	d.Undo()
	if len(d.Strokes()) != 2 || d.Erased() == erased {
		t.Fatalf("after Undo: %v", d.Strokes())
	}
	d.Clear()
	d.Clear() // a second time takes nothing more
	if len(d.Strokes()) != 0 || !d.CanUndo() {
		t.Fatalf("after Clear: %v", d.Strokes())
	}
	d.Undo()
	if len(d.Strokes()) != 2 || d.points != 2 {
		t.Fatalf("Undo brings %v back, %d points", d.Strokes(), d.points)
	}
	d.Clear()
	d.Begin(at(0.5, 0.5))
	d.Undo()
	if d.Undo(); len(d.Strokes()) != 0 || d.CanUndo() {
		t.Errorf("what was cleared before a new stroke comes back: %v", d.Strokes())
	}
}

// TestPutIsUndone puts digits over the visitor's drawing and over one another.
func TestPutIsUndone(t *testing.T) {
	var d Drawing
	d.Begin(at(0.1, 0.1))
	d.Extend(at(0.2, 0.1))
	d.End()
	sample := Source{Origin: OfSample, Label: 8}
	own := func(after string) {
		t.Helper()
		if len(d.Strokes()) != 1 || d.Strokes()[0][0] != at(0.1, 0.1) || d.points != 2 || d.Source() != (Source{}) || d.Open() {
			t.Errorf("after %s: %v, %d points, of %v", after, d.Strokes(), d.points, d.Source())
		}
	}
	d.Put(Example(4), Source{Origin: OfSample, Label: 4})
	d.Put(Example(8), sample)
	if len(d.Strokes()) != len(Example(8)) || d.Source() != sample {
		t.Fatalf("put: %v, of %v", d.Strokes(), d.Source())
	}
	erased := d.Erased()
	d.Undo()
	own("an undo")
	if d.Erased() == erased {
		t.Error("an undo only adds ink")
	}
	d.Put(Example(5), Source{Origin: OfSample, Label: 5})
	d.Begin(at(0.5, 0.5))
	if d.Source() != (Source{}) {
		t.Error("with a stroke it is still a sample")
	}
	d.Undo()
	if len(d.Strokes()) != len(Example(5)) {
		t.Errorf("the stroke alone is not undone: %v", d.Strokes())
	}
	d.Undo()
	own("a stroke and two undos")
	d.Put(Example(8), sample)
	d.Clear()
	d.Undo()
	own("a clear and an undo")
	d.Put(Example(8), sample)
	d.SetImage(make([]byte, ink.Pixels))
	d.Undo()
	own("an image and an undo")

	d.Undo()
	d.Put(Example(5), sample) // over nothing
	for n := len(Example(5)); n > 0; n-- {
		if len(d.Strokes()) != n || !d.CanUndo() {
			t.Fatalf("%v, want %d strokes", d.Strokes(), n)
		}
		d.Undo()
	}
	if d.CanUndo() {
		t.Error("there is something to undo on an empty pad")
	}
}

func TestDrawingIsBounded(t *testing.T) {
	var d Drawing
	d.Begin(at(0, 0))
	for i := range 3 * maxPoints {
		d.Extend(at(float64(i%2), float64(i)/maxPoints))
	}
	d.Begin(at(0.5, 0.5))
	n := 0
	for _, s := range d.Strokes() {
		n += len(s)
	}
	if n != maxPoints {
		t.Errorf("%d points, want %d", n, maxPoints)
	}
	m := &Model{Drawing: d}
	if got := m.OnPad(in(t, "en")); d.Room() != 0 || !strings.Contains(got, "full") {
		t.Errorf("a pad with room for %d points says %q", d.Room(), got)
	}
}

func TestExamplesAreOnThePadAndMakeInk(t *testing.T) {
	for digit := range 10 {
		strokes := Example(digit)
		var image [ink.Pixels]byte
		if !ink.Render(image[:], strokes) {
			t.Errorf("%d makes no ink", digit)
		}
		for _, s := range strokes {
			for i, p := range s {
				if p.X < 0.1 || p.X > 0.9 || p.Y < 0.1 || p.Y > 0.9 {
					t.Errorf("%d has a point at %v", digit, p)
				}
				if i > 0 && math.Hypot(p.X-s[i-1].X, p.Y-s[i-1].Y) > 0.15 {
					t.Errorf("%d jumps from %v to %v", digit, s[i-1], p)
				}
			}
		}
	}
	if Example(10) != nil {
		t.Error("there is no eleventh digit")
	}
}

// An image lies on the pad until something else is wanted there.
func TestImageOnThePad(t *testing.T) {
	image := make([]byte, ink.Pixels)
	image[400] = 255
	var d Drawing
	draw := func() {
		d.Begin(ink.Point{X: 0.5, Y: 0.5})
		d.Extend(ink.Point{X: 0.5, Y: 0.7})
		d.End()
	}
	draw()
	d.SetImage(image[1:]) // no image at all
	if d.Image() != nil || len(d.Strokes()) != 1 {
		t.Error("a torn image was taken")
	}
	erased := d.Erased()
	d.SetImage(image)
	if d.Empty() || len(d.Strokes()) != 0 || d.Image()[400] != 255 || d.Erased() == erased || !d.CanUndo() {
		t.Errorf("an image on the pad: %+v", d)
	}
	image[400] = 0
	if d.Image()[400] != 255 {
		t.Error("the image is not the pad's own")
	}
	erased = d.Erased()
	d.Undo()
	if d.Image() != nil || len(d.Strokes()) != 1 || d.Erased() == erased {
		t.Error("Undo does not bring the strokes back")
	}
	d.SetImage(image)
	draw()
	if d.Image() != nil || len(d.Strokes()) != 1 {
		t.Error("a stroke does not begin anew")
	}
	d.SetImage(image)
	d.SetImage(image)
	d.Clear()
	if !d.Empty() {
		t.Error("Clear leaves the image")
	}
	m := Model{}
	m.Drawing.SetImage(image)
	m.Prediction = Prediction{Known: true}
	m.Drawn()
	if !m.Prediction.Known {
		t.Error("an image on the pad counts as an empty pad")
	}
}
