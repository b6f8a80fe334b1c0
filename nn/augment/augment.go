// Package augment changes training images at random each time they are used,
// and draws digits, letters and scribbles of its own among them.
package augment

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/kernel"
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
	image kernel.WarpImage // with other strokes
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
	g.thicken(pixels[:ink.Pixels])
	g.warp(dst[:ink.Pixels])
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
func (g *Augmenter) thicken(pixels []byte) {
	if g.a.Thickness == 0 {
		g.image.Thicken(pixels, 0)
		return
	}
	g.image.Thicken(pixels, int(g.uniform(g.a.Thickness)/2*256)) // in 1/256; a stroke has two edges
}

// warp moves the image's pixels by a random affine map and the elastic field. It
// samples the image by bilinear interpolation at in: with o an output pixel's
// place, c the middle and t the shift,
//
//	in = c + A (o - c - t) + field(o)
//	A  = scale * rotation * [1 shear; 0 1] * [stretch 0; 0 1/stretch]
func (g *Augmenter) warp(dst []float32) {
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
	u := int32(fixed(middle) - (xx*fixed(middle+tx)+xy*fixed(middle+ty))>>bits)
	v := int32(fixed(middle) - (yx*fixed(middle+tx)+yy*fixed(middle+ty))>>bits)
	m := kernel.WarpMap{U: u, V: v, UX: int32(xx), VX: int32(yx), UY: int32(xy), VY: int32(yy)}
	if g.field != nil {
		m.Across, m.Down = g.field.window(g.pcg.Uint64())
		m.Width = fieldWidth
	}
	g.image.Warp(dst, m)
}
