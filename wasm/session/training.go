package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	progressEvery = 100 * time.Millisecond
	predictEvery  = 50 * time.Millisecond  // while training
	saveEvery     = 10 * time.Second       // of training
	penRests      = 200 * time.Millisecond // after its last movement
)

// drawing is the visitor's drawing.
type drawing struct {
	pixels [ink.Pixels]byte
	x      [ink.Pixels]float32 // pixels as the network takes them
	seq    uint32
	ink    bool
	due    bool          // to be classified
	at     time.Duration // of the last answer
	moved  time.Duration // when the last drawing came
	p      [recipe.Classes]float32
}

// penMoves reports whether somebody draws.
func (s *Session) penMoves() bool {
	return s.drawing.seq > 0 && s.host.Now()-s.drawing.moved < penRests
}

// tally sums what the steps since the last Progress said.
type tally struct {
	images             int
	loss, right, lrate float64
}

// advance trains on one micro-batch, and reports whether it could.
func (s *Session) advance() (more bool) {
	var stats train.StepStats
	var done bool
	err := s.share()
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
		s.noData(err.Error())
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
	s.since.right += stats.Accuracy * n
	s.since.lrate = stats.LearningRate
	now := s.host.Now()
	s.crew.pace.stepped(now)
	s.drawing.due = s.drawing.due || s.drawing.ink && now-s.drawing.at >= predictEvery
	s.inside.due = s.inside.due || len(s.inside.layers) > 0 && now >= s.inside.next
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

// progress posts what was learned since the last time, if anything was.
func (s *Session) progress() {
	if s.since.images == 0 {
		return
	}
	now, n := s.host.Now(), float64(s.since.images)
	t := s.trainer
	epochs := t.Recipe().Epochs
	rate := s.meter.rate(s.clock.read(now), t.SamplesSeen())
	left := 0.0
	rest := min(epochs*t.Train().Len()-t.SamplesSeen(), (t.Steps()-t.StepCount())*t.Recipe().BatchSize)
	if rest > 0 && rate > 0 {
		left = float64(rest) / rate
	}
	s.host.Post(&protocol.Progress{
		Step: s.step(), Steps: uint32(t.Steps()),
		Epoch: uint32(t.Epoch()), Epochs: uint32(epochs),
		ImagesSeen: uint32(t.SamplesSeen()),
		Loss:       float32(s.since.loss / n), Accuracy: float32(s.since.right / n),
		ImagesPerSecond: float32(rate), SecondsLeft: float32(left),
		LearningRate: float32(s.since.lrate), Workers: uint32(s.crew.sharing),
	})
	s.since, s.reported = tally{}, now
}

// finish ends a run whose epochs are over and evaluated.
func (s *Session) finish() {
	s.rest(protocol.PhaseDone)
	s.saveIfNewer()
}

// predict classifies the visitor's drawing.
func (s *Session) predict() {
	d := &s.drawing
	d.due, d.at = false, s.host.Now()
	data.Input(d.x[:], d.pixels[:])
	s.trainer.Predict(d.p[:], d.x[:])
	s.host.Post(&protocol.Probabilities{Seq: d.seq, Step: s.step(), P: d.p})
	s.readDigits()
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
