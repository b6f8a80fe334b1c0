// Package train teaches a network: mini-batches in, optimiser steps out. A
// recipe says what to train and how, a data.Set or data.Stream from what. The
// caller owns the loop, so that a browser's worker can stop between any two
// micro-batches.
package train

import (
	"slices"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Trainer trains one network by one recipe. It is not safe for concurrent use.
type Trainer struct {
	recipe recipe.Recipe
	net    *network.Network
	opt    optim.Optimizer
	model  *evaluate.Model // of net
	train  data.Data       // nil until Attach
	test   *data.Set
	source data.Source // of train

	step, seen int
	startEpoch int // place in the source to go on from once there is data
	startAt    int
	failed     error

	own   *Replica // on net itself
	batch minibatch
	share func() bool // updateRange of all weights by several workers; nil alone

	good, goodStats []float32 // weights and statistics before the last step
	next, nextStats []float32 // and before the one in work
}

// New returns a trainer with an untrained network. train, a data.Set or a
// data.Stream, may be nil until Attach; test is what Test returns, and may be
// nil. A recipe that does not fit the data is refused with a *recipe.FieldError
// that names what to change.
func New(r recipe.Recipe, train data.Data, test *data.Set) (*Trainer, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	net, err := network.New(r, max(largestMicro(r), evaluate.MaxBatch, tuneBatch/r.MicroBatches()))
	if err != nil {
		return nil, err
	}
	opt, err := r.Optimizer.New(len(net.Values()))
	if err != nil {
		return nil, err
	}
	own, err := newReplica(net, r)
	if err != nil {
		return nil, err
	}
	model, err := newModel(net, r)
	if err != nil {
		return nil, err
	}
	t := &Trainer{
		recipe: r, net: net, opt: opt, startEpoch: 1,
		own: own, model: model, batch: newMinibatch(r.MicroBatches(), len(net.Stats())),
		good: slices.Clone(net.Values()), goodStats: slices.Clone(net.Stats()),
		next: slices.Clone(net.Values()), nextStats: slices.Clone(net.Stats()),
	}
	if err := t.Attach(train, test); err != nil {
		return nil, err
	}
	return t, nil
}

func newModel(net *network.Network, r recipe.Recipe) (*evaluate.Model, error) {
	m, err := evaluate.New(net, r.Loss, r.Temperature)
	if err != nil {
		return nil, recipe.Refuse("loss", "loss", err)
	}
	return m, nil
}

// Model returns the network as a model that predicts, evaluates and explains. It
// may be used between any two calls of Advance.
func (t *Trainer) Model() *evaluate.Model { return t.model }

// Predict is the model's Predict: it writes the prediction for one input x to p.
func (t *Trainer) Predict(p, x []float32) { t.model.Predict(p, x) }

// Evaluate is the model's Evaluate: of all loaded samples of a set.
func (t *Trainer) Evaluate(s *data.Set) (evaluate.Report, error) { return t.model.Evaluate(s) }

// Recipe returns the recipe.
func (t *Trainer) Recipe() recipe.Recipe { return t.recipe }

// Network returns the network, for looking at.
func (t *Trainer) Network() *network.Network { return t.net }

// Data returns what the network learns from, nil before Attach.
func (t *Trainer) Data() data.Data { return t.train }

// Train returns the training set, nil before Attach and for a stream.
func (t *Trainer) Train() *data.Set {
	s, _ := t.train.(*data.Set)
	return s
}

// Test returns the test set, nil if there is none.
func (t *Trainer) Test() *data.Set { return t.test }

// Params returns the number of trainable values.
func (t *Trainer) Params() int { return len(t.net.Values()) }

// StepCount returns the optimiser steps done.
func (t *Trainer) StepCount() int { return t.step }

// SamplesSeen returns the training samples used, repeats counted.
func (t *Trainer) SamplesSeen() int { return t.seen }

// Epoch returns the epoch of the last step, from 1.
func (t *Trainer) Epoch() int {
	if t.source == nil {
		return t.startEpoch
	}
	return t.source.Epoch()
}

// Steps returns the optimiser steps of the whole run, 0 before Attach.
func (t *Trainer) Steps() int {
	switch {
	case t.source == nil:
		return 0
	case t.source.Len() < 0:
		return t.recipe.Steps
	}
	steps := (t.source.Len() + t.recipe.BatchSize - 1) / t.recipe.BatchSize * t.recipe.Epochs
	if t.recipe.Steps > 0 {
		return min(steps, t.recipe.Steps)
	}
	return steps
}

// Finished reports whether the recipe's epochs, or its Steps, are over.
func (t *Trainer) Finished() bool {
	if t.source == nil || t.batch.size != 0 {
		return false
	}
	return t.source.EpochDone() && t.source.Epoch() >= t.recipe.Epochs ||
		t.recipe.Steps > 0 && t.step >= t.recipe.Steps
}
