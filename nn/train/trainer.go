// Package train teaches a network: mini-batches in, optimiser steps out. The
// caller owns the loop, so that a browser's worker can stop between any two
// micro-batches.
package train

import (
	"errors"
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// evalBatch is how many images one slice of an evaluation takes.
const evalBatch = 50

// Errors of Advance and Step.
var (
	// ErrNoData says that there is no training image, and none will come.
	ErrNoData = data.ErrNoData
	// ErrFinished says that the recipe's epochs, or its steps, are over.
	ErrFinished = errors.New("train: the recipe's epochs are over")
	// ErrWaiting says that only other workers' parts of the mini-batch are
	// missing.
	ErrWaiting = errors.New("train: other workers are not done yet")
	// ErrDiverged is wrapped by *DivergedError.
	ErrDiverged = errors.New("train: diverged")
)

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

// StepStats is what one optimiser step says of itself. Loss is the mini-batch's
// mean of the recipe's loss (cross-entropy in nats), without weight decay's
// penalty, and Accuracy its share of right answers, both before the update.
type StepStats struct {
	Step, Epoch, Images          int // Step and Epoch count from 1
	Loss, Accuracy, LearningRate float64
	EpochDone                    bool
}

// Trainer trains one network by one recipe. It is not safe for concurrent use.
type Trainer struct {
	recipe recipe.Recipe
	net    *network.Network
	opt    optim.Optimizer
	loss   loss.Loss // of evaluation: without label smoothing
	train  *data.Set
	test   *data.Set
	loader *data.Loader

	step, seen int
	startEpoch int // loader position to go on from once there is data
	startAt    int
	failed     error

	own   *Replica // on net itself
	batch minibatch

	good, goodStats []float32 // weights and statistics before the last step
	next, nextStats []float32 // and before the one in work
}

// New returns a trainer with an untrained network. train may be nil until
// Attach; test is what Test returns.
func New(r recipe.Recipe, train, test *data.Set) (*Trainer, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	if r.Input != [3]int{1, mnist.Side, mnist.Side} {
		return nil, &recipe.FieldError{Field: "input", Reason: format.Sprintf("must be [1,%d,%d], the size of the data set's images", mnist.Side, mnist.Side)}
	}
	net, err := network.New(r, max(largestMicro(r), evalBatch, tuneBatch/r.MicroBatches()))
	if err != nil {
		return nil, err
	}
	opt, err := optim.New(r.Optimizer, len(net.Values()))
	if err != nil {
		return nil, err
	}
	own, err := newReplica(net, r)
	if err != nil {
		return nil, err
	}
	evaluate, err := NewLoss(r.Loss)
	if err != nil {
		return nil, err
	}
	t := &Trainer{
		recipe: r, net: net, opt: opt, startEpoch: 1,
		own: own, loss: loss.Reported(evaluate), batch: newMinibatch(r.MicroBatches(), r.BatchSize, len(net.Stats())),
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
func (t *Trainer) Attach(train, test *data.Set) error {
	t.train, t.test = train, test
	if train == nil {
		return nil
	}
	if err := t.checkRest(train.Len()); err != nil {
		return err
	}
	t.loader = data.NewLoader(train, t.recipe.Seed)
	return t.loader.Seek(t.startEpoch, t.startAt)
}

// checkRest refuses an epoch whose last mini-batch is too small for batch
// normalisation: a single value has no variance.
func (t *Trainer) checkRest(samples int) error {
	rest, parts := samples%t.recipe.BatchSize, t.recipe.MicroBatches()
	if rest == 0 {
		return nil
	}
	smallest := max(rest/parts, 1) // micro-batches without samples have no statistics
	for i, l := range t.net.Layers() {
		if _, ok := l.(*layer.BatchNorm); !ok {
			continue
		}
		if s := l.Out(); smallest*s.H*s.W < 2 {
			return &recipe.FieldError{Field: "batchSize", Reason: format.Sprintf(
				"is %d, which leaves %d of %d samples for an epoch's last mini-batch: one value per channel for batch normalisation, layers[%d]; it needs at least 2",
				t.recipe.BatchSize, rest, samples, i)}
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
// step, whose stats these are. data.ErrPending says that the next images
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
		if err == nil && !more && !b.kept { // others are not done: there is time
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
	mean, right := b.result()
	stats := StepStats{
		Step: t.step + 1, Epoch: t.loader.Epoch(), Images: b.size,
		Loss: mean, Accuracy: float64(right) / float64(b.size),
		LearningRate: optim.Rate(t.recipe.Schedule, t.recipe.LearningRate, t.step, t.Steps()),
		EpochDone:    t.loader.EpochDone(),
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
	t.seen += stats.Images
	return stats, true, nil
}

func (t *Trainer) diverged(step int) error {
	copy(t.net.Values(), t.good)
	copy(t.net.Stats(), t.goodStats)
	t.failed = &DivergedError{Step: step}
	return t.failed
}

// Predict writes the softmax probabilities of one image of 784 grey values
// 0..255. It may be called between any two calls of Advance.
func (t *Trainer) Predict(p *[recipe.Classes]float32, pixels []byte) {
	data.Input(t.net.Input(1).Data, pixels)
	t.softmax(p[:], t.net.Forward(1, false).Values())
}

// Recipe returns the recipe.
func (t *Trainer) Recipe() recipe.Recipe { return t.recipe }

// Network returns the network, for looking at.
func (t *Trainer) Network() *network.Network { return t.net }

// Train returns the training set, nil before Attach.
func (t *Trainer) Train() *data.Set { return t.train }

// Test returns the test set, nil before Attach.
func (t *Trainer) Test() *data.Set { return t.test }

// Params returns the number of trainable values.
func (t *Trainer) Params() int { return len(t.net.Values()) }

// StepCount returns the optimiser steps done.
func (t *Trainer) StepCount() int { return t.step }

// ImagesSeen returns the training images used, repeats counted.
func (t *Trainer) ImagesSeen() int { return t.seen }

// Epoch returns the epoch of the last step, from 1.
func (t *Trainer) Epoch() int {
	if t.loader == nil {
		return t.startEpoch
	}
	return t.loader.Epoch()
}

// Steps returns the optimiser steps of the whole run, 0 before Attach.
func (t *Trainer) Steps() int {
	if t.train == nil {
		return 0
	}
	steps := (t.train.Len() + t.recipe.BatchSize - 1) / t.recipe.BatchSize * t.recipe.Epochs
	if t.recipe.Steps > 0 {
		return min(steps, t.recipe.Steps)
	}
	return steps
}

// Finished reports whether the recipe's epochs, or its Steps, are over.
func (t *Trainer) Finished() bool {
	if t.loader == nil || t.batch.size != 0 {
		return false
	}
	return t.loader.EpochDone() && t.loader.Epoch() >= t.recipe.Epochs ||
		t.recipe.Steps > 0 && t.step >= t.recipe.Steps
}

// Describe returns a line for each layer: its kind, output shape and number of
// parameters.
func (t *Trainer) Describe() []string {
	lines := make([]string, len(t.recipe.Layers))
	for i, l := range t.net.Layers() {
		lines[i] = format.Sprintf("%s %s", t.recipe.Layers[i].Kind, l.Out())
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
