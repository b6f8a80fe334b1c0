package scene

import (
	"image"
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/scene/raster"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// penRadius is half a stroke's thickness on the screen, in pad units. (In the
// network's input strokes have another, whatever the drawing's size.)
const penRadius = ink.Pen / 2

// drawing is the mask of the drawing, kept so that a new piece of a stroke costs
// only itself.
type drawing struct {
	mask    raster.Mask
	radius  float64         // of the pen
	fresh   image.Rectangle // of the mask, drawn since it was last put
	erased  uint32          // the drawing's Erased when the mask was drawn
	strokes int             // strokes begun
	points  int             // points drawn of the last one
	ended   bool            // and whether its end was drawn
}

// resizeInk makes a mask for a pad of r's size, to be drawn from the start.
func (s *Scene) resizeInk(r plot.Rect) {
	k, b := &s.ink, pixels(r)
	k.mask.Resize(b.Dx(), b.Dy())
	k.fresh = k.bounds()
	k.radius = r.W * penRadius
	k.strokes, k.points, k.ended = 0, 0, true
}

func (k *drawing) bounds() image.Rectangle { return image.Rect(0, 0, k.mask.W, k.mask.H) }

// putPad puts what is new of the drawing into the canvas.
func (s *Scene) putPad(r plot.Rect) {
	k := &s.ink
	if s.model.Drawing.Image() != nil {
		k.fresh = k.bounds() // once it is a drawing again
		s.putSlot(SlotPad, s.drawInput)
		return
	}
	s.follow(r)
	box := k.fresh
	k.fresh = image.Rectangle{}
	if box.Empty() {
		return
	}
	at := pixels(r).Min.Add(box.Min)
	p := &s.picture
	p.Reset(at.X, at.Y, box.Dx(), box.Dy())
	p.Stain(&k.mask, int(r.X), int(r.Y), s.colors.Ink)
	s.put(p)
}

// follow draws into the mask what the drawing has got.
func (s *Scene) follow(r plot.Rect) {
	k, d := &s.ink, &s.model.Drawing
	if k.erased != d.Erased() {
		k.erased = d.Erased()
		k.fresh = k.bounds()
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
}

// extend draws the new part of a stroke: quadratic curves through the middles of
// its segments, with its points as control points. The last half segment waits for
// the stroke's end, since the next point bends it.
func (k *drawing) extend(stroke ink.Stroke, r plot.Rect, ended bool) {
	if k.ended {
		return
	}
	at := func(i int) ink.Point { return ink.Point{X: stroke[i].X * r.W, Y: stroke[i].Y * r.W} } // it is square
	if k.points == 0 {
		p := at(0)
		k.line(p.X, p.Y, p.X, p.Y)
		k.points = 1
	}
	for ; k.points < len(stroke); k.points++ {
		i := k.points
		to := between(at(i-1), at(i))
		if i == 1 {
			p := at(0)
			k.line(p.X, p.Y, to.X, to.Y)
			continue
		}
		k.curve(between(at(i-2), at(i-1)), at(i-1), to)
	}
	if ended && len(stroke) > 1 {
		from, to := between(at(len(stroke)-2), at(len(stroke)-1)), at(len(stroke)-1)
		k.line(from.X, from.Y, to.X, to.Y)
	}
	k.ended = ended
}

func (k *drawing) line(ax, ay, bx, by float64) {
	k.fresh = k.fresh.Union(k.mask.Line(ax, ay, bx, by, k.radius))
}

// curve draws a quadratic Bezier curve in straight pieces, as many as keep it within a
// fraction of a pixel.
func (k *drawing) curve(a, control, b ink.Point) {
	length := math.Hypot(control.X-a.X, control.Y-a.Y) + math.Hypot(b.X-control.X, b.Y-control.Y)
	pieces := math.Ceil(min(2+length/6, 16))
	from := a
	for i := 1.0; i <= pieces; i++ {
		t := i / pieces
		p, q := mix(a, control, t), mix(control, b, t)
		to := mix(p, q, t)
		k.line(from.X, from.Y, to.X, to.Y)
		from = to
	}
}

func between(a, b ink.Point) ink.Point { return mix(a, b, 0.5) }

func mix(a, b ink.Point, t float64) ink.Point {
	return ink.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

// drawInput draws the network's input as 28x28 squares.
func (s *Scene) drawInput(dst *raster.Picture, r plot.Rect) {
	w, h := r.W/28, r.H/28
	for i, g := range s.grey {
		dst.Fill(r.X+float64(i%28)*w, r.Y+float64(i/28)*h, w, h, faded(s.colors.Ink, float64(g)/255))
	}
}
