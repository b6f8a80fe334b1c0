package train

import (
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
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
// recipe's loss (cross-entropy in nats), without weight decay's penalty and, as
// evaluations say it, without label smoothing, and Accuracy its fraction of correct
// predictions, both before the update.
type StepStats struct {
	Step, Epoch, Samples         int // Step and Epoch count from 1
	Loss, Accuracy, LearningRate float64
	EpochDone                    bool
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
	finite := t.update(float32(stats.LearningRate))
	b.gainStats(t.net)
	b.end()
	if !finite || !kernel.AllFinite(t.net.Stats()) {
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
