package protocol

import "github.com/zerokara/zerokara/nn/wire"

// AskSamples asks for the test images of digit Label that the newest evaluation
// classified as Predicted: Count of them from Offset on, the most confident
// first. An evaluation of other weights than the present ones is made anew first,
// unless a run is under way.
type AskSamples struct {
	Label, Predicted uint8
	Offset, Count    uint32
}

var _ = register(func() Message { return new(AskSamples) })

// Kind implements Message.
func (*AskSamples) Kind() Kind { return 30 }

func (m *AskSamples) fields(c *wire.Codec) {
	c.U8(&m.Label)
	c.U8(&m.Predicted)
	c.U32(&m.Offset, &m.Count)
}

// Samples are some of the Total test images of a cell of the confusion matrix.
// Step is the evaluation's, Index are positions in the test set, Confidence is
// the probability of Predicted, Pixels are 784 grey values per image.
type Samples struct {
	Label, Predicted uint8
	Step             uint32
	Offset, Total    uint32
	Index            []uint32
	Confidence       []float32
	Pixels           []byte
}

var _ = register(func() Message { return new(Samples) })

// Kind implements Message.
func (*Samples) Kind() Kind { return 90 }

func (m *Samples) fields(c *wire.Codec) {
	c.U8(&m.Label)
	c.U8(&m.Predicted)
	c.U32(&m.Step, &m.Offset, &m.Total)
	c.U32s(&m.Index)
	c.F32s(&m.Confidence)
	c.Bytes(&m.Pixels)
}
