package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/json"
)

// GAN is the configuration of a generative adversarial network (Goodfellow et
// al. 2014): a generator makes images of noise, a discriminator says which
// images are real, and each learns from the other. As for Recipe, zero means
// zero, and a GAN and the training set determine all weights.
type GAN struct {
	Version       int       // 1
	Name          string    // a label, at most 64 bytes
	Latent        int       // length of the noise z, each value uniform in [-1, 1)
	Generator     []Layer   // z, (Latent, 1, 1), to an image whose values are -1 for paper to 1 for ink
	Discriminator []Layer   // an image to one logit: is it real
	Init          Init      // of weights; biases start at zero
	Optimizer     Optimizer // of both networks, each with its own state
	LearningRate  float64   // of both
	BatchSize     int       // real images a step, and as many generated
	Epochs        int       // passes over the training set
	Seed          uint64    // of all that is random; at most 2^53-1
}

// MaxLatent bounds the noise of a GAN.
const MaxLatent = 1024

func (g *GAN) fields(visit visitor) {
	visit("version", "", &g.Version)
	visit("name", "", &g.Name)
	visit("latent", "", &g.Latent)
	visit("generator", "", &g.Generator)
	visit("discriminator", "", &g.Discriminator)
	visit("init", "", &g.Init)
	visit("optimizer", "", &g.Optimizer)
	visit("learningRate", "", &g.LearningRate)
	visit("batchSize", "", &g.BatchSize)
	visit("epochs", "", &g.Epochs)
	visit("seed", "", &g.Seed)
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
		Generator: []Layer{
			Dense(32 * 7 * 7), Reshape(32, 7, 7), BatchNorm(), ReLU(),
			ConvTranspose(16, 4, 2, 1), BatchNorm(), ReLU(),
			ConvTranspose(1, 4, 2, 1), Tanh(),
		},
		Discriminator: []Layer{
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
func strided(filters int) Layer {
	l := ConvPad(filters, 4, 1)
	l.Stride = 2
	return l
}

// Validate reports the first field that makes no sense, as a *FieldError.
func (g GAN) Validate() error {
	if g.Version != Version {
		return wrong("version", "is %d, must be %d", g.Version, Version)
	}
	if len(g.Name) > MaxName || !isText(g.Name) {
		return wrong("name", "must be text of at most %d bytes without control characters", MaxName)
	}
	if err := within("latent", g.Latent, 1, MaxLatent); err != nil {
		return err
	}
	made, err := chain("generator", [3]int{g.Latent, 1, 1}, g.Generator)
	if err != nil {
		return err
	}
	image := made[len(made)-1]
	said, err := chain("discriminator", image, g.Discriminator)
	if err != nil {
		return err
	}
	if n := size(said[len(said)-1]); n != 1 {
		return wrong("discriminator", "the last layer gives %d values, must be 1", n)
	}
	if err := g.Init.validate(); err != nil {
		return err
	}
	if err := g.Optimizer.validate(); err != nil {
		return err
	}
	if !(g.LearningRate > 0 && g.LearningRate <= 100) {
		return wrong("learningRate", "is %v, must be above 0 and at most 100", g.LearningRate)
	}
	if err := within("batchSize", g.BatchSize, 1, MaxBatchSize); err != nil {
		return err
	}
	if err := within("epochs", g.Epochs, 1, MaxEpochs); err != nil {
		return err
	}
	if g.Seed > MaxSeed {
		return wrong("seed", "is %d, at most %d", g.Seed, uint64(MaxSeed))
	}
	return nil
}

// Image returns the shape of a generated image of a valid GAN.
func (g GAN) Image() [3]int {
	shapes, err := chain("generator", [3]int{g.Latent, 1, 1}, g.Generator)
	if err != nil {
		return [3]int{}
	}
	return shapes[len(shapes)-1]
}

// ParseGAN reads a GAN from JSON and validates it, as Parse does a Recipe.
// Fields that b does not give are DCGAN's.
func ParseGAN(b []byte) (GAN, error) {
	b, err := utf8Text(b)
	if err != nil {
		return GAN{}, err
	}
	if len(b) > MaxJSON {
		return GAN{}, wrong("recipe", "is %d bytes long, at most %d", len(b), MaxJSON)
	}
	v, err := json.ParseBytes(b)
	if err != nil {
		return GAN{}, wrong("recipe", "is not JSON: %v", err)
	}
	g := DCGAN()
	var p parser
	p.object("", v, g.fields)
	if p.err == nil {
		p.err = g.Validate()
	}
	if p.err != nil {
		return GAN{}, p.err
	}
	return g, nil
}

// AppendJSON appends a valid GAN as JSON that ParseGAN reads back to the same.
func (g GAN) AppendJSON(dst []byte) []byte { return appendObject(dst, "", &g) }
