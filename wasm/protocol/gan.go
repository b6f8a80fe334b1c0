package protocol

import (
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
)

// TrainGAN asks to train a new generative adversarial network; a run under way
// is paused for it.
type TrainGAN struct{ Recipe recipe.GAN }

var _ = register(func() Message { return new(TrainGAN) })

// Kind implements Message.
func (*TrainGAN) Kind() Kind { return 50 }

func (m *TrainGAN) fields(c *wire.Codec) { part(c, &m.Recipe) }

// PauseGAN asks to pause the training of TrainGAN.
type PauseGAN struct{}

var _ = register(func() Message { return new(PauseGAN) })

// Kind implements Message.
func (*PauseGAN) Kind() Kind { return 51 }

func (*PauseGAN) fields(*wire.Codec) {}

// ResumeGAN asks to continue it; a run under way is paused for it.
type ResumeGAN struct{}

var _ = register(func() Message { return new(ResumeGAN) })

// Kind implements Message.
func (*ResumeGAN) Kind() Kind { return 52 }

func (*ResumeGAN) fields(*wire.Codec) {}

// GAN reports the training of a generative adversarial network. The losses are
// means in nats over the Since steps since the last GAN. Grid is the generator's
// output for fixed noise: 224x224 grey values, 8 rows of 8 images, empty before
// there is a network. Fault is why it failed: CodeRecipe, CodeNoData, CodeDiverged,
// CodeInternal or, raised by the page, CodeWorker.
type GAN struct {
	Phase                            Phase
	Step, Steps, Since               uint32
	Epoch, Epochs                    uint32
	ImagesPerSecond                  float32
	DiscriminatorLoss, GeneratorLoss float32
	Grid                             []byte
	Fault                            Fault
}

var _ = register(func() Message { return new(GAN) })

// Kind implements Message.
func (*GAN) Kind() Kind { return 110 }

func (m *GAN) fields(c *wire.Codec) {
	c.U8((*uint8)(&m.Phase))
	c.U32(&m.Step, &m.Steps, &m.Since, &m.Epoch, &m.Epochs)
	c.F32(&m.ImagesPerSecond, &m.DiscriminatorLoss, &m.GeneratorLoss)
	c.Bytes(&m.Grid)
	m.Fault.fields(c)
}
