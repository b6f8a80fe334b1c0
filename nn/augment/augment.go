// Package augment changes training images at random each time they are used,
// and draws digits, letters and scribbles of its own among them.
package augment

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Augmenter turns training images into inputs, each changed a little at random,
// so that a network hardly ever sees the same image twice. The change depends
// only on the recipe, the optimiser step and the image's position in the
// mini-batch: it is the same on every worker. For one goroutine.
type Augmenter struct {
	a     recipe.Augment
	seed  uint64
	pcg   rand.PCG
	hand  *hand
	field *field
	thick [ink.Pixels]byte   // the image with other strokes
	quads [ink.Pixels]uint32 // see warp
}

// NewAugmenter returns an augmenter for a recipe's images, nil for a recipe
// without augmentation.
func NewAugmenter(r recipe.Recipe) *Augmenter {
	if r.Augment == (recipe.Augment{}) {
		return nil
	}
	g := &Augmenter{a: r.Augment, seed: r.Seed}
	if r.Augment.Drawn > 0 || r.Augment.Scribbles > 0 {
		g.hand = newHand(r.Seed)
	}
	if r.Augment.ElasticAlpha > 0 {
		g.field = newField(r.Augment.ElasticAlpha, r.Augment.ElasticSigma, r.Seed)
	}
	return g
}

// Input writes an image of ink.Pixels grey values, changed, to dst[:ink.Pixels]
// as grey/255. label is the image's digit; Input returns the digit of what it
// wrote, -1 for none. step counts the optimiser steps before it,
// position the images of the mini-batch. It allocates nothing.
func (g *Augmenter) Input(dst []float32, pixels []byte, label int32, step, position int) int32 {
	random.Augment(&g.pcg, g.seed, step, position)
	if g.hand != nil || g.a.Plain > 0 {
		u := (g.uniform(1) + 1) / 2
		if u < g.a.Scribbles {
			label = -1
		}
		if u < g.a.Scribbles+g.a.Drawn {
			drawn := byte(none)
			if label >= 0 {
				drawn = byte(label)
			}
			pixels = g.hand.draw(drawn, g.pcg.Uint64())
		} else if u >= 1-g.a.Plain*(1-g.a.Scribbles-g.a.Drawn) {
			for i, v := range pixels[:ink.Pixels] {
				dst[i] = float32(v) * (1.0 / 255)
			}
			return label
		}
	}
	g.warp(dst[:ink.Pixels], g.thicken(pixels[:ink.Pixels]))
	return label
}

// uniform returns a random number in [-bound, bound).
func (g *Augmenter) uniform(bound float64) float64 { return uniform(&g.pcg, bound) }

func uniform(r *rand.PCG, bound float64) float64 {
	return bound * (float64(int64(r.Uint64())>>11) * (1.0 / (1 << 52)))
}

// thicken makes strokes thicker or thinner by up to a.Thickness pixels: with a
// random fraction f, a grey value becomes v + f (max - v), or v - f (v - min), of
// the max or min over a pixel and its four neighbours (dilation and erosion). That
// moves each edge by f pixels.
func (g *Augmenter) thicken(pixels []byte) []byte {
	if g.a.Thickness == 0 {
		return pixels
	}
	f := int(g.uniform(g.a.Thickness) / 2 * 256) // in 1/256; a stroke has two edges
	dst := &g.thick
	copy(dst[:], pixels)
	for y := 1; y < ink.Side-1; y++ {
		above, row, below := pixels[(y-1)*ink.Side:][:ink.Side], pixels[y*ink.Side:][:ink.Side], pixels[(y+1)*ink.Side:][:ink.Side]
		to := dst[y*ink.Side:][:ink.Side]
		for x := 1; x < ink.Side-1; x++ {
			v := row[x]
			if f >= 0 {
				m := max(v, row[x-1], row[x+1], above[x], below[x])
				to[x] = v + byte(int(m-v)*f>>8)
			} else if v != 0 {
				m := min(v, row[x-1], row[x+1], above[x], below[x])
				to[x] = v - byte(int(v-m)*-f>>8)
			}
		}
	}
	return dst[:]
}

