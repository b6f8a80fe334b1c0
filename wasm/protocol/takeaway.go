package protocol

import (
	"slices"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/nn/wire"
)

// AskArrays asks for the network's weights as other programs name them.
type AskArrays struct{ ID uint32 }

var _ = register(func() Message { return new(AskArrays) })

// Kind implements Message.
func (*AskArrays) Kind() Kind { return 11 }

func (m *AskArrays) fields(c *wire.Codec) { c.U32(&m.ID) }

// Arrays answers AskArrays: the weights after Step, with the names and shapes of a
// recipe without Weights, and their hash.
type Arrays struct {
	ID, Step    uint32
	Fingerprint uint64
	Recipe      recipe.Recipe
	Arrays      []safetensors.Array
}

var _ = register(func() Message { return new(Arrays) })

// Kind implements Message.
func (*Arrays) Kind() Kind { return 74 }

func (m *Arrays) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step)
	c.U64(&m.Fingerprint)
	part(c, &m.Recipe)
	arrays(c, &m.Arrays)
}

// UseArrays asks for a network of Recipe with the weights of a file: Arrays, matched
// by their names. It is at rest, and has made no step. ID is Prepare's.
type UseArrays struct {
	Recipe recipe.Recipe
	Arrays []safetensors.Array
	ID     uint32
}

var _ = register(func() Message { return new(UseArrays) })

// Kind implements Message.
func (*UseArrays) Kind() Kind { return 12 }

func (m *UseArrays) fields(c *wire.Codec) {
	part(c, &m.Recipe)
	arrays(c, &m.Arrays)
	c.U32(&m.ID)
}

func arrays(c *wire.Codec, all *[]safetensors.Array) {
	n := len(*all)
	c.Length(&n, 12) // of an empty array without a name
	if c.Reading() {
		*all = slices.Grow((*all)[:0], n)[:n]
	}
	for i := range *all {
		a := &(*all)[i]
		c.String(&a.Name)
		n := len(a.Dims)
		c.Length(&n, 8)
		if c.Reading() {
			a.Dims = slices.Grow(a.Dims[:0], n)[:n]
		}
		for k := range a.Dims {
			c.Int(&a.Dims[k])
		}
		c.F32s(&a.Data)
	}
}
