//go:build js

package scene

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// penRadius is half a stroke's thickness on the screen, in pad units. (In the
// network's input strokes have another, whatever the drawing's size.)
const penRadius = ink.Pen / 2

// drawing is the mask of the drawing, kept so that a new piece of a stroke costs
// only itself.
type drawing struct {
	mask    *ebiten.Image
	brush   brush
	erased  uint32 // the drawing's Erased when the mask was drawn
	strokes int    // strokes begun
	points  int    // points drawn of the last one
	ended   bool   // and whether its end was drawn
}

// resize makes a mask for a pad of r's size, to be drawn from the start.
func (k *drawing) resize(r plot.Rect) {
	if k.mask != nil {
		k.mask.Deallocate()
		k.mask = nil
	}
	if b := pixels(r); !b.Empty() {
		k.mask = ebiten.NewImage(b.Dx(), b.Dy())
		k.brush.setRadius(r.W * penRadius)
	}
	k.strokes, k.points, k.ended = 0, 0, true
}

func (s *Scene) drawPad(dst *ebiten.Image, r plot.Rect) {
	k, d := &s.ink, &s.model.Drawing
	if d.Image() != nil {
		s.drawInput(dst, r)
		return
	}
	if k.erased != d.Erased() {
		k.erased = d.Erased()
		k.mask.Clear()
		k.strokes, k.points, k.ended = 0, 0, true
	}
	strokes := d.Strokes()
	for i := max(k.strokes-1, 0); i < len(strokes); i++ {
		if i >= k.strokes {
			k.strokes, k.points, k.ended = i+1, 0, false
		}
		last := i == len(strokes)-1
		k.extend(strokes[i], r, !last || !d.Open())
	}
	b := pixels(r)
	stain(dst, k.mask, float64(b.Min.X), float64(b.Min.Y), s.colors.Ink)
}

// extend draws the new part of a stroke: quadratic curves through the middles of
// its segments, with its points as control points. The last half segment waits for
// the stroke's end, since the next point bends it.
func (k *drawing) extend(stroke ink.Stroke, r plot.Rect, ended bool) {
	if k.ended {
		return
	}
	at := func(i int) ink.Point { return ink.Point{X: stroke[i].X * r.W, Y: stroke[i].Y * r.H} }
	if k.points == 0 {
		p := at(0)
		k.brush.line(k.mask, p.X, p.Y, p.X, p.Y)
		k.points = 1
	}
	for ; k.points < len(stroke); k.points++ {
		i := k.points
		to := between(at(i-1), at(i))
		if i == 1 {
			p := at(0)
			k.brush.line(k.mask, p.X, p.Y, to.X, to.Y)
			continue
		}
		k.curve(between(at(i-2), at(i-1)), at(i-1), to)
	}
	if ended && len(stroke) > 1 {
		from, to := between(at(len(stroke)-2), at(len(stroke)-1)), at(len(stroke)-1)
		k.brush.line(k.mask, from.X, from.Y, to.X, to.Y)
	}
	k.ended = ended
	k.brush.flush(k.mask)
}

// curve draws a quadratic Bezier curve in straight pieces.
func (k *drawing) curve(a, control, b ink.Point) {
	const pieces = 6
	from := a
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		p, q := mix(a, control, t), mix(control, b, t)
		to := mix(p, q, t)
		k.brush.line(k.mask, from.X, from.Y, to.X, to.Y)
		from = to
	}
}

func between(a, b ink.Point) ink.Point { return mix(a, b, 0.5) }

func mix(a, b ink.Point, t float64) ink.Point {
	return ink.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

func (s *Scene) drawInput(dst *ebiten.Image, r plot.Rect) {
	op := &ebiten.DrawImageOptions{}
	op.GeoM.Scale(r.W/28, r.H/28)
	op.GeoM.Translate(r.X, r.Y)
	op.ColorScale.ScaleWithColor(s.colors.Ink)
	dst.DrawImage(s.pixels, op) // nearest neighbour: 28x28 squares
}
