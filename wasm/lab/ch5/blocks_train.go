package ch5

import (
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// How the lab trains: chosen on 2,000 other training images. A chain of 6 convolutions
// and dense layers learns best at 0.005 to 0.01 (93%), DeepConvNet's 8 at 0.001 (54%,
// the mean of three seeds; 11% at 0.01). Only the accuracy that is shown is of test
// images.
const (
	blocksImages = 2000
	blocksTest   = 1000
	blocksBatch  = 16
	blocksRate   = 0.01
	deepRate     = 0.001 // of more than deepest layers with weights
	deepest      = 6
	blocksSteps  = blocksImages / blocksBatch
	blocksEvery  = 5 // steps between two points of the curve
)

// The mission.
const (
	fewParams  = 10_000
	goodEnough = 0.9
)

// benchBatch is the mini-batch of a chain on the bench.
const benchBatch = 128

// Run is the training of the chain.
type Run struct {
	ID             uint32 // of the command, 0 before there is one
	Step, Steps    int
	At, Losses     []float64 // the mean since the point before
	Accuracy       float64
	P              []float32 // the probabilities of the visitor's digit
	Done, Diverged bool
	Fault          protocol.Fault
}

// Going reports whether the training goes on.
func (r *Run) Going() bool { return r.ID != 0 && !r.Done }

// Trained reports whether it has come to its end.
func (r *Run) Trained() bool { return r.Done && !r.Diverged && r.Fault.Code == "" }

// labRecipe is how the lab trains layers.
func labRecipe(layers []layer.Spec) recipe.Recipe {
	r := recipe.Of(inkShape, grouped(layers, blocksBatch)...)
	r.Name = "blocks"
	r.Init = initial(layers)
	r.Schedule, r.LearningRate = recipe.OneCycle(), rateOf(layers)
	r.BatchSize, r.Epochs = blocksBatch, 1
	return r
}

func rateOf(layers []layer.Spec) float64 {
	weighted := 0
	for _, l := range layers {
		switch l.(type) {
		case layer.Conv2D, layer.Dense:
			weighted++
		}
	}
	if weighted > deepest {
		return deepRate
	}
	return blocksRate
}

// initial returns initial weights that suit the activations.
func initial(layers []layer.Spec) recipe.Init {
	for _, l := range layers {
		switch l.(type) {
		case layer.Sigmoid, layer.Tanh:
			return recipe.Init{Kind: recipe.InitXavier}
		}
	}
	return recipe.Init{Kind: recipe.InitHe}
}

// grouped returns the layers with batch normalisation over groups of a mini-batch only
// where these divide it: over all of it otherwise.
func grouped(layers []layer.Spec, batch int) []layer.Spec {
	layers = slices.Clone(layers)
	group, mixed := -1, false
	for _, l := range layers {
		if norm, ok := l.(layer.BatchNorm); ok {
			mixed = mixed || group >= 0 && group != norm.Group
			group = norm.Group
		}
	}
	if group <= 0 && !mixed || !mixed && batch%group == 0 && slices.Contains([]int{1, 2, 4, recipe.MaxMicroBatches}, batch/group) {
		return layers
	}
	for i, l := range layers {
		if norm, ok := l.(layer.BatchNorm); ok {
			norm.Group = 0
			layers[i] = norm
		}
	}
	return layers
}

// Train returns the command that trains the chain, nil if it is no network.
func (b *Blocks) Train(id uint32, digit []byte) *protocol.LabTrain {
	if b.plan.Err != nil {
		return nil
	}
	b.run = Run{ID: id}
	b.rev++
	return &protocol.LabTrain{
		ID: id, Recipe: labRecipe(b.Layers()), Of: protocol.Subset{Count: blocksImages}, Every: blocksEvery,
		Digit: slices.Clone(digit), Test: blocksTest,
	}
}

// Run returns the training of the present chain.
func (b *Blocks) Run() *Run { return &b.run }

// Stop forgets a training.
func (b *Blocks) Stop() {
	if b.run.ID != 0 {
		b.run = Run{}
		b.rev++
	}
}

// Apply takes an event of the worker, and reports whether it is of this training.
func (b *Blocks) Apply(m *protocol.LabStep) bool {
	r := &b.run
	if !r.Going() || m.ID != r.ID {
		return false
	}
	r.Step, r.Steps, r.Done, r.Diverged, r.Fault = int(m.Step), int(m.Steps), m.Done, m.Diverged, m.Fault
	r.Accuracy = float64(m.Accuracy)
	if loss := float64(m.Loss); !m.Diverged && !math.IsNaN(loss) && m.Step > 0 {
		r.At, r.Losses = append(r.At, float64(m.Step)), append(r.Losses, loss)
	}
	if len(m.P) > 0 {
		r.P = append(r.P[:0], m.P...)
	}
	b.done = b.done || r.Trained() && b.plan.Params < fewParams && m.Accuracy > goodEnough
	b.rev++
	return true
}

// Done reports whether the mission was reached.
func (b *Blocks) Done() bool { return b.done }

// ForBench returns the chain as the bench's recipe: a preset's, if they are its layers.
func (b *Blocks) ForBench(seed uint64) recipe.Recipe {
	layers := b.Layers()
	for _, name := range recipe.Presets() {
		if r, _ := recipe.Preset(name); slices.Equal(r.Layers, layers) {
			r.Seed = seed
			return r
		}
	}
	r := labRecipe(layers)
	r.Layers, r.BatchSize, r.Seed = grouped(layers, benchBatch), benchBatch, seed
	return r
}
