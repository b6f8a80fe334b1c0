package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Classify asks for the probabilities of images, 784 grey values 0..255 each,
// row-major. With Drawing the first image is the visitor's drawing, and if it has
// several digits, one image per digit follows, left to right; without images the
// pad is empty. A drawing replaces the one before it, and is classified again
// while the network learns. Other images are classified once, and replace those
// that are not classified yet. Seq counts drawings, or is the asker's.
type Classify struct {
	Seq     uint32
	Drawing bool
	Images  []byte
}

var _ = register(func() Message { return new(Classify) })

// Kind implements Message.
func (*Classify) Kind() Kind { return 7 }

func (m *Classify) fields(c *wire.Codec) {
	c.U32(&m.Seq)
	c.Bool(&m.Drawing)
	c.Bytes(&m.Images)
}

// Classified are the probabilities of a Classify's images after Step steps, ten
// per image. Lane is the ID of the LabTrain whose network it is, 0 for the run's.
type Classified struct {
	Seq, Step uint32
	Lane      uint32
	Drawing   bool
	P         []float32
}

var _ = register(func() Message { return new(Classified) })

// Kind implements Message.
func (*Classified) Kind() Kind { return 70 }

func (m *Classified) fields(c *wire.Codec) {
	c.U32(&m.Seq, &m.Step, &m.Lane)
	c.Bool(&m.Drawing)
	c.F32s(&m.P)
}
