// Package train teaches a network: mini-batches in, optimiser steps out. The
// caller owns the loop, so that a browser's worker can stop between any two
// micro-batches.
package train

import (
	"errors"
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Errors of Advance and Step.
var (
	// ErrNoData says that there is no training sample, and none will come.
	ErrNoData = data.ErrNoData
	// ErrFinished says that the recipe's epochs, or its steps, are over.
	ErrFinished = errors.New("train: the recipe's epochs are over")
	// ErrWaiting says that only other workers' parts of the mini-batch are
	// missing.
	ErrWaiting = errors.New("train: other workers are not done yet")
	// ErrDiverged is wrapped by *DivergedError.
	ErrDiverged = errors.New("train: diverged")
)

// errNoData says that there is no data yet.
var errNoData = format.Errorf("train: there is nothing to learn from yet: give New or Attach a data.Set or data.Stream: %w", data.ErrPending)

// DivergedError says that the loss or a weight stopped being finite at an
// optimiser step. The trainer's weights are the last ones that had a finite
// loss, and it trains no further.
type DivergedError struct{ Step int }

// Error implements error.
func (e *DivergedError) Error() string {
	return format.Sprintf("train: diverged at step %d: lower the learning rate", e.Step)
}

// Unwrap returns ErrDiverged.
func (e *DivergedError) Unwrap() error { return ErrDiverged }

// StepStats reports one optimiser step. Loss is the mini-batch's mean of the
// recipe's loss (cross-entropy in nats), without weight decay's penalty, and
// Accuracy its fraction of correct predictions, both before the update.
type StepStats struct {
	Step, Epoch, Samples         int // Step and Epoch count from 1
	Loss, Accuracy, LearningRate float64
	EpochDone                    bool
}

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

// Attach gives a trainer made without data its data. It is called between
// steps.
func (t *Trainer) Attach(train data.Data, test *data.Set) error {
	if set, ok := train.(*data.Set); ok && set == nil {
		train = nil
	}
	if test != nil {
		if err := t.Fits(test.Format()); err != nil {
			return err
		}
	}
	if train == nil {
		t.train, t.test = nil, test
		return nil
	}
	if err := t.Fits(train.Format()); err != nil {
		return err
	}
	source := train.Source(t.recipe.Seed)
	if source.Len() < 0 && t.recipe.Steps == 0 {
		return field("steps", "must be set for a stream, which has no end: say how many optimiser steps to make")
	}
	if err := t.checkRest(source.Len()); err != nil {
		return err
	}
	if err := source.Seek(t.startEpoch, t.startAt); err != nil {
		return err
	}
	t.train, t.test, t.source = train, test, source
	t.batch.samples.Reset(train.Format(), t.recipe.BatchSize) // room for all steps
	return nil
}

// Fits refuses data that the network does not take or predict, with a
// *recipe.FieldError. New and Attach call it.
func (t *Trainer) Fits(f data.Format) error {
	want, outputs, classes := f.Values, t.net.OutputGrad(1).Len(), t.model.Classes()
	switch {
	case f.Classes > 0 && classes == 0:
		return field("loss", "is of values, but the data has %d classes: take softmax-crossentropy, or logistic for two classes", f.Classes)
	case f.Classes > 0 && classes != f.Classes && classes != outputs:
		return field("loss", "tells %d classes apart, but the data has %d: take softmax-crossentropy and end the network in %d outputs", classes, f.Classes, f.Classes)
	case f.Classes > 0 && classes == f.Classes:
		want = outputs
	case f.Classes > 0:
		want = f.Classes
	}
	if err := t.recipe.Fits(f.Shape, want); err != nil {
		return err
	}
	if t.recipe.Augment != (recipe.Augment{}) && f != mnist.Format {
		return field("augment", "changes images of ten digits, %s bytes; the data has other samples: leave it out", mnist.Format.Shape.String())
	}
	return nil
}

func field(name, layout string, args ...any) error {
	return &recipe.FieldError{Field: name, Reason: format.Sprintf(layout, args...)}
}

// checkRest refuses an epoch whose last mini-batch is too small for batch
// normalisation: a single value has no variance.
func (t *Trainer) checkRest(samples int) error {
	rest, parts := samples%t.recipe.BatchSize, t.recipe.MicroBatches()
	if samples < 0 || rest == 0 {
		return nil
	}
	smallest := max(rest/parts, 1) // micro-batches without samples have no statistics
	for i, l := range t.recipe.Layers {
		if _, ok := l.(layer.BatchNorm); !ok {
			continue
		}
		if s := t.net.Layers()[i].Out(); smallest*s.H*s.W < 2 {
			return field("batchSize",
				"is %d, which leaves %d of %d samples for an epoch's last mini-batch: one value per channel for batch normalisation, layers[%d]; it needs at least 2",
				t.recipe.BatchSize, rest, samples, i)
		}
	}
	return nil
}

// Step makes one optimiser step: Advance until it is done.
func (t *Trainer) Step() (StepStats, error) {
	for {
		stats, done, err := t.Advance()
		if done || err != nil {
			return stats, err
		}
	}
}

// Advance works on one micro-batch; done says that it completed an optimiser
// step, whose stats these are. data.ErrPending says that the next samples
// have not arrived: nothing was changed, call again when they have. ErrWaiting
// says that the step needs what other workers were given. Other errors are
// ErrFinished, ErrNoData and *DivergedError. It allocates nothing.
func (t *Trainer) Advance() (stats StepStats, done bool, err error) {
	if _, err := t.Begin(0); err != nil {
		return stats, false, err
	}
	b := &t.batch
	if b.missing() {
		more, err := t.advanceOwn()
		if err == nil && !more && !b.kept { // other workers are not done: there is time
			copy(t.next, t.net.Values())
			copy(t.nextStats, t.net.Stats())
			b.kept = true
		}
		if err != nil || more || b.missing() {
			return stats, false, err
		}
	}
	return t.finish()
}

// finish makes the optimiser step of a mini-batch whose parts are all there.
func (t *Trainer) finish() (StepStats, bool, error) {
	b := &t.batch
	mean, correct := b.result()
	stats := StepStats{
		Step: t.step + 1, Epoch: t.source.Epoch(), Samples: b.size,
		Loss: mean, Accuracy: float64(correct) / float64(b.size),
		LearningRate: t.recipe.Schedule.Rate(t.recipe.LearningRate, t.step, t.Steps()),
		EpochDone:    t.source.EpochDone(),
	}
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		b.end()
		return stats, false, t.diverged(stats.Step)
	}
	// A finite loss vouches for the weights it was computed with.
	t.good, t.next = t.next, t.good
	t.goodStats, t.nextStats = t.nextStats, t.goodStats
	w, g, rate := t.net.Values(), b.gradient(), float32(stats.LearningRate)
	if decay, n := float32(t.recipe.WeightDecay), t.net.Decayed(); decay != 0 {
		optim.Decay(t.opt, w[:n], g[:n], rate, decay)
	}
	t.opt.Step(w, g, rate)
	b.gainStats(t.net)
	b.end()
	if !kernel.AllFinite(t.net.Values()) || !kernel.AllFinite(t.net.Stats()) {
		return stats, false, t.diverged(stats.Step)
	}
	t.step++
	t.seen += stats.Samples
	return stats, true, nil
}

func (t *Trainer) diverged(step int) error {
	copy(t.net.Values(), t.good)
	copy(t.net.Stats(), t.goodStats)
	t.failed = &DivergedError{Step: step}
	return t.failed
}

func newModel(net *network.Network, r recipe.Recipe) (*evaluate.Model, error) {
	m, err := evaluate.New(net, r.Loss, r.Temperature)
	if err != nil {
		return nil, field("loss", "%v", err)
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

// Describe returns a line for each layer: its kind, output shape and number of
// parameters.
func (t *Trainer) Describe() []string {
	lines := make([]string, len(t.recipe.Layers))
	for i, l := range t.net.Layers() {
		lines[i] = format.Sprintf("%s %s", layer.KindOf(t.recipe.Layers[i]), l.Out())
		params := 0
		for _, p := range l.Params() {
			params += p.Size()
		}
		if params > 0 {
			lines[i] += format.Sprintf(" (%d)", params)
		}
	}
	return lines
}
