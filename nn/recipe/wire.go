package recipe

import "github.com/zerokara/zerokara/nn/wire"

// Wire moves a recipe to or from its binary form, which is for programs of the
// same build: it has no version of its own. What it reads is not validated.
func (r *Recipe) Wire(c *wire.Codec) { wirePart(c, r) }

// Wire is Recipe.Wire for a GAN.
func (g *GAN) Wire(c *wire.Codec) { wirePart(c, g) }

// wirePart moves the fields that the part's kind uses.
func wirePart(c *wire.Codec, p part) {
	kind := ""
	p.fields(func(name, kinds string, value any) {
		if !uses(kinds, kind) {
			return
		}
		switch v := value.(type) {
		case *string:
			if c.String(v); name == "kind" {
				kind = *v
			}
		case *int:
			c.Int(v)
		case *uint64:
			c.U64(v)
		case *float64:
			c.F64(v)
		case *[3]int:
			c.Int(&v[0], &v[1], &v[2])
		case *[]Layer:
			n := len(*v)
			if c.Length(&n, 4); c.Reading() && n > 0 { // of a layer, at least its kind's length
				*v = make([]Layer, n)
			}
			for i := range *v {
				wirePart(c, &(*v)[i])
			}
		case part:
			wirePart(c, v)
		default:
			panic("recipe: a field of a type that Wire does not know")
		}
	})
}
