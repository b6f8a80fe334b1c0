package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const progressEvery = 100 * time.Millisecond

// training is the job that trains the run's network, with its workers.
type training struct {
	phase   protocol.Phase
	running bool // training, or trying to
	single  bool // only until the step is done
	waiting bool // nothing to do before the next shard
	worked  bool // the trainer has used its data
	broken  bool // the run cannot continue: it diverged, or our bug

	clock    stopwatch // of training, evaluation included
	meter    meter
	since    tally         // of the steps since the last Progress
	reported time.Duration // when the last Progress was posted
	workers  workers

	saving saving
}

// tally sums the statistics of the steps since the last Progress.
type tally struct {
	images        int
	loss, correct float64 // over all images
	rate          float64 // the learning rate of the last step
}

func (r *training) due(*Session) bool { return r.running && !r.waiting }

// advance trains on one micro-batch, and reports whether it could.
func (r *training) advance(s *Session) (more bool) {
	var stats train.StepStats
	var done bool
	err := r.distribute(s)
	if err == nil {
		stats, done, err = s.trainer.Advance()
	}
	diverged, _ := errors.AsType[*train.DivergedError](err)
	switch {
	case errors.Is(err, train.ErrWaiting):
		return false
	case errors.Is(err, data.ErrPending):
		r.progress(s)
		r.waiting = true
		r.enter(s, protocol.PhaseLoading)
		return true
	case diverged != nil:
		r.progress(s)
		s.host.Post(&protocol.Fault{Code: protocol.CodeDiverged, Step: uint32(diverged.Step), Detail: err.Error()})
		r.broken = true
		r.rest(s, protocol.PhaseError)
		return true
	case errors.Is(err, train.ErrNoData):
		r.noData(s, "")
		return true
	case err != nil:
		panic(err)
	}
	r.enter(s, protocol.PhaseTraining)
	if done {
		r.stepped(s, stats)
	}
	return true
}

// stepped does what follows an optimiser step.
func (r *training) stepped(s *Session, stats train.StepStats) {
	n := float64(stats.Samples)
	r.since.images += stats.Samples
	r.since.loss += stats.Loss * n
	r.since.correct += stats.Accuracy * n
	r.since.rate = stats.LearningRate
	now := s.host.Now()
	r.workers.pace.stepped(now)
	if !s.timeline.looking {
		s.drawing.stepped(0, now)
		s.inspection.stepped(now)
	}
	s.timeline.stepped(s, stats.EpochDone)
	switch {
	case stats.EpochDone:
		s.test.epochEnded(s)
	case r.single:
		r.pause(s)
	default:
		if now-r.reported >= progressEvery {
			r.progress(s)
		}
		if r.saving.due(r.clock.read(now)) {
			r.saveIfNewer(s)
		}
	}
}

// progress posts the training since the last Progress, if there was any.
func (r *training) progress(s *Session) {
	if r.since.images == 0 {
		return
	}
	now, n := s.host.Now(), float64(r.since.images)
	t := s.trainer
	epochs := t.Recipe().Epochs
	rate := r.meter.rate(r.clock.read(now), t.SamplesSeen())
	left := 0.0 // seconds
	rest := min(epochs*t.Train().Len()-t.SamplesSeen(), (t.Steps()-t.StepCount())*t.Recipe().BatchSize)
	if rest > 0 && rate > 0 {
		left = float64(rest) / rate
	}
	s.host.Post(&protocol.Progress{
		Step: s.step(), Steps: uint32(t.Steps()),
		Epoch: uint32(t.Epoch()), Epochs: uint32(epochs),
		ImagesSeen: uint32(t.SamplesSeen()),
		Loss:       float32(r.since.loss / n), Accuracy: float32(r.since.correct / n),
		ImagesPerSecond: float32(rate), SecondsLeft: float32(left),
		LearningRate: float32(r.since.rate), Workers: uint32(r.workers.active),
	})
	r.since, r.reported = tally{}, now
}

// finish ends a run whose epochs are over and evaluated.
func (r *training) finish(s *Session) {
	r.saveIfNewer(s) // the page has what is done
	r.rest(s, protocol.PhaseDone)
}

// enter continues the run in a phase.
func (r *training) enter(s *Session, p protocol.Phase) {
	if r.phase == p {
		return
	}
	r.phase = p
	now := s.host.Now()
	r.clock.run(p == protocol.PhaseTraining, now)
	r.meter.start(r.clock.read(now), s.trainer.SamplesSeen())
	s.host.Post(&protocol.PhaseChanged{Phase: p})
}

// rest ends the work in a phase and posts the weights' hash.
func (r *training) rest(s *Session, p protocol.Phase) {
	r.stop(s, p)
	s.host.Post(&protocol.PhaseChanged{Phase: p, Fingerprint: s.trainer.Fingerprint()})
	s.showAgain() // the weights may be newer than the last prediction
}

func (r *training) stop(s *Session, p protocol.Phase) {
	r.phase = p
	r.running, r.single, r.waiting = false, false, false
	r.clock.run(false, s.host.Now())
	r.workers.pace.disturb()
	if p != protocol.PhasePaused {
		r.stopReplicas(s)
	}
}

// pause stops after the last micro-batch that was done.
func (r *training) pause(s *Session) {
	if !r.running {
		return
	}
	r.progress(s)
	if !s.test.complete {
		s.test.evaluation = nil
	}
	r.rest(s, protocol.PhasePaused)
	r.saveIfNewer(s)
}

// noData ends a run without any training image.
func (r *training) noData(s *Session, detail string) {
	s.fault(protocol.CodeNoData, "", detail)
	r.rest(s, protocol.PhaseError)
}

// reset makes room for another run, or breaks this one.
func (r *training) reset(s *Session, bug string) {
	if bug == "" {
		r.stopReplicas(s)
		*r = training{
			reported: r.reported, saving: saving{space: r.saving.space},
			workers: workers{active: 1},
		}
		return
	}
	if r.broken {
		return
	}
	r.broken = true
	r.stop(s, protocol.PhaseError)
	s.host.Post(&protocol.PhaseChanged{Phase: protocol.PhaseError})
}

// dataChanged continues with the images that arrived, or fails without.
func (r *training) dataChanged(s *Session) {
	r.waiting = false
	if s.data.train != nil && s.trainer != nil {
		r.attach(s)
	}
	if reason := s.data.dead(); reason != "" && r.running {
		r.noData(s, reason)
	}
}
