package protocol

import "github.com/zerokara/zerokara/nn/recipe"

// Commands about the generative adversarial network, which the worker trains
// beside the run and only while that rests.
const (
	KindTrainGAN  Kind = 50 + iota // train one from its beginning
	KindPauseGAN                   // stop after the current third of a step
	KindResumeGAN                  // go on
)

// KindGAN is the event that answers them.
const KindGAN Kind = 110

// TrainGAN asks to train a generative adversarial network anew; a run under way
// is paused for it.
type TrainGAN struct{ Recipe recipe.GAN }

// PauseGAN asks to stop the training of TrainGAN for a while.
type PauseGAN struct{}

// ResumeGAN asks to go on with it; a run under way is paused for it.
type ResumeGAN struct{}

// GAN says how the training of a generative adversarial network goes. The
// losses are means in nats over the steps since the last GAN, Since of them.
// Grid is what the generator makes of fixed noise: 224x224 grey values, 8 rows of 8
// images, empty before there is a network. Detail says why it failed.
type GAN struct {
	Phase                            Phase
	Step, Steps, Since               uint32
	Epoch, Epochs                    uint32
	ImagesPerSecond                  float32
	DiscriminatorLoss, GeneratorLoss float32
	Grid                             []byte
	Detail                           string
}

// Kind implements Message.
func (*TrainGAN) Kind() Kind { return KindTrainGAN }

// Kind implements Message.
func (*PauseGAN) Kind() Kind { return KindPauseGAN }

// Kind implements Message.
func (*ResumeGAN) Kind() Kind { return KindResumeGAN }

// Kind implements Message.
func (*GAN) Kind() Kind { return KindGAN }
