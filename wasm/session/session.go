// Package session runs a train.Trainer on commands from the page and answers
// with events. It fetches the data, cuts training, evaluation and classification
// into slices so that a command is obeyed within milliseconds, and reports every
// failure. It knows nothing of JavaScript: a Host connects it.
//
// A Session is for one goroutine. Its methods never block; Run does the work.
package session

import (
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Host is a session's surroundings: the worker, or a test.
type Host interface {
	// Post sends an event. The message is the session's again when it returns.
	Post(protocol.Message)
	// Fetch starts a download and returns at once. It is answered later, not
	// from within: any number of Session.Received, then one Session.Arrived or
	// Session.Failed.
	Fetch(Request)
	// Now returns the time since some fixed moment; it never goes back.
	Now() time.Duration

	// Cores returns the number of workers that can work at the same time, this
	// one included; 0 if this one cannot start others.
	Cores() int
	// Spawn starts a worker with a replica for a recipe. It is answered later:
	// by Session.ReplicaReady, or by Session.ReplicaDied, then or at any time
	// after.
	Spawn(id int, r recipe.Recipe)
	// Send gives a ready replica a task, and the weights to do it with. It has
	// copied both when it returns. Session.ReplicaPart answers it.
	Send(id int, task train.Task, weights []float32)
	// Stop ends a replica. The session ignores what still comes from it.
	Stop(id int)
}

// Request is one download: of a shard, which the host inflates, or of the
// manifest, which it rewrites as mnist.ParseList reads it.
type Request struct {
	ID       int           // to be given back with the answer
	URL      string        // relative to the page
	After    time.Duration // wait this long first
	Reload   bool          // by-pass caches: an earlier copy was bad
	Manifest bool          // the manifest, not a shard
	Limit    int           // max length in bytes, inflated
}

// Session is one worker's state: its data and the run in work.
type Session struct {
	host    Host
	data    *dataset
	trainer *train.Trainer // nil before the first Prepare or Restore

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

	workers     workers
	test        testData
	drawing     drawing
	batch       batch
	inspection  inspection
	explanation explanation
	saved       int           // the step of the last snapshot
	savedAt     time.Duration // by clock
	saveSpace   []byte

	samples samples
	lesson  lesson
	lessons uint64 // that the run has had

	gan adversaries
}

// New returns a session with nothing prepared. It posts nothing.
func New(h Host) *Session {
	s := &Session{host: h}
	s.data = newData(h, s.fault)
	return s
}

// Run works for about budget and reports whether there is more to do. If there is
// not, only a command or an answer to a Host's method changes that.
func (s *Session) Run(budget time.Duration) (more bool) {
	defer s.guard()
	if s.penMoves() {
		budget = 0 // the next drawing is not to wait
	}
	for end := s.host.Now() + budget; ; {
		if !s.work() {
			return false
		}
		if s.host.Now() >= end {
			return true
		}
	}
}

// work does one slice: a classification, an inspection, a part of an explanation,
// a micro-batch or 50 test images.
func (s *Session) work() (more bool) {
	switch {
	case s.drawing.due && s.trainer != nil:
		s.classifyDrawing()
	case s.inspection.due && s.trainer != nil:
		s.inspectNow()
	case s.explanation.working() && s.trainer != nil:
		s.continueExplaining()
	case s.batch.command != nil && s.trainer != nil:
		s.classifyBatch()
	case s.lesson.command != nil:
		return s.learn()
	case s.samplesDue():
		return s.evaluateForSamples()
	case s.ganDue():
		s.trainGAN()
		return true
	case !s.running || s.waiting:
		return false
	case s.test.evaluation != nil:
		s.evaluate()
	case s.test.due:
		s.beginComplete()
	case s.trainer.Finished():
		s.epochEnded()
	case s.liveDue():
		s.beginLive()
	default:
		return s.advance()
	}
	s.workers.pace.disturb()
	return true
}

// enter continues the run in a phase.
func (s *Session) enter(p protocol.Phase) {
	if s.phase == p {
		return
	}
	s.phase = p
	now := s.host.Now()
	s.clock.run(p == protocol.PhaseTraining, now)
	s.meter.start(s.clock.read(now), s.trainer.SamplesSeen())
	s.host.Post(&protocol.PhaseChanged{Phase: p})
}

// rest ends the work in a phase and posts the weights' hash.
func (s *Session) rest(p protocol.Phase) {
	s.stop(p)
	s.host.Post(&protocol.PhaseChanged{Phase: p, Fingerprint: s.trainer.Fingerprint()})
	s.drawing.due = s.drawing.ink // the weights may be newer than the last prediction
	s.inspection.due = true
}

func (s *Session) stop(p protocol.Phase) {
	s.phase = p
	s.running, s.single, s.waiting = false, false, false
	s.clock.run(false, s.host.Now())
	s.workers.pace.disturb()
	if p != protocol.PhasePaused {
		s.stopReplicas()
	}
}

func (s *Session) fault(code protocol.Code, where, detail string) {
	s.host.Post(&protocol.Fault{Code: code, Step: s.step(), Where: where, Detail: detail})
}

func (s *Session) step() uint32 {
	if s.trainer == nil {
		return 0
	}
	return uint32(s.trainer.StepCount())
}

// guard turns a panic, which is our bug, into a fault that the page can show.
func (s *Session) guard() {
	v := recover()
	if v == nil {
		return
	}
	s.broken = true
	s.drawing.due, s.inspection.due = false, false
	s.stopExplaining()
	s.test.evaluation, s.test.due = nil, false
	s.samples, s.batch = samples{}, batch{}
	if s.gan.running {
		s.host.Post(&protocol.GAN{Phase: protocol.PhaseError, Fault: protocol.Fault{Code: protocol.CodeInternal, Detail: text(v)}})
	}
	s.gan = adversaries{}
	if s.lesson.command != nil {
		s.lesson = lesson{}
		s.host.Post(&protocol.Receipt{Outcome: protocol.OutcomeRefused, Reason: protocol.CodeInternal, Detail: text(v)})
	}
	s.stop(protocol.PhaseError)
	s.fault(protocol.CodeInternal, "", text(v))
	s.host.Post(&protocol.PhaseChanged{Phase: protocol.PhaseError})
}

// text returns a panic's value in words. Package fmt would add a tenth to the
// worker's download.
func text(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case string:
		return v
	}
	return "panic with a value that is no text"
}
