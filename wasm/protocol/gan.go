package protocol

import "github.com/zerokara/zerokara/nn/recipe"

// TrainGAN asks to train a new generative adversarial network; a run under way
// is paused for it.
type TrainGAN struct{ Recipe recipe.GAN }

// PauseGAN asks to pause the training of TrainGAN.
type PauseGAN struct{}

// ResumeGAN asks to continue it; a run under way is paused for it.
type ResumeGAN struct{}

// GAN reports the training of a generative adversarial network. The losses are
// means in nats over the Since steps since the last GAN. Grid is the generator's
// output for fixed noise: 224x224 grey values, 8 rows of 8 images, empty before
// there is a network. Detail is the reason of a failure.
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
