package protocol

import (
	"slices"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/nn/wire"
)

// MakeFile asks for a file of the network for other programs: Format is one of package
// export's kinds. Grey and Strokes are the drawing that it shows: 784 grey values, and
// points x, y, x, y, ..., Lengths of them a stroke.
type MakeFile struct {
	ID      uint32
	Format  string
	Grey    []byte
	Lengths []uint32
	Points  []float32
}

var _ = register(func() Message { return new(MakeFile) })

// Kind implements Message.
func (*MakeFile) Kind() Kind { return 11 }

func (m *MakeFile) fields(c *wire.Codec) {
	c.U32(&m.ID)
	c.String(&m.Format)
	c.Bytes(&m.Grey)
	c.U32s(&m.Lengths)
	c.F32s(&m.Points)
}

// FileMade answers MakeFile with the weights of the last completed step, or says why it
// cannot be.
type FileMade struct {
	ID    uint32
	Data  []byte
	Error string
}

var _ = register(func() Message { return new(FileMade) })

// Kind implements Message.
func (*FileMade) Kind() Kind { return 74 }

func (m *FileMade) fields(c *wire.Codec) {
	c.U32(&m.ID)
	c.Bytes(&m.Data)
	c.String(&m.Error)
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
