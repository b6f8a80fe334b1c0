package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Inspect chooses the layers, by their place in the recipe, whose activations
// for the drawing are sent at once and again while the network learns, until the
// next Inspect. Without layers nothing is sent. With Close the weights of one
// output of Layer, a channel or a unit, are sent, too.
type Inspect struct {
	Layers      []byte
	Close       bool
	Layer, Unit uint32
}

var _ = register(func() Message { return new(Inspect) })

// Kind implements Message.
func (*Inspect) Kind() Kind { return 20 }

func (m *Inspect) fields(c *wire.Codec) {
	c.Bytes(&m.Layers)
	c.Bool(&m.Close)
	c.U32(&m.Layer, &m.Unit)
}

// Inspected has the activations of Layers for the drawing Seq after Step steps;
// Seq is 0 for an empty pad, and then there are only weights. For each of Layers,
// in their order, Scales has the largest magnitude of its values and Signed is 1
// if some are negative, else 0. Maps has a byte per value, layer after layer,
// channel by channel: v = b/255*scale, or with a sign v = (b-128)/127*scale.
// Peaks and At have per channel its largest value and that value's place in it,
// row by row. FilterScales and Filters are likewise the weights of convolutions,
// always with a sign; a scale of 0 stands for none. Weight has the weights of the
// output Unit of Layer, if Close was asked for and it has any.
type Inspected struct {
	Seq, Step    uint32
	Layers       []byte
	Scales       []float32
	Signed       []byte
	Maps         []byte
	Peaks        []float32
	At           []uint32
	FilterScales []float32
	Filters      []byte
	Layer, Unit  uint32
	Weight       []float32
}

var _ = register(func() Message { return new(Inspected) })

// Kind implements Message.
func (*Inspected) Kind() Kind { return 80 }

func (m *Inspected) fields(c *wire.Codec) {
	c.U32(&m.Seq, &m.Step)
	c.Bytes(&m.Layers)
	c.F32s(&m.Scales)
	c.Bytes(&m.Signed)
	c.Bytes(&m.Maps)
	c.F32s(&m.Peaks)
	c.U32s(&m.At)
	c.F32s(&m.FilterScales)
	c.Bytes(&m.Filters)
	c.U32(&m.Layer, &m.Unit)
	c.F32s(&m.Weight)
}
