//go:build js

package scene

import (
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
)

// union keeps the denser of old and new ink, so that strokes drawn over each other,
// piece by piece, have smooth edges and no darker joints.
var union = ebiten.Blend{
	BlendOperationRGB:   ebiten.BlendOperationMax,
	BlendOperationAlpha: ebiten.BlendOperationMax,
}

// brush draws round-ended lines with antialiased edges: a picture of a disc,
// cut in half, with its middle column stretched between.
type brush struct {
	disc   *ebiten.Image
	radius float64
	vs     []ebiten.Vertex
	is     []uint16
}

// brushMargin keeps the disc's soft edge inside its picture.
const brushMargin = 2

// setRadius makes the disc for a line 2r pixels thick.
func (b *brush) setRadius(r float64) {
	if r == b.radius && b.disc != nil {
		return
	}
	if b.disc != nil {
		b.disc.Deallocate()
	}
	side := 2 * int(math.Ceil(r)+brushMargin)
	rgba := make([]byte, 4*side*side)
	middle := float64(side) / 2
	for y := range side {
		for x := range side {
			d := math.Hypot(float64(x)+0.5-middle, float64(y)+0.5-middle)
			a := byte(255*min(max(r+0.5-d, 0), 1) + 0.5)
			for c := range 4 {
				rgba[4*(y*side+x)+c] = a
			}
		}
	}
	b.disc = ebiten.NewImage(side, side)
	b.disc.WritePixels(rgba)
	b.radius = r
}

// line queues a line from a to b for a mask; without length it is a dot.
func (b *brush) line(mask *ebiten.Image, ax, ay, bx, by float64) {
	if len(b.vs) > math.MaxUint16-8 { // indices are 16 bits, a line has 8 vertices
		b.flush(mask)
	}
	half := float64(b.disc.Bounds().Dx()) / 2
	dx, dy := bx-ax, by-ay
	if n := math.Hypot(dx, dy); n > 0 {
		dx, dy = dx/n*half, dy/n*half
	} else {
		dx, dy = half, 0
	}
	at := uint16(len(b.vs))
	for _, end := range [4]struct{ x, y, u float64 }{
		{ax - dx, ay - dy, 0}, {ax, ay, half}, {bx, by, half}, {bx + dx, by + dy, 2 * half},
	} {
		for _, side := range [2]float64{-1, 1} {
			b.vs = append(b.vs, ebiten.Vertex{
				DstX: float32(end.x - dy*side), DstY: float32(end.y + dx*side),
				SrcX: float32(end.u), SrcY: float32(half + half*side),
				ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1,
			})
		}
	}
	for quad := uint16(0); quad < 6; quad += 2 {
		q := at + quad
		b.is = append(b.is, q, q+1, q+2, q+1, q+2, q+3)
	}
}

// flush draws the queued lines into a mask.
func (b *brush) flush(mask *ebiten.Image) {
	if len(b.is) > 0 {
		mask.DrawTriangles(b.vs, b.is, b.disc, &ebiten.DrawTrianglesOptions{Blend: union, Filter: ebiten.FilterLinear})
	}
	b.vs, b.is = b.vs[:0], b.is[:0]
}

// stain draws a mask into dst at x, y in a colour.
func stain(dst, mask *ebiten.Image, x, y float64, c color.RGBA) {
	op := &ebiten.DrawImageOptions{}
	op.GeoM.Translate(x, y)
	op.ColorScale.ScaleWithColor(c)
	dst.DrawImage(mask, op)
}

// fill draws a rectangle; its edges should lie on whole pixels.
func fill(dst *ebiten.Image, x, y, w, h float64, c color.RGBA) {
	if w <= 0 || h <= 0 {
		return
	}
	op := &ebiten.DrawImageOptions{}
	op.GeoM.Scale(w, h)
	op.GeoM.Translate(x, y)
	op.ColorScale.ScaleWithColor(c)
	dst.DrawImage(white, op)
}

// bar draws a horizontal bar. Its moving end fades between pixels, so that a slow
// change does not jump.
func bar(dst *ebiten.Image, x, y, w, h float64, c color.RGBA) {
	whole := math.Floor(w)
	fill(dst, x, y, whole, h, c)
	if part := w - whole; part > 0.02 {
		k := func(v uint8) uint8 { return uint8(float64(v)*part + 0.5) }
		fill(dst, x+whole, y, 1, h, color.RGBA{k(c.R), k(c.G), k(c.B), k(c.A)})
	}
}

// white is one opaque pixel, with a border so that no neighbour bleeds in.
var white = func() *ebiten.Image {
	i := ebiten.NewImage(3, 3)
	i.Fill(color.White)
	return i.SubImage(i.Bounds().Inset(1)).(*ebiten.Image)
}()
