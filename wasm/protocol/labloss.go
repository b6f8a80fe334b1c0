package protocol

import "github.com/zerokara/zerokara/nn/wire"

// DirectionKind is a kind of Direction.
type DirectionKind uint8

// The kinds of directions in the space of the weights.
const (
	NoDirection     DirectionKind = iota
	OneWeight                     // the weight Index of the parameters' arena; a step of 1 changes it by 1
	RandomDirection               // drawn by Seed, with each filter as long as the network's own (Li et al. 2018)
)

// Direction is a direction in the space of the weights.
type Direction struct {
	Kind        DirectionKind
	Index, Seed uint32
}

func (d *Direction) fields(c *wire.Codec) {
	c.U8((*uint8)(&d.Kind))
	c.U32(&d.Index, &d.Seed)
}

// LabLoss asks for the loss of Digit, if it has 784 values, as a Label, and for the mean
// loss of the images Of, if there are any, at weights around a network's present ones: at
// Points places, an odd number of at most 101, from -Reach to Reach along A, and if B is
// a direction at as many rows along that. Network is the ID of a LabTrain, 0 for the
// run's. It predicts as in inference: with running statistics, without dropout.
type LabLoss struct {
	ID      uint32
	Network uint32
	A, B    Direction
	Reach   float32
	Points  uint32
	Digit   []byte
	Label   uint8
	Of      Subset
}

var _ = register(func() Message { return new(LabLoss) })

// Kind implements Message.
func (*LabLoss) Kind() Kind { return 43 }

func (m *LabLoss) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Network)
	m.A.fields(c)
	m.B.fields(c)
	c.F32(&m.Reach)
	c.U32(&m.Points)
	c.Bytes(&m.Digit)
	c.U8(&m.Label)
	m.Of.fields(c)
}

// LabLosses has the losses of one row of places: Own of the digit, Mean of the images;
// each is empty if it was not asked for. Slope has the derivatives along A, by
// backpropagation at the present weights: of the digit's loss, of the mean. Way is how far
// the network has come from its initial weights, along A and along B. Value is the weight
// itself where A is OneWeight. Refused says that the command asks for what there is not.
type LabLosses struct {
	ID, Step  uint32
	Row, Rows uint32
	Own, Mean []float32
	Slope     [2]float32
	Way       [2]float32
	Value     float32
	Refused   bool
}

var _ = register(func() Message { return new(LabLosses) })

// Kind implements Message.
func (*LabLosses) Kind() Kind { return 102 }

func (m *LabLosses) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step, &m.Row, &m.Rows)
	c.F32s(&m.Own)
	c.F32s(&m.Mean)
	c.F32(&m.Slope[0], &m.Slope[1], &m.Way[0], &m.Way[1], &m.Value)
	c.Bool(&m.Refused)
}

// LabBackward asks for a forward and a backward pass of Digit, 784 grey values, with the
// cross-entropy of Label, through a network (as in LabLoss) in inference.
type LabBackward struct {
	ID, Network uint32
	Digit       []byte
	Label       uint8
}

var _ = register(func() Message { return new(LabBackward) })

// Kind implements Message.
func (*LabBackward) Kind() Kind { return 44 }

func (m *LabBackward) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Network)
	c.Bytes(&m.Digit)
	c.U8(&m.Label)
}

// LabBackprop has, layer after layer, the shapes of the outputs (channels, rows,
// columns), the outputs and the gradients of the loss with respect to them; Input is the
// gradient with respect to the ink. Weights and Gradients are those of all parameters, in
// the order of the network's arena.
type LabBackprop struct {
	ID, Step           uint32
	Loss               float32
	Shapes             []uint32
	Outputs, Deltas    []float32
	Input              []float32
	Weights, Gradients []float32
	Refused            bool
}

var _ = register(func() Message { return new(LabBackprop) })

// Kind implements Message.
func (*LabBackprop) Kind() Kind { return 103 }

func (m *LabBackprop) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step)
	c.F32(&m.Loss)
	c.U32s(&m.Shapes)
	c.F32s(&m.Outputs)
	c.F32s(&m.Deltas)
	c.F32s(&m.Input)
	c.F32s(&m.Weights)
	c.F32s(&m.Gradients)
	c.Bool(&m.Refused)
}

// LabCheck asks for what a gradient check compares, at a network's weights (as in
// LabLoss), for the mean loss of the images Of, at most 64: the derivatives by the weights
// with places Index in the parameters' arena, by backpropagation, and the losses with each
// of these weights moved by each of Steps, down and up.
type LabCheck struct {
	ID, Network uint32
	Of          Subset
	Index       []uint32
	Steps       []float32
}

var _ = register(func() Message { return new(LabCheck) })

// Kind implements Message.
func (*LabCheck) Kind() Kind { return 45 }

func (m *LabCheck) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Network)
	m.Of.fields(c)
	c.U32s(&m.Index)
	c.F32s(&m.Steps)
}

// LabChecked has that for the next of the weights, from the From-th on: per weight its
// Slope, and per step the losses Below and Above, each with the weight moved by what the
// rounding to float32 leaves of the step. Base is the loss at the weights as they are.
// Params is the number of the network's weights.
// Forward and Backprop are the seconds of a forward pass of the images, and of one that
// gives all gradients: the fastest so far.
type LabChecked struct {
	ID, Step, From    uint32
	Params            uint32
	Slope             []float32
	Below, Above      []float32
	Base              float32
	Forward, Backprop float32
	Refused           bool
}

var _ = register(func() Message { return new(LabChecked) })

// Kind implements Message.
func (*LabChecked) Kind() Kind { return 104 }

func (m *LabChecked) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step, &m.From, &m.Params)
	c.F32s(&m.Slope)
	c.F32s(&m.Below)
	c.F32s(&m.Above)
	c.F32(&m.Base, &m.Forward, &m.Backprop)
	c.Bool(&m.Refused)
}
