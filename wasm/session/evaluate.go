package session

import (
	"time"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	liveImages = 1000                   // of a live evaluation: the test set's first ones
	firstLive  = 300 * time.Millisecond // of training before the first live evaluation
	liveEvery  = 2 * time.Second        // of training between live evaluations, later on
	liveCost   = 10                     // live evaluations take at most a tenth of the time
)

// testData is the evaluation of test images during a run.
type testData struct {
	evaluation  *evaluate.Evaluation // in work
	last        *evaluate.Evaluation // the newest that is over
	lastStep    uint32               // when that was made
	lastLessons uint64               // and after how many lessons
	complete    bool                 // the one in work is of the whole set
	due         bool                 // a complete one must be made before training goes on
	completeAt  int                  // the step of the last complete one
	next        time.Duration        // when the next live one is due, by the session's clock
	began       time.Duration        // when the one in work began
}

func (s *Session) liveDue() bool {
	return !s.single && s.data.test != nil && s.data.test.Loaded() > 0 && s.clock.read(s.host.Now()) >= s.test.next
}

func (s *Session) beginLive() {
	s.begin(s.evaluation(liveImages), false)
}

// evaluation returns an evaluation of the first limit test images, of all if limit
// is 0.
func (s *Session) evaluation(limit int) *evaluate.Evaluation {
	e, err := s.trainer.Model().NewEvaluation(s.data.test, limit)
	if err != nil {
		panic(err) // the recipe was accepted for these images
	}
	return e
}

func (s *Session) begin(e *evaluate.Evaluation, complete bool) {
	s.test.evaluation, s.test.complete, s.test.began = e, complete, s.clock.read(s.host.Now())
}

// epochEnded makes a complete evaluation due, once.
func (s *Session) epochEnded() {
	s.progress()
	if s.test.completeAt == s.trainer.StepCount() {
		s.completed()
	} else {
		s.test.due = true
	}
}

// beginComplete starts a complete evaluation as soon as no test shard is still
// on its way.
func (s *Session) beginComplete() {
	switch {
	case s.data.testPending():
		s.waiting = true
		s.enter(protocol.PhaseLoading)
	case s.data.test.Loaded() == 0:
		s.completed()
	default:
		s.enter(protocol.PhaseTraining)
		s.begin(s.evaluation(0), true)
	}
}

// evaluate does one slice of the evaluation in work.
func (s *Session) evaluate() {
	if !s.test.evaluation.Advance() {
		return
	}
	s.evaluated(s.test.evaluation, s.test.complete)
	s.test.evaluation = nil
	clock := s.clock.read(s.host.Now())
	if s.test.complete {
		s.test.next = max(s.test.next, clock+liveEvery)
		s.completed()
		return
	}
	// Early on the curves are steep: evaluate often, then less so.
	pause := min(max(clock*15/100, firstLive), liveEvery)
	s.test.next = clock + max(pause, (liveCost-1)*(clock-s.test.began))
}

// report posts an evaluation's result.
func (s *Session) report(r evaluate.Report, complete bool) {
	m := protocol.Eval{
		Step: s.step(), Images: uint32(r.Samples), Of: uint32(r.Of),
		Loss: float32(r.Loss), Accuracy: float32(r.Accuracy), Complete: complete,
	}
	for label, row := range r.Confusion {
		for predicted, n := range row {
			m.Confusion[label][predicted] = uint32(n)
		}
	}
	s.host.Post(&m)
}

// completed continues after the complete evaluation of an epoch.
func (s *Session) completed() {
	s.test.due, s.test.completeAt = false, s.trainer.StepCount()
	switch {
	case s.trainer.Finished():
		s.finish()
	case s.single:
		s.pause()
	}
}
