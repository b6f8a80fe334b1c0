// Package network builds a network, of a recipe or of layers, and runs it forward
// and backward. All its parameters live in one arena, all their gradients in
// another, so that an optimiser step, a finite check, a copy or a checkpoint
// is one loop.
package network

import (
	"errors"
	"math/rand/v2"
	"slices"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/initializer"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Network is a chain of layers.
type Network struct {
	layers []layer.Layer
	before []layer.BeforeReLU // layers[i] where it computes the ReLU after it, too; else nil
	acts   []tensor.Tensor    // acts[0] is the input, acts[i+1] the output of layers[i]
	grads  [2][]float32       // gradients by activations, of two neighbouring layers in turn
	params []*layer.Param
	random []layer.Random
	seed   uint64 // the recipe's
	max    int

	values, gradients []float32 // parameters, ordered [decayed | the rest]
	spare             []float32 // gradients that nobody wants; see InputGradient
	decayed           int
	stats             []float32 // running statistics: saved, not trained
	decays            []float64 // of stats: the share that a batch keeps
}

// New builds the network of a recipe for batches of up to maxBatch samples and
// gives its weights their initial values. Equal recipes give equal weights.
func New(r recipe.Recipe, maxBatch int) (*Network, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	return Config{Input: r.Input, Layers: r.Layers, Init: r.Init, Seed: r.Seed, MaxBatch: maxBatch}.New()
}

// Of builds a network of layers for samples of a shape: for batches of up to 64
// of them, with He's initial weights and seed 1. Config says more, and a recipe
// all that a run depends on (recipe.Of).
func Of(input tensor.Shape, layers ...layer.Spec) (*Network, error) {
	return Config{Input: input, Layers: layers, Init: recipe.Init{Kind: recipe.InitHe}, Seed: 1, MaxBatch: 64}.New()
}

// Config is all that a network depends on.
type Config struct {
	Input    tensor.Shape // one sample
	Layers   []layer.Spec // first to last
	Init     recipe.Init  // of weights
	Seed     uint64       // of the initial weights and of what layers draw in training
	Stream   uint64       // tells the initial weights of networks of one seed apart; 0 for a recipe's
	MaxBatch int          // samples that Forward takes at most
}

// New builds the network and gives its weights their initial values. Layers, all
// of them valid, need not end in any number of outputs.
func (c Config) New() (*Network, error) {
	if c.MaxBatch < 1 {
		return nil, format.Errorf("network: largest batch is %d, must be at least 1", c.MaxBatch)
	}
	if len(c.Layers) == 0 {
		return nil, errors.New("network: there are no layers; give at least one")
	}
	if c.Stream == 0 {
		c.Stream = random.Init
	}
	in := c.Input
	if min(in.C, in.H, in.W) < 1 {
		return nil, format.Errorf("network: the input's shape is %dx%dx%d; every extent must be at least 1", in.C, in.H, in.W)
	}
	kernel.Reserve(1)
	n := &Network{seed: c.Seed, max: c.MaxBatch, acts: []tensor.Tensor{tensor.New(c.MaxBatch, in)}}
	widest := 0
	for i, spec := range c.Layers {
		if spec == nil {
			return nil, format.Errorf("network: layer %d is nil", i)
		}
		built, err := spec.Build(in, c.MaxBatch)
		if err != nil {
			return nil, format.Errorf("network: layer %d: %w", i, err)
		}
		in = built.Out()
		n.layers = append(n.layers, built)
		n.acts = append(n.acts, tensor.New(c.MaxBatch, in))
		n.params = append(n.params, built.Params()...)
		if l, ok := built.(layer.Random); ok {
			n.random = append(n.random, l)
		}
		widest = max(widest, in.Size())
	}
	for i := range n.grads {
		n.grads[i] = make([]float32, c.MaxBatch*widest)
	}
	n.before = make([]layer.BeforeReLU, len(n.layers))
	for i, l := range n.layers[:len(n.layers)-1] {
		if layer.IsReLU(n.layers[i+1]) {
			n.before[i], _ = l.(layer.BeforeReLU)
		}
	}
	n.bind()
	if err := n.fill(c.Init, rand.New(random.Weights(c.Seed, c.Stream))); err != nil {
		return nil, err
	}
	return n, nil
}

// bind lays the arenas out and points every parameter into them.
func (n *Network) bind() {
	total := 0
	for _, p := range n.params {
		total += p.Size()
		if p.Decay {
			n.decayed += p.Size()
		}
	}
	n.values = make([]float32, total)
	n.ShareValues(n)
	n.SwapGradients(make([]float32, total))
	at := 0
	n.stats = make([]float32, n.statsSize())
	n.decays = make([]float64, len(n.stats))
	for _, l := range n.stateful() {
		for _, p := range l.States() {
			end := at + p.Size()
			p.Value = n.stats[at:end:end]
			for i := at; i < end; i++ {
				n.decays[i] = l.Decay()
			}
			at = end
		}
	}
}

// stateful returns the layers that have values that are saved but not trained.
func (n *Network) stateful() []layer.Stateful {
	var ls []layer.Stateful
	for _, l := range n.layers {
		if s, ok := l.(layer.Stateful); ok {
			ls = append(ls, s)
		}
	}
	return ls
}

func (n *Network) statsSize() (size int) {
	for _, l := range n.stateful() {
		for _, p := range l.States() {
			size += p.Size()
		}
	}
	return size
}

// fill gives every parameter and statistic its first value.
func (n *Network) fill(init recipe.Init, rng *rand.Rand) error {
	params := slices.Clip(n.params)
	for _, l := range n.stateful() {
		params = append(params, l.States()...)
	}
	for _, p := range params {
		switch p.Fill {
		case layer.FillInit:
			std, err := initializer.Std(init, p.FanIn, p.FanOut)
			if err != nil {
				return err
			}
			initializer.Normal(p.Value, std, rng)
		case layer.FillOne:
			for i := range p.Value {
				p.Value[i] = 1
			}
		case layer.FillZero:
			clear(p.Value)
		}
	}
	return nil
}

// MaxBatch returns the largest batch the network takes.
func (n *Network) MaxBatch() int { return n.max }

// Input returns the input tensor of a batch of size samples, for the caller to
// fill before Forward.
func (n *Network) Input(size int) tensor.Tensor { return n.acts[0].Slice(0, size) }

// Forward runs the samples in Input(size) through all layers and returns the
// logits, valid until the next Forward. train is false for inference.
func (n *Network) Forward(size int, train bool) tensor.Tensor {
	for i := 0; i < len(n.layers); i++ {
		x, y := n.acts[i].Slice(0, size), n.acts[i+1].Slice(0, size)
		if l := n.before[i]; l != nil {
			l.ForwardReLU(n.acts[i+2].Slice(0, size), y, x, train)
			i++
			continue
		}
		n.layers[i].Forward(y, x, train)
	}
	return n.acts[len(n.layers)].Slice(0, size)
}

// OutputGrad returns where the caller writes the gradient of the loss with
// respect to the logits before Backward.
func (n *Network) OutputGrad(size int) tensor.Tensor { return n.grad(len(n.layers), size) }

// Backward takes the gradient in OutputGrad(size) back through all layers, adds to
// Gradients and overwrites OutputGrad. The last Forward was of the same size, with
// train true.
func (n *Network) Backward(size int) {
	n.BackwardInput(tensor.Tensor{}, size)
}

// BackwardInput is Backward that overwrites dx, unless its Data is nil, with
// the gradient of the loss with respect to the input: for a network before this
// one. Unlike InputGradient it goes back through a Forward with train true.
func (n *Network) BackwardInput(dx tensor.Tensor, size int) {
	from := len(n.layers) % 2 // where the gradient is, of n.grads
	for i := len(n.layers) - 1; i >= 0; i-- {
		dy, x, y := n.gradIn(from, i+1, size), n.acts[i].Slice(0, size), n.acts[i+1].Slice(0, size)
		from = 1 - from
		l, after := n.layers[i].(layer.AfterReLU)
		if after = after && i > 0 && layer.IsReLU(n.layers[i-1]); after {
			i--
		}
		to := dx
		if i > 0 {
			to = n.gradIn(from, i, size)
		}
		if after {
			l.BackwardReLU(to, dy, x, y)
		} else {
			n.layers[i].Backward(to, dy, x, y)
		}
	}
}

// grad returns the gradient with respect to an activation where layers go back one by
// one.
func (n *Network) grad(act, size int) tensor.Tensor {
	return n.gradIn(act%2, act, size)
}

// gradIn returns the gradient with respect to an activation in one of the two arrays.
func (n *Network) gradIn(array, act, size int) tensor.Tensor {
	shape := n.acts[act].Shape
	return tensor.Tensor{N: size, Shape: shape, Data: n.grads[array][:size*shape.Size()]}
}

// Reseed sets what random layers draw in the next Forwards in training: it
// depends on the recipe's seed, the number of optimiser steps done, and a
// sample's place in the whole mini-batch, of which first is the first sample's.
func (n *Network) Reseed(step, first int) {
	for i, l := range n.random {
		l.Reseed(random.Key(n.seed, random.Dropout+uint64(i), uint64(step)), first)
	}
}

// GainStats moves the running statistics by what one batch gained them from
// zero: decay*old + gained, parallel to Stats.
func (n *Network) GainStats(gained []float32) {
	for i, old := range n.stats {
		n.stats[i] = float32(n.decays[i]*float64(old) + float64(gained[i]))
	}
}

// Layers returns the layers, first to last.
func (n *Network) Layers() []layer.Layer { return n.layers }

// Activations returns the outputs of layer i for the last Forward, for at most
// size samples.
func (n *Network) Activations(i, size int) tensor.Tensor { return n.acts[i+1].Slice(0, size) }

// Params returns all parameters in the order of the layers.
func (n *Network) Params() []*layer.Param { return n.params }

// Values returns the arena of parameters; its first Decayed() values are
// subject to weight decay.
func (n *Network) Values() []float32 { return n.values }

// Gradients returns the arena of gradients, parallel to Values.
func (n *Network) Gradients() []float32 { return n.gradients }

// SwapGradients makes arena, as long as Values, the arena of gradients and
// returns the one that was: a gradient is put aside without a copy.
func (n *Network) SwapGradients(arena []float32) []float32 {
	old := n.gradients
	n.gradients = arena
	n.windows(arena, func(p *layer.Param, window []float32) { p.Grad = window })
	return old
}

// ShareValues makes the parameters of other, a network of the same recipe, this
// one's as well: they have one arena then.
func (n *Network) ShareValues(other *Network) {
	n.values = other.values
	n.windows(n.values, func(p *layer.Param, window []float32) { p.Value = window })
}

// windows gives each parameter its place in an arena.
func (n *Network) windows(arena []float32, set func(p *layer.Param, window []float32)) {
	decayed, rest := arena[:n.decayed], arena[n.decayed:]
	for _, p := range n.params {
		from := &rest
		if p.Decay {
			from = &decayed
		}
		size := p.Size()
		set(p, (*from)[:size:size])
		*from = (*from)[size:]
	}
}

// Decayed returns how many of Values are subject to weight decay.
func (n *Network) Decayed() int { return n.decayed }

// Stats returns the arena of running statistics.
func (n *Network) Stats() []float32 { return n.stats }
