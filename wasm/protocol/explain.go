package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Method is a method of explanation.
type Method uint8

// The methods of explanation.
const (
	MethodOcclusion      Method = iota // cover one patch of the drawing at a time
	MethodGradient                     // the gradient with respect to the input, times the input
	MethodCounterfactual               // change the drawing until the prediction is Class
)

// OcclusionPatch is the side, in pixels, of the square that covers a drawing.
const OcclusionPatch = 5

// PredictedClass as an Explain's Class is the predicted digit.
const PredictedClass = 255

// Explain asks for an explanation of the drawing's prediction. ID counts the
// questions; a new one replaces the one in work.
type Explain struct {
	ID     uint32
	Method Method
	Class  uint8
}

var _ = register(func() Message { return new(Explain) })

// Kind implements Message.
func (*Explain) Kind() Kind { return 21 }

func (m *Explain) fields(c *wire.Codec) {
	c.U32(&m.ID)
	c.U8((*uint8)(&m.Method))
	c.U8(&m.Class)
}

// StopExplain asks to stop the explanation in work.
type StopExplain struct{}

var _ = register(func() Message { return new(StopExplain) })

// Kind implements Message.
func (*StopExplain) Kind() Kind { return 22 }

func (*StopExplain) fields(*wire.Codec) {}

// Explained is the explanation ID so far: Done of Of parts, complete when they
// are equal. It is of the drawing Seq, whose 784 grey values are Pixels, and of
// the network after Step steps, which predicts P. Values has per pixel its effect
// on Class: the gradient times the input, in log-odds; the fall of the logarithm
// of the probability when the pixel is covered, mean over the patches; or the
// change of its grey value, 0 to 1, in a counterfactual. After are the
// probabilities of the counterfactual, or for an occlusion of the drawing with
// the patch of the largest effect covered; At is that patch's first pixel.
type Explained struct {
	ID, Seq, Step uint32
	Method        Method
	Class         uint8
	Done, Of      uint32
	Pixels        []byte
	P, After      [10]float32
	At            uint32
	Values        []float32
}

var _ = register(func() Message { return new(Explained) })

// Kind implements Message.
func (*Explained) Kind() Kind { return 81 }

func (m *Explained) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Seq, &m.Step)
	c.U8((*uint8)(&m.Method))
	c.U8(&m.Class)
	c.U32(&m.Done, &m.Of)
	c.Bytes(&m.Pixels)
	for i := range m.P {
		c.F32(&m.P[i], &m.After[i])
	}
	c.U32(&m.At)
	c.F32s(&m.Values)
}
