// Package recipe is the configuration of a run as data: network, initialiser,
// loss, optimiser, schedule, batch size, epochs, seed. A recipe and the training
// set determine the weights, bit for bit. It is made of the configurations that
// packages layer, loss and optim state, reads and writes them as JSON, and checks
// that they make sense together.
package recipe

import (
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Version is the version of the recipe format.
const Version = 1

// Engine is the version of what the engine computes: equal recipes and data give
// equal weights, bit for bit, by equal versions. The decision records in nn/adr
// say what raised it: 2, batch normalisation over the whole mini-batch, and amd64
// without AVX-512; 3, Winograd's convolution in browsers, and
// scribbles that are drawn once and used again.
const Engine = 3

// Recipe says everything that a run depends on besides its data. Zero means
// zero: no field has a hidden default; Of, Preset, Conv, SGD, Momentum, Adam and
// their like return the documented values.
//
// Layers, loss, optimiser and schedule may be of types of one's own. Such a recipe
// trains like any other, but cannot be read from JSON.
type Recipe struct {
	Version      int            // 1
	Name         string         // a label, at most 64 bytes
	Input        tensor.Shape   // one sample
	Layers       []layer.Spec   // first to last; for a classifier the last gives the logits, one per class
	Init         Init           // of weights; biases start at zero
	Loss         loss.Loss      // what is minimised
	Optimizer    optim.Spec     // how a gradient becomes a step
	Schedule     optim.Schedule // how the learning rate changes over the run
	LearningRate float64        // the schedule's peak
	WeightDecay  float64        // L2 penalty on weights (not biases): the gradient gains WeightDecay times the weight
	BatchSize    int            // samples per optimiser step
	Epochs       int            // passes over the training set
	Steps        int            // optimiser steps, where they end a run before Epochs; 0 for no such limit
	Augment      Augment        // how training images are changed each time they are used
	Temperature  float64        // logits are divided by it before they become a prediction's probabilities (Guo et al. 2017), chosen on held-out images; 0 leaves them
	Seed         uint64         // of all that is random: initial weights, order, augmentation, dropout; at most 2^53-1
	Weights      Weights        // how files of other programs hold the weights
}

// Of returns a recipe of layers for samples of a shape, with the usual values of
// the rest: Adam at a constant learning rate of 0.001, softmax with cross-entropy,
// He's initial weights, 10 epochs of mini-batches of 32, seed 1.
func Of(input tensor.Shape, layers ...layer.Spec) Recipe {
	return Recipe{
		Version: Version, Input: input, Layers: layers,
		Init: Init{Kind: InitHe}, Loss: CrossEntropy(), Optimizer: Adam(), Schedule: Constant(),
		LearningRate: 0.001, BatchSize: 32, Epochs: 10, Seed: 1,
	}
}

// Init says how weights get their first values.
type Init struct {
	Kind string  // one of the Init constants
	Std  float64 // normal: standard deviation
}

// The initialisers.
const (
	InitNormal = "normal" // N(0, Std²)
	InitXavier = "xavier" // N(0, 2/(fanIn+fanOut)); Glorot and Bengio 2010
	InitHe     = "he"     // N(0, 2/fanIn); He et al. 2015
)

// Weights says how files of other programs (NumPy, safetensors) hold the
// network's weights. The zero value says: as we do, dense weights (out, in),
// and no names. It changes nothing in training.
type Weights struct {
	Dense string // shape of a dense layer's weight, one of the Dense constants
	// Names are the arrays' names, separated by spaces, in the order of the
	// layers and within one weight, bias or gamma, beta, running mean, running
	// variance. Without them arrays are taken in that order.
	Names   string
	Dropout string // how the network was trained, one of the Dropout constants; empty without dropout layers
}

// List returns Names one by one.
func (w Weights) List() (names []string) {
	for rest := w.Names; rest != ""; {
		var name string
		if name, rest, _ = strings.Cut(rest, " "); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// The shapes of a dense layer's weight in a file. A convolution's is always
// (out, in, kernel, kernel).
const (
	DenseOutIn = "out-in" // y = x W^T + b: ours, PyTorch's
	DenseInOut = "in-out" // y = x W + b: the book's, Keras's
)

// What a file's weights expect of a dropout layer that drops the fraction p.
const (
	DropoutInverted = "inverted" // to do nothing at inference: ours, PyTorch's, Keras's
	DropoutScaled   = "scaled"   // to multiply by 1-p at inference: the book's, Srivastava et al. 2014
)
