package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/tensor"
)

// GAN is the configuration of a generative adversarial network (Goodfellow et
// al. 2014): a generator makes images of noise, a discriminator says which
// images are real, and each learns from the other. As for Recipe, zero means
// zero, and a GAN and the training set determine all weights.
type GAN struct {
	Version       int          // 1
	Name          string       // a label, at most 64 bytes
	Latent        int          // length of the noise z, each value uniform in [-1, 1)
	Generator     []layer.Spec // z, (Latent, 1, 1), to an image whose values are -1 for paper to 1 for ink
	Discriminator []layer.Spec // an image to one logit: is it real
	Init          Init         // of weights; biases start at zero
	Optimizer     optim.Spec   // of both networks, each with its own state
	LearningRate  float64      // of both
	BatchSize     int          // real images per step, and as many generated
	Epochs        int          // passes over the training set
	Seed          uint64       // of all that is random; at most 2^53-1
}

// MaxLatent bounds the noise of a GAN.
const MaxLatent = 1024

func (g *GAN) visit(v fields.Visitor) {
	v.Int("version", &g.Version, Version, Version)
	v.Text("name", &g.Name, MaxName)
	v.Int("latent", &g.Latent, 1, MaxLatent)
	visitLayers(v, "generator", &g.Generator)
	visitLayers(v, "discriminator", &g.Discriminator)
	v.Part("init", true, g.Init.visit)
	v.Part("optimizer", true, func(v fields.Visitor) { g.Optimizer = optim.Visit(v, g.Optimizer) })
	v.Float("learningRate", &g.LearningRate, fields.Positive(100))
	v.Int("batchSize", &g.BatchSize, 1, MaxBatchSize)
	v.Int("epochs", &g.Epochs, 1, MaxEpochs)
	v.Uint("seed", &g.Seed, MaxSeed)
}

// DCGAN returns a small deep convolutional GAN for MNIST with what Radford,
// Metz and Chintala 2016 advise: strides instead of pooling, batch
// normalisation but in the discriminator's first layer and the generator's
// last, ReLU there and leaky ReLU here, tanh at the end, weights from
// N(0, 0.02²), Adam with beta1 0.5. The learning rate is 0.0005, theirs 0.0002
// for networks a hundred times as large.
func DCGAN() GAN {
	adam := Adam()
	adam.Beta1 = 0.5
	return GAN{
		Version: Version,
		Name:    "dcgan",
		Latent:  64,
		Generator: []layer.Spec{
			Dense(32 * 7 * 7), Reshape(32, 7, 7), BatchNorm(), ReLU(),
			ConvTranspose(16, 4, 2, 1), BatchNorm(), ReLU(),
			ConvTranspose(1, 4, 2, 1), Tanh(),
		},
		Discriminator: []layer.Spec{
			strided(16), LeakyReLU(0.2),
			strided(32), BatchNorm(), LeakyReLU(0.2),
			Dense(1),
		},
		Init:         Init{Kind: InitNormal, Std: 0.02},
		Optimizer:    adam,
		LearningRate: 0.0005,
		BatchSize:    64,
		Epochs:       5,
		Seed:         1,
	}
}

// strided returns a convolution of 4x4 that halves the image.
func strided(filters int) layer.Conv2D {
	l := ConvPad(filters, 4, 1)
	l.Stride = 2
	return l
}

// Validate reports the first field that makes no sense, as a *FieldError.
func (g GAN) Validate() error { return g.validate(layer.PlanFor) }

func (g GAN) validate(plan planning) error {
	if err := check(g.visit); err != nil {
		return err
	}
	image, err := g.image(plan)
	if err != nil {
		return err
	}
	logits, _, err := chain("discriminator", image, g.Discriminator, plan)
	if err != nil {
		return err
	}
	if n := logits[len(logits)-1].Size(); n != 1 {
		return wrong("discriminator", "discriminator", n)
	}
	if err := ungrouped("generator", g.Generator); err != nil {
		return err
	}
	if err := ungrouped("discriminator", g.Discriminator); err != nil {
		return err
	}
	return g.Init.validate()
}

// ungrouped refuses groups of batch normalisation: a GAN computes whole
// mini-batches.
func ungrouped(name string, layers []layer.Spec) error {
	for i, l := range layers {
		if norm, ok := l.(layer.BatchNorm); ok && norm.Group != 0 {
			return wrong(fields.Index(name, i)+".group", "groupGAN", norm.Group)
		}
	}
	return nil
}

// Image returns the shape of a generated image of a valid GAN.
func (g GAN) Image() tensor.Shape {
	image, _ := g.image(layer.PlanFor)
	return image
}

func (g GAN) image(plan planning) (tensor.Shape, error) {
	shapes, _, err := chain("generator", tensor.Vec(g.Latent), g.Generator, plan)
	if err != nil {
		return tensor.Shape{}, err
	}
	return shapes[len(shapes)-1], nil
}
