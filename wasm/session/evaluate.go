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

// testData is the job that evaluates test images during a run.
type testData struct {
	evaluation  *evaluate.Evaluation // in work
	last        *evaluate.Evaluation // the newest that is over
	lastStep    uint32               // when that was made
	lastLessons uint64               // and after how many lessons
	complete    bool                 // the one in work is of the whole set
	wanted      bool                 // a complete one must be made before training goes on
	completeAt  int                  // the step of the last complete one
	next        time.Duration        // when the next live one is due, by the session's clock
	began       time.Duration        // when the one in work began
}

func (e *testData) handle(*Session, protocol.Message) bool { return false }

func (e *testData) due(s *Session) bool {
	return s.training.due(s) && (e.evaluation != nil || e.wanted || s.trainer.Finished() || e.liveDue(s))
}

func (e *testData) advance(s *Session) (more bool) {
	switch {
	case e.evaluation != nil:
		e.evaluate(s)
	case e.wanted:
		e.beginComplete(s)
	case s.trainer.Finished():
		e.epochEnded(s)
	default:
		e.begin(s, s.evaluation(liveImages), false)
	}
	return true
}

// reset forgets the evaluations of the network. The run does not continue
// without them.
func (e *testData) reset(s *Session, bug string) {
	if bug == "" {
		*e = testData{completeAt: -1, next: firstLive}
		return
	}
	e.evaluation, e.wanted = nil, false
	s.training.reset(s, bug)
}

func (e *testData) liveDue(s *Session) bool {
	r := &s.training
	return !r.single && s.data.test != nil && s.data.test.Loaded() > 0 && r.clock.read(s.host.Now()) >= e.next
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

func (e *testData) begin(s *Session, in *evaluate.Evaluation, complete bool) {
	e.evaluation, e.complete, e.began = in, complete, s.training.clock.read(s.host.Now())
}

// epochEnded makes a complete evaluation wanted, once.
func (e *testData) epochEnded(s *Session) {
	s.training.progress(s)
	if e.completeAt == s.trainer.StepCount() {
		e.completed(s)
	} else {
		e.wanted = true
	}
}

// beginComplete starts a complete evaluation as soon as no test shard is still
// on its way.
func (e *testData) beginComplete(s *Session) {
	switch {
	case s.data.testPending():
		s.training.waiting = true
		s.training.enter(s, protocol.PhaseLoading)
	case s.data.test.Loaded() == 0:
		e.completed(s)
	default:
		s.training.enter(s, protocol.PhaseTraining)
		e.begin(s, s.evaluation(0), true)
	}
}

// evaluate does one slice of the evaluation in work.
func (e *testData) evaluate(s *Session) {
	if !e.evaluation.Advance() {
		return
	}
	e.evaluated(s, e.evaluation, e.complete)
	e.evaluation = nil
	clock := s.training.clock.read(s.host.Now())
	if e.complete {
		e.next = max(e.next, clock+liveEvery)
		e.completed(s)
		return
	}
	// Early on the curves are steep: evaluate often, then less so.
	pause := min(max(clock*15/100, firstLive), liveEvery)
	e.next = clock + max(pause, (liveCost-1)*(clock-e.began))
}

// evaluated keeps an evaluation's result, and posts it.
func (e *testData) evaluated(s *Session, over *evaluate.Evaluation, complete bool) {
	e.last, e.lastStep, e.lastLessons = over, s.step(), s.lessons
	m := evalOf(over.Report(), s.step(), complete)
	s.host.Post(&m)
	if !s.timeline.looking {
		s.samples.post(s)
	}
}

// fresh reports whether the newest evaluation is of the present weights.
func (e *testData) fresh(s *Session) bool {
	return e.last != nil && e.lastStep == s.step() && e.lastLessons == s.lessons
}

// current returns the newest evaluation if it is of the present weights and of
// all test images, else nil.
func (e *testData) current(s *Session) *evaluate.Evaluation {
	if !e.fresh(s) {
		return nil
	}
	if done, of := e.last.Done(); done != of || of != s.data.test.Loaded() {
		return nil
	}
	return e.last
}

// evalOf is an evaluation's result.
func evalOf(r evaluate.Report, step uint32, complete bool) protocol.Eval {
	m := protocol.Eval{
		Step: step, Images: uint32(r.Samples), Of: uint32(r.Of),
		Loss: float32(r.Loss), Accuracy: float32(r.Accuracy), Complete: complete,
	}
	for label, row := range r.Confusion {
		for predicted, n := range row {
			m.Confusion[label][predicted] = uint32(n)
		}
	}
	return m
}

// completed continues after the complete evaluation of an epoch.
func (e *testData) completed(s *Session) {
	e.wanted, e.completeAt = false, s.trainer.StepCount()
	switch {
	case s.trainer.Finished():
		s.training.finish(s)
	case s.training.single:
		s.training.pause(s)
	}
}
