package session

import (
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// lesson is the job that fine-tunes on the visitor's own drawings: an evaluation,
// mini-batches, another evaluation. The run rests meanwhile.
type lesson struct {
	command    *protocol.Teach // nil: there is none
	resume     bool            // the run continues after it
	stage      protocol.Stage
	evaluation *evaluate.Evaluation // in work
	before     *evaluate.Evaluation
	tune       *train.FineTune
	receipt    protocol.Receipt
	reported   time.Duration
	posted     protocol.Stage // and the stage reported then
	snapshot   []byte         // of the run before it
}

// handle obeys the commands about lessons, and during a lesson those about the
// run, which have another meaning then.
func (l *lesson) handle(s *Session, m protocol.Message) bool {
	if s.trainer == nil {
		return false
	}
	switch m := m.(type) {
	case *protocol.Teach:
		l.teach(s, m)
	case *protocol.StopTeaching:
		if l.command != nil {
			l.end(s, protocol.OutcomeStopped, "", "")
		}
	default:
		return l.command != nil && l.takeOver(s, m)
	}
	return true
}

// teach begins a lesson, or posts why it cannot.
func (l *lesson) teach(s *Session, m *protocol.Teach) {
	n := len(m.Labels)
	refuse := func(why protocol.Code) {
		s.host.Post(&protocol.Receipt{Outcome: protocol.OutcomeRefused, Target: m.Target, Reason: why})
	}
	switch {
	case l.command != nil:
		refuse(protocol.CodeBusy)
		return
	case s.training.broken:
		refuse(protocol.CodeUnprepared)
		return
	case s.trainer.StepCount() == 0:
		refuse(protocol.CodeUntrained)
		return
	case n < 1 || n > train.MaxExamples || len(m.Images) != n*ink.Pixels || int(m.Target) >= n ||
		slices.ContainsFunc(m.Labels, func(l byte) bool { return l >= recipe.Classes }):
		refuse(protocol.CodeDrawings)
		return
	}
	s.timeline.seekNow(s) // it is the run's network that is taught
	resume := s.training.running && !s.training.single
	s.training.pause(s)
	s.training.stopReplicas(s)
	s.trainer.Rewind()
	s.test.evaluation, s.samples.evaluation = nil, nil // the weights will change
	*l = lesson{command: m, resume: resume, snapshot: s.trainer.Snapshot(nil)}
	l.receipt.Target = m.Target
	s.host.Post(l.progress())
	s.data.begin()
}

// end posts the receipt, and continues the run if it was under way.
func (l *lesson) end(s *Session, o protocol.Outcome, reason protocol.Code, detail string) {
	over := *l
	*l = lesson{}
	if over.tune != nil && o != protocol.OutcomeTaught {
		over.tune.Undo()
		if over.stage == protocol.StageAfter {
			s.lessons--
		}
	}
	over.receipt.Outcome, over.receipt.Reason, over.receipt.Detail = o, reason, detail
	if over.tune != nil {
		steps, _ := over.tune.Steps()
		over.receipt.Steps = uint32(steps)
	}
	s.host.Post(&over.receipt)
	if o == protocol.OutcomeTaught {
		s.training.save(s)
		s.timeline.taught(s)
		s.training.rest(s, s.training.phase) // the weights have another fingerprint
	}
	s.showAgain()
	if over.resume && !s.training.broken {
		s.training.run(s, false)
	}
}

// takeOver obeys a command about the run during a lesson, and reports whether m
// is one.
func (l *lesson) takeOver(s *Session, m protocol.Message) bool {
	switch m.(type) {
	case *protocol.Start:
		if p := s.training.phase; p == protocol.PhaseDone || p == protocol.PhaseError {
			return false // a new run
		}
		l.resume = true
	case *protocol.Resume:
		l.resume = s.training.phase == protocol.PhasePaused
	case *protocol.Pause:
		l.resume = false
	case *protocol.StepOnce:
	case *protocol.Save: // half a lesson is not worth keeping
		s.host.Post(&protocol.Snapshot{Step: s.step(), Data: l.snapshot})
	default:
		return false
	}
	return true
}

func (l *lesson) due(*Session) bool { return l.command != nil }

// advance does one slice of a lesson.
func (l *lesson) advance(s *Session) (more bool) {
	if now := s.host.Now(); l.stage != l.posted || now-l.reported >= progressEvery {
		l.reported, l.posted = now, l.stage
		s.host.Post(l.progress())
	}
	switch l.stage {
	case protocol.StageData:
		return l.data(s)
	case protocol.StageBefore:
		l.evaluateBefore(s)
	case protocol.StageLearning:
		l.learn(s)
	case protocol.StageAfter:
		l.evaluateAfter(s)
	}
	return true
}

func (l *lesson) progress() *protocol.Lesson {
	m := protocol.Lesson{Stage: l.stage}
	var done, of int
	switch {
	case l.stage == protocol.StageLearning:
		done, of = l.tune.Steps()
	case l.evaluation != nil:
		done, of = l.evaluation.Done()
	}
	m.Done, m.Of = uint32(done), uint32(of)
	return &m
}

// data waits for all images: any may be part of a mini-batch.
func (l *lesson) data(s *Session) (more bool) {
	switch {
	case s.training.broken:
		l.end(s, protocol.OutcomeRefused, protocol.CodeOtherData, "")
	case s.data.dead() != "":
		l.end(s, protocol.OutcomeRefused, protocol.CodeNoData, s.data.dead())
	case s.data.train == nil || pending(s.data.train) || s.data.testPending():
		return false
	default:
		l.stage = protocol.StageBefore
	}
	return true
}

func pending(set *data.Set) bool {
	return slices.ContainsFunc(set.Blocks(), func(b data.Block) bool { return b.State == data.BlockPending })
}

// classifyOwn classifies the next of the drawings, and reports whether all are.
func (l *lesson) classifyOwn(s *Session, digits *[]byte, p *[recipe.Classes]float32) bool {
	from := len(*digits)
	predictBatch(s.trainer.Model(), l.command.Images[from*ink.Pixels:], func(i int, q []float32) {
		*digits = append(*digits, byte(tensor.ArgMax(q)))
		if from+i == int(l.command.Target) {
			copy(p[:], q)
		}
	})
	return len(*digits) == len(l.command.Labels)
}

func (l *lesson) evaluateBefore(s *Session) {
	if l.before == nil {
		if l.before = s.test.current(s); l.before == nil && l.evaluate(s) {
			l.before = s.test.last
		}
		return
	}
	if !l.classifyOwn(s, &l.receipt.PredictedBefore, &l.receipt.Before) {
		return
	}
	tune, err := s.trainer.NewFineTune(mnist.Batch(l.command.Images, l.command.Labels), int(l.command.Target), s.lessons)
	if err != nil {
		l.end(s, protocol.OutcomeRefused, protocol.CodeInternal, err.Error())
		return
	}
	l.tune, l.stage = tune, protocol.StageLearning
}

func (l *lesson) learn(s *Session) {
	done, err := l.tune.Advance()
	switch {
	case err != nil:
		l.end(s, protocol.OutcomeDiverged, "", err.Error())
	case done:
		s.lessons++
		l.stage = protocol.StageAfter
	}
}

func (l *lesson) evaluateAfter(s *Session) {
	if len(l.receipt.PredictedAfter) < len(l.command.Labels) {
		l.classifyOwn(s, &l.receipt.PredictedAfter, &l.receipt.After)
		return
	}
	if !l.evaluate(s) {
		return
	}
	before, after := l.before.Report(), s.test.last.Report()
	forgotten, gained := evaluate.Changes(l.before, s.test.last)
	r := &l.receipt
	r.TestImages = uint32(after.Samples)
	r.CorrectBefore, r.CorrectAfter = correct(&before), correct(&after)
	r.Forgotten, r.Gained = uint32(forgotten), uint32(gained)
	l.end(s, protocol.OutcomeTaught, "", "")
}

func correct(r *evaluate.Report) (n uint32) {
	for d := range r.Confusion {
		n += uint32(r.Confusion[d][d])
	}
	return n
}

// evaluate evaluates some test images, and reports whether all are; the
// evaluation is then the newest one.
func (l *lesson) evaluate(s *Session) bool {
	if l.evaluation == nil {
		l.evaluation = s.evaluation(0)
	}
	if !l.evaluation.Advance() {
		return false
	}
	s.test.evaluated(s, l.evaluation, true)
	l.evaluation = nil
	return true
}

// reset undoes the lesson.
func (l *lesson) reset(s *Session, bug string) {
	if l.command == nil {
		return
	}
	if bug == "" {
		l.resume = false
		l.end(s, protocol.OutcomeStopped, "", "")
	} else {
		l.end(s, protocol.OutcomeRefused, protocol.CodeInternal, bug)
	}
}
