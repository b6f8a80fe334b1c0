package recipe

import (
	"slices"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/wire"
)

// Wire moves a recipe to or from its binary form, which is for programs of the
// same build: it has no version of its own. What it reads is not validated. A
// layer, optimiser, schedule or loss of one's own tears the record when it is
// read.
func (r *Recipe) Wire(c *wire.Codec) { r.visit(codec{c}) }

// Wire is Recipe.Wire for a GAN.
func (g *GAN) Wire(c *wire.Codec) { g.visit(codec{c}) }

// codec is the Visitor that moves fields, in their order and without their names.
type codec struct{ *wire.Codec }

func (c codec) Choice(name string, v *string, _ string, options []string) {
	c.String(v)
	if c.Reading() && *v != "" && !slices.Contains(options, *v) {
		c.Tear()
	}
}

func (c codec) Text(_ string, v *string, _ int) { c.String(v) }

func (c codec) Int(_ string, v *int, _, _ int) { c.Codec.Int(v) }

func (c codec) Uint(_ string, v *uint64, _ uint64) { c.U64(v) }

func (c codec) Float(_ string, v *float64, _ fields.Range) { c.F64(v) }

func (c codec) Shape(_ string, v *tensor.Shape, _ int) { c.Codec.Int(&v.C, &v.H, &v.W) }

func (c codec) Part(_ string, present bool, visit func(fields.Visitor)) {
	if c.Bool(&present); present {
		visit(c)
	}
}

func (c codec) List(_ string, n, _ int, resize func(int), visit func(int, fields.Visitor)) {
	const smallest = 4 // bytes of a part: its kind's length
	if c.Length(&n, smallest); c.Reading() && n > 0 {
		resize(n)
	}
	for i := range n {
		visit(i, c)
	}
}