// warp moves the image's pixels by a random affine map and the elastic field. It
// samples the image by bilinear interpolation at in: with o an output pixel's
// place, c the middle and t the shift,
//
//	in = c + A (o - c - t) + field(o)
//	A  = scale * rotation * [1 shear; 0 1] * [stretch 0; 0 1/stretch]
func (g *Augmenter) warp(dst []float32, pixels []byte) {
	const (
		bits   = 16 // of fraction in fixed-point coordinates
		one    = 1 << bits
		middle = 14 // where the centre of mass of MNIST's digits is, in pixels' centres
	)
	a := &g.a
	tx, ty := g.uniform(a.Shift), g.uniform(a.Shift)
	sin, cos := math.Sincos(g.uniform(a.Rotate) * (math.Pi / 180))
	scale, stretch := math.Exp(g.uniform(a.Scale)), math.Exp(g.uniform(a.Stretch))
	shear := g.uniform(a.Shear)
	fixed := func(v float64) int { return int(math.Round(v * one)) }
	xx, xy := fixed(scale*cos*stretch), fixed(scale*(cos*shear-sin)/stretch)
	yx, yy := fixed(scale*sin*stretch), fixed(scale*(sin*shear+cos)/stretch)
	u := fixed(middle) - (xx*fixed(middle+tx)+xy*fixed(middle+ty))>>bits
	v := fixed(middle) - (yx*fixed(middle+tx)+yy*fixed(middle+ty))>>bits

	// quads[i] holds the four pixels around a point right of and below i: one load
	// and, on the background, one comparison.
	quads := &g.quads
	for i := range ink.Pixels - ink.Side {
		quads[i] = uint32(pixels[i]) | uint32(pixels[i+1])<<8 | uint32(pixels[i+ink.Side])<<16 | uint32(pixels[min(i+ink.Side+1, ink.Pixels-1)])<<24
	}
	for i := range ink.Side { // beyond the edges there is nothing
		last := ink.Pixels - ink.Side + i
		quads[last] = uint32(pixels[last])
		if i < ink.Side-1 {
			quads[last] |= uint32(pixels[last+1]) << 8
		}
		quads[i*ink.Side+ink.Side-1] &= 0x00ff00ff
	}
	at, flip := g.window()
	for y := range ink.Side {
		row := dst[y*ink.Side:][:ink.Side]
		p, q := u, v
		var du, dv []int32
		if g.field != nil {
			du, dv = g.field.row(at+y*fieldWidth, flip)
		}
		for x := range row {
			ix, iy := p, q
			if g.field != nil {
				ix, iy = ix+int(du[x]), iy+int(dv[x])
			}
			fx, fy := ix>>(bits-8)&255, iy>>(bits-8)&255
			ix, iy = ix>>bits, iy>>bits
			p, q = p+xx, q+yx
			row[x] = 0
			if uint(ix) >= ink.Side || uint(iy) >= ink.Side {
				continue
			}
			if quad := quads[iy*ink.Side+ix]; quad != 0 {
				top := int(quad&255)*(256-fx) + int(quad>>8&255)*fx
				bottom := int(quad>>16&255)*(256-fx) + int(quad>>24)*fx
				row[x] = float32(top*(256-fy)+bottom*fy) * (1.0 / (255 << 16))
			}
		}
		u, v = u+xy, v+yy
	}
}

// window returns a random place in the elastic field and whether to swap its
// components.
func (g *Augmenter) window() (at int, swap bool) {
	if g.field == nil {
		return 0, false
	}
	r := g.pcg.Uint64()
	return int(r%fieldSide)*fieldWidth + int(r>>32%fieldSide), r>>63 != 0
}
