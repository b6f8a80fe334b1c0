package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Inspect chooses the layers, by their place in the recipe, whose activations
// for the drawing are sent at once and again while the network learns, until the
// next Inspect. Without layers nothing is sent. With Close one output of Layer, a
// channel or a unit, is sent, too: its weights, and how its value at Place comes
// about. Place counts row by row, or is PlaceOfMax.
type Inspect struct {
	Layers      []byte
	Close       bool
	Layer, Unit uint32
	Place       uint32
}

var _ = register(func() Message { return new(Inspect) })

// Kind implements Message.
func (*Inspect) Kind() Kind { return 20 }

func (m *Inspect) fields(c *wire.Codec) {
	c.Bytes(&m.Layers)
	c.Bool(&m.Close)
	c.U32(&m.Layer, &m.Unit, &m.Place)
}

// PlaceOfMax is the place of a channel's largest value, wherever that is.
const PlaceOfMax = 1<<32 - 1

// Inspected has the activations of Layers for the drawing Seq after Step steps;
// Seq is 0 for an empty pad, and then there are only weights. For each of Layers,
// in their order, Scales has the largest magnitude of its values and Signed is 1
// if some are negative, else 0. Maps has a byte per value, layer after layer,
// channel by channel: v = b/255*scale, or with a sign v = (b-128)/127*scale.
// Peaks and At have per channel its largest value and that value's place in it,
// row by row. FilterScales and Filters are likewise the weights of convolutions,
// always with a sign; a scale of 0 stands for none.
//
// If Close was asked for, Weight and Bias are those of the output Unit of Layer, if it
// has any, and Value is its value at Place, where the largest was asked for that one's
// place. Input has the values of the layer below on which Value depends, channel by
// channel. For a layer with weights Input is parallel to Weight, zero outside the
// image, so that Value is Bias + sum of Weight[i]*Input[i]. It is empty without a
// drawing, or when it is too long.
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
	Place        uint32
	Value, Bias  float32
	Input        []float32
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
	c.U32(&m.Place)
	c.F32(&m.Value, &m.Bias)
	c.F32s(&m.Input)
}
