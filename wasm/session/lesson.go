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

// lesson is a fine-tuning on the visitor's own drawings: an evaluation,
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

// teach begins a lesson, or posts why it cannot.
func (s *Session) teach(m *protocol.Teach) {
	n := len(m.Labels)
	refuse := func(why protocol.Code) {
		s.host.Post(&protocol.Receipt{Outcome: protocol.OutcomeRefused, Target: m.Target, Reason: why})
	}
	switch {
	case s.lesson.command != nil:
		refuse(protocol.CodeBusy)
		return
	case s.trainer == nil || s.broken:
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
	resume := s.running && !s.single
	if s.running {
		s.pause()
	}
	s.stopReplicas()
	s.trainer.Rewind()
	s.test.evaluation, s.samples.evaluation = nil, nil // the weights will change
	s.lesson = lesson{command: m, resume: resume, snapshot: s.trainer.Snapshot(nil)}
	s.lesson.receipt.Target = m.Target
	s.host.Post(s.lesson.progress())
	s.data.begin()
}

// endLesson posts the receipt, and continues the run if it was under way.
func (s *Session) endLesson(o protocol.Outcome, reason protocol.Code, detail string) {
	l := s.lesson
	s.lesson = lesson{}
	if l.tune != nil && o != protocol.OutcomeTaught {
		l.tune.Undo()
		if l.stage == protocol.StageAfter {
			s.lessons--
		}
	}
	l.receipt.Outcome, l.receipt.Reason, l.receipt.Detail = o, reason, detail
	if l.tune != nil {
		steps, _ := l.tune.Steps()
		l.receipt.Steps = uint32(steps)
	}
	s.host.Post(&l.receipt)
	if o == protocol.OutcomeTaught {
		s.save()
		s.rest(s.phase) // the weights have another fingerprint
	}
	s.drawing.due, s.inspection.due = s.drawing.ink, true
	if l.resume && !s.broken {
		s.run(false)
	}
}

// whileTeaching obeys commands with another meaning during a lesson, and reports
// whether m is one.
func (s *Session) whileTeaching(m protocol.Message) bool {
	if s.lesson.command == nil {
		return false
	}
	switch m.(type) {
	case *protocol.Start:
		if s.phase == protocol.PhaseDone || s.phase == protocol.PhaseError {
			return false // a new run
		}
		s.lesson.resume = true
	case *protocol.Resume:
		s.lesson.resume = s.phase == protocol.PhasePaused
	case *protocol.Pause:
		s.lesson.resume = false
	case *protocol.StepOnce:
	case *protocol.Save: // half a lesson is not worth keeping
		s.host.Post(&protocol.Snapshot{Step: s.step(), Data: s.lesson.snapshot})
	default:
		return false
	}
	return true
}

// learn does one slice of a lesson.
func (s *Session) learn() (more bool) {
	l := &s.lesson
	if now := s.host.Now(); l.stage != l.posted || now-l.reported >= progressEvery {
		l.reported, l.posted = now, l.stage
		s.host.Post(l.progress())
	}
	switch l.stage {
	case protocol.StageData:
		return s.lessonData()
	case protocol.StageBefore:
		s.lessonBefore()
	case protocol.StageLearning:
		s.lessonStep()
	case protocol.StageAfter:
		s.lessonAfter()
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

// lessonData waits for all images: any may be part of a mini-batch.
func (s *Session) lessonData() (more bool) {
	switch {
	case s.broken:
		s.endLesson(protocol.OutcomeRefused, protocol.CodeOtherData, "")
	case s.data.dead() != "":
		s.endLesson(protocol.OutcomeRefused, protocol.CodeNoData, s.data.dead())
	case s.data.train == nil || pending(s.data.train) || s.data.testPending():
		return false
	default:
		s.lesson.stage = protocol.StageBefore
	}
	return true
}

func pending(set *data.Set) bool {
	return slices.ContainsFunc(set.Blocks(), func(b data.Block) bool { return b.State == data.BlockPending })
}

// classifyOwn classifies the next of the drawings, and reports whether all are.
func (s *Session) classifyOwn(digits *[]byte, p *[recipe.Classes]float32) bool {
	l := &s.lesson
	from := len(*digits)
	s.predictBatch(l.command.Images[from*ink.Pixels:], func(i int, q []float32) {
		*digits = append(*digits, byte(tensor.ArgMax(q)))
		if from+i == int(l.command.Target) {
			copy(p[:], q)
		}
	})
	return len(*digits) == len(l.command.Labels)
}

func (s *Session) lessonBefore() {
	l := &s.lesson
	if l.before == nil {
		if l.before = s.current(); l.before == nil && s.evaluateForLesson() {
			l.before = s.test.last
		}
		return
	}
	if !s.classifyOwn(&l.receipt.PredictedBefore, &l.receipt.Before) {
		return
	}
	tune, err := s.trainer.NewFineTune(mnist.Batch(l.command.Images, l.command.Labels), int(l.command.Target), s.lessons)
	if err != nil {
		s.endLesson(protocol.OutcomeRefused, protocol.CodeInternal, err.Error())
		return
	}
	l.tune, l.stage = tune, protocol.StageLearning
}

func (s *Session) lessonStep() {
	l := &s.lesson
	done, err := l.tune.Advance()
	switch {
	case err != nil:
		s.endLesson(protocol.OutcomeDiverged, "", err.Error())
	case done:
		s.lessons++
		l.stage = protocol.StageAfter
	}
}

func (s *Session) lessonAfter() {
	l := &s.lesson
	if len(l.receipt.PredictedAfter) < len(l.command.Labels) {
		s.classifyOwn(&l.receipt.PredictedAfter, &l.receipt.After)
		return
	}
	if !s.evaluateForLesson() {
		return
	}
	before, after := l.before.Report(), s.test.last.Report()
	forgotten, gained := evaluate.Changes(l.before, s.test.last)
	r := &l.receipt
	r.TestImages = uint32(after.Samples)
	r.CorrectBefore, r.CorrectAfter = correct(&before), correct(&after)
	r.Forgotten, r.Gained = uint32(forgotten), uint32(gained)
	s.endLesson(protocol.OutcomeTaught, "", "")
}

func correct(r *evaluate.Report) (n uint32) {
	for d := range r.Confusion {
		n += uint32(r.Confusion[d][d])
	}
	return n
}

// evaluateForLesson evaluates some test images, and reports whether all are; the
// evaluation is then the newest one.
func (s *Session) evaluateForLesson() bool {
	l := &s.lesson
	if l.evaluation == nil {
		l.evaluation = s.evaluation(0)
	}
	if !l.evaluation.Advance() {
		return false
	}
	s.evaluated(l.evaluation, true)
	l.evaluation = nil
	return true
}
