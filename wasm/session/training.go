package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	progressEvery = 100 * time.Millisecond
	saveEvery     = 10 * time.Second // of training
)

// tally sums the statistics of the steps since the last Progress.
type tally struct {
	images        int
	loss, correct float64 // over all images
	rate          float64 // the learning rate of the last step
}

// advance trains on one micro-batch, and reports whether it could.
func (s *Session) advance() (more bool) {
	var stats train.StepStats
	var done bool
	err := s.distribute()
	if err == nil {
		stats, done, err = s.trainer.Advance()
	}
	diverged, _ := errors.AsType[*train.DivergedError](err)
	switch {
	case errors.Is(err, train.ErrWaiting):
		return false
	case errors.Is(err, data.ErrPending):
		s.progress()
		s.waiting = true
		s.enter(protocol.PhaseLoading)
		return true
	case diverged != nil:
		s.progress()
		s.host.Post(&protocol.Fault{Code: protocol.CodeDiverged, Step: uint32(diverged.Step), Detail: err.Error()})
		s.broken = true
		s.rest(protocol.PhaseError)
		return true
	case errors.Is(err, train.ErrNoData):
		s.noData("")
		return true
	case err != nil:
		panic(err)
	}
	s.enter(protocol.PhaseTraining)
	if done {
		s.stepped(stats)
	}
	return true
}

// stepped does what follows an optimiser step.
func (s *Session) stepped(stats train.StepStats) {
	n := float64(stats.Samples)
	s.since.images += stats.Samples
	s.since.loss += stats.Loss * n
	s.since.correct += stats.Accuracy * n
	s.since.rate = stats.LearningRate
	now := s.host.Now()
	s.workers.pace.stepped(now)
	s.drawing.due = s.drawing.due || s.drawing.ink && now-s.drawing.at >= classifyEvery
	s.inspection.due = s.inspection.due || len(s.inspection.layers) > 0 && now >= s.inspection.next
	switch {
	case stats.EpochDone:
		s.epochEnded()
	case s.single:
		s.pause()
	default:
		if now-s.reported >= progressEvery {
			s.progress()
		}
		if s.clock.read(now)-s.savedAt >= saveEvery {
			s.saveIfNewer()
		}
	}
}

// progress posts the training since the last Progress, if there was any.
func (s *Session) progress() {
	if s.since.images == 0 {
		return
	}
	now, n := s.host.Now(), float64(s.since.images)
	t := s.trainer
	epochs := t.Recipe().Epochs
	rate := s.meter.rate(s.clock.read(now), t.SamplesSeen())
	left := 0.0 // seconds
	rest := min(epochs*t.Train().Len()-t.SamplesSeen(), (t.Steps()-t.StepCount())*t.Recipe().BatchSize)
	if rest > 0 && rate > 0 {
		left = float64(rest) / rate
	}
	s.host.Post(&protocol.Progress{
		Step: s.step(), Steps: uint32(t.Steps()),
		Epoch: uint32(t.Epoch()), Epochs: uint32(epochs),
		ImagesSeen: uint32(t.SamplesSeen()),
		Loss:       float32(s.since.loss / n), Accuracy: float32(s.since.correct / n),
		ImagesPerSecond: float32(rate), SecondsLeft: float32(left),
		LearningRate: float32(s.since.rate), Workers: uint32(s.workers.active),
	})
	s.since, s.reported = tally{}, now
}

// finish ends a run whose epochs are over and evaluated.
func (s *Session) finish() {
	s.rest(protocol.PhaseDone)
	s.saveIfNewer()
}

// save posts a snapshot of the last completed step.
func (s *Session) save() {
	s.saveSpace = s.trainer.Snapshot(s.saveSpace[:0])
	s.saved, s.savedAt = s.trainer.StepCount(), s.clock.read(s.host.Now())
	s.host.Post(&protocol.Snapshot{Step: s.step(), Data: s.saveSpace})
}

func (s *Session) saveIfNewer() {
	if s.trainer.StepCount() != s.saved {
		s.save()
	}
}
