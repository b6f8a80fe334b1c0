// Package gan trains a generative adversarial network (Goodfellow et al. 2014;
// Radford, Metz and Chintala 2016): a generator G, which makes images from noise,
// and a discriminator D, which tells real images from generated ones. As in
// package train, the caller owns the loop.
package gan

import (
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// StepStats reports one step. The losses are means in nats before each network's
// update: the discriminator's over real images x and generated ones G(z),
//
//	-log sigmoid(D(x)) - log(1 - sigmoid(D(G(z))))
//
// and the generator's, in the form that does not saturate, with the discriminator
// already updated:
//
//	-log sigmoid(D(G(z)))
//
// A discriminator that cannot tell them apart, sigmoid(D) = 1/2, gives 2 log 2 and
// log 2.
type StepStats struct {
	Step, Epoch, Images              int // Step and Epoch count from 1
	DiscriminatorLoss, GeneratorLoss float64
}

// player is one of the two networks with its optimiser.
type player struct {
	*network.Network
	opt             optim.Optimizer
	good, goodStats []float32 // weights and statistics before the last step with a finite loss
	next, nextStats []float32 // those before the step in progress
}

// step makes an optimiser step and clears the gradients.
func (p *player) step(rate float64) {
	p.opt.Step(p.Values(), p.Gradients(), float32(rate))
	clear(p.Gradients())
}

// keep saves the weights before a step.
func (p *player) keep() {
	copy(p.next, p.Values())
	copy(p.nextStats, p.Stats())
}

// accept makes the weights saved by keep the good ones: their loss was finite.
func (p *player) accept() {
	p.good, p.next = p.next, p.good
	p.goodStats, p.nextStats = p.nextStats, p.goodStats
}

// restore returns to the good weights.
func (p *player) restore() {
	copy(p.Values(), p.good)
	copy(p.Stats(), p.goodStats)
}

func (p *player) finite() bool { return kernel.AllFinite(p.Values()) && kernel.AllFinite(p.Stats()) }

// Trainer trains both networks. It is not safe for concurrent use.
type Trainer struct {
	recipe recipe.GAN
	set    *data.Set
	loader *data.Loader
	gen    player
	dis    player
	view   *network.Network // the generator's values in a network of its own, for Grid

	phase  int // of the step in progress: what Advance does next
	batch  []int
	size   int // of the mini-batch in progress
	stats  StepStats
	step   int
	failed error
}

// The phases of a step.
const (
	phaseReal      = iota // forward and backward of D on real images
	phaseGenerated        // forward of G, forward and backward of D on its images, D's update
	phaseGenerator        // forward and backward through D and G, G's update
	phases
)

// New returns a trainer with untrained networks on a set of images of any size
// and number of channels, whose values 0 to 1 are background to ink. Labels and
// targets have no effect.
func New(g recipe.GAN, set *data.Set) (*Trainer, error) {
	if err := g.Validate(); err != nil {
		return nil, err
	}
	image := g.Image()
	if want := set.Format().Shape; image != want {
		return nil, recipe.Refuse("generator", "generator", image, want)
	}
	t := &Trainer{recipe: g, set: set, loader: data.NewLoader(set, g.Seed), batch: make([]int, g.BatchSize)}
	noise := tensor.Vec(g.Latent)
	for _, p := range []struct {
		player *player
		in     tensor.Shape
		layers []layer.Spec
		stream uint64
	}{
		{&t.gen, noise, g.Generator, random.Generator},
		{&t.dis, image, g.Discriminator, random.Discriminator},
	} {
		net, err := network.Config{Input: p.in, Layers: p.layers, Init: g.Init, Seed: g.Seed, Stream: p.stream, MaxBatch: g.BatchSize}.New()
		if err != nil {
			return nil, err
		}
		opt, err := g.Optimizer.New(len(net.Values()))
		if err != nil {
			return nil, err
		}
		*p.player = player{
			Network: net, opt: opt,
			good: slices.Clone(net.Values()), goodStats: slices.Clone(net.Stats()),
			next: slices.Clone(net.Values()), nextStats: slices.Clone(net.Stats()),
		}
	}
	var err error
	if t.view, err = (network.Config{Input: noise, Layers: g.Generator, Init: g.Init, Seed: g.Seed, Stream: random.Generator, MaxBatch: GridSide}).New(); err != nil {
		return nil, err
	}
	t.view.ShareValues(t.gen.Network)
	return t, nil
}

// Step makes one step: Advance until it is done.
func (t *Trainer) Step() (StepStats, error) {
	for {
		stats, done, err := t.Advance()
		if done || err != nil {
			return stats, err
		}
	}
}

// Advance makes one of a step's three phases; done says that it was the last, and
// stats are the step's. Its errors are data.ErrPending (the next images have not
// arrived; nothing has changed), data.ErrNoData, train.ErrFinished and
// *train.DivergedError. Without an error it allocates nothing.
func (t *Trainer) Advance() (stats StepStats, done bool, err error) {
	if t.failed != nil {
		return stats, false, t.failed
	}
	switch t.phase {
	case phaseReal:
		if t.Finished() {
			return stats, false, train.ErrFinished
		}
		if t.size, err = t.loader.Next(t.batch); err != nil {
			return stats, false, err
		}
		t.gen.keep()
		t.dis.keep()
		t.stats = StepStats{Step: t.step + 1, Epoch: t.loader.Epoch(), Images: t.size}
		t.discriminateReal()
	case phaseGenerated:
		t.generate()
		t.discriminateGenerated()
		t.dis.step(t.recipe.LearningRate)
	case phaseGenerator:
		t.backwardGenerator()
		t.gen.step(t.recipe.LearningRate)
	}
	if t.phase++; t.phase < phases {
		return stats, false, nil
	}
	t.phase = phaseReal
	total := t.stats.DiscriminatorLoss + t.stats.GeneratorLoss
	finite := !math.IsNaN(total) && !math.IsInf(total, 0)
	if finite {
		t.gen.accept()
		t.dis.accept()
	}
	if !finite || !t.gen.finite() || !t.dis.finite() {
		t.gen.restore()
		t.dis.restore()
		t.failed = &train.DivergedError{Step: t.stats.Step}
		return stats, false, t.failed
	}
	t.step++
	return t.stats, true, nil
}

// discriminateReal adds the discriminator's gradients on real images.
func (t *Trainer) discriminateReal() {
	x := t.dis.Input(t.size)
	for i, sample := range t.batch[:t.size] {
		t.set.Input(x.Sample(i), sample)
	}
	scale(x.Values(), 2, -1) // background -1, ink 1: the range of tanh
	t.dis.Reseed(t.step, 0)
	t.stats.DiscriminatorLoss = t.discriminate(1)
	t.dis.Backward(t.size)
}

// generate makes images from the step's noise.
func (t *Trainer) generate() {
	z := t.gen.Input(t.size)
	for i := range t.size {
		noise(z.Sample(i), t.recipe.Seed, uint64(t.step), uint64(i))
	}
	t.gen.Reseed(t.step, 0)
	t.gen.Forward(t.size, true)
}

// images returns the generator's last output.
func (t *Trainer) images() tensor.Tensor {
	return t.gen.Activations(len(t.recipe.Generator)-1, t.size)
}

// discriminateGenerated adds the discriminator's gradients on generated images.
func (t *Trainer) discriminateGenerated() {
	copy(t.dis.Input(t.size).Values(), t.images().Values())
	t.dis.Reseed(t.step, t.recipe.BatchSize)
	t.stats.DiscriminatorLoss += t.discriminate(0)
	t.dis.Backward(t.size)
}

// backwardGenerator adds the generator's gradients, back through the
// discriminator, whose own are discarded.
func (t *Trainer) backwardGenerator() {
	copy(t.dis.Input(t.size).Values(), t.images().Values())
	t.dis.Reseed(t.step, 2*t.recipe.BatchSize)
	t.stats.GeneratorLoss = t.discriminate(1)
	t.dis.BackwardInput(t.gen.OutputGrad(t.size), t.size)
	clear(t.dis.Gradients())
	t.gen.Backward(t.size)
}

// discriminate runs the discriminator forward on its input, writes the gradient
// of the loss with respect to its logits, and returns the mean loss.
func (t *Trainer) discriminate(target float64) float64 {
	logits := t.dis.Forward(t.size, true)
	sum := loss.LogisticTarget(t.dis.OutputGrad(t.size), logits, target, 1/float32(t.size))
	return sum / float64(t.size)
}

// scale overwrites x with a*x + b.
func scale(x []float32, a, b float32) {
	for i, v := range x {
		x[i] = a*v + b
	}
}

// noise overwrites z with values uniform in [-1, 1), which depend on the
// arguments only.
func noise(z []float32, seed, step, sample uint64) {
	for i := range z {
		key := random.Key(seed, random.Latent, step, sample, uint64(i))
		z[i] = float32(key>>40)*(1.0/(1<<23)) - 1
	}
}

// Recipe returns the recipe.
func (t *Trainer) Recipe() recipe.GAN { return t.recipe }

// Generator returns the generator's network, to inspect or save.
func (t *Trainer) Generator() *network.Network { return t.gen.Network }

// StepCount returns the number of completed steps.
func (t *Trainer) StepCount() int { return t.step }

// Steps returns the number of steps of the whole run.
func (t *Trainer) Steps() int {
	return (t.set.Len() + t.recipe.BatchSize - 1) / t.recipe.BatchSize * t.recipe.Epochs
}

// Finished reports whether the recipe's epochs are over.
func (t *Trainer) Finished() bool {
	return t.phase == phaseReal && t.loader.EpochDone() && t.loader.Epoch() >= t.recipe.Epochs
}
