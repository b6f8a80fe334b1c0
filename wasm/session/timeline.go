package session

import (
	"slices"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// timeline is the job that keeps moments of the run, and lets them be looked at: the
// network at a moment then stands for the run's (shown).
type timeline struct {
	moments []moment // ascending
	origins []origin // ascending
	began   uint32   // the step of the run's first moment
	id      uint32   // of the newest Seek

	looking    bool
	step       uint32 // of the moment looked at
	past       past
	wanted     bool                 // its evaluation
	evaluation *evaluate.Evaluation // of it, nil before it is over
	inWork     *evaluate.Evaluation
}

// origin is a snapshot from which the run can be replayed, without data the untrained
// network. No replay crosses a lesson.
type origin struct {
	step    uint32
	lessons uint64
	data    []byte
}

// shown is the network that the page shows: the run's, or the one of the moment that is
// looked at.
type shown struct {
	model *evaluate.Model
	step  uint32
}

func (s *Session) shown() shown {
	if l := &s.timeline; l.looking {
		return shown{l.past.model, l.step}
	}
	return shown{s.trainer.Model(), s.step()}
}

func (l *timeline) handle(s *Session, m protocol.Message) bool {
	if s.trainer == nil {
		return false
	}
	switch m := m.(type) {
	case *protocol.Seek:
		l.id = m.ID
		if m.Now || len(l.moments) == 0 {
			s.branch.giveUp(s)
			l.leave(s)
		} else {
			l.look(s, &l.moments[l.nearest(m.Step)])
		}
		l.post(s)
		s.showAgain()
	case *protocol.EvaluatePast:
		if l.looking {
			l.evaluate(s)
		}
	default:
		return false
	}
	return true
}

// nearest returns the index of the moment nearest to a step, of two the earlier.
func (l *timeline) nearest(step uint32) (best int) {
	apart := func(i int) uint32 { return max(l.moments[i].step, step) - min(l.moments[i].step, step) }
	for i := range l.moments {
		if apart(i) < apart(best) {
			best = i
		}
	}
	return best
}

// look has a moment's network stand for the run's.
func (l *timeline) look(s *Session, m *moment) {
	l.leave(s)
	l.past.load(s.trainer.Recipe(), evaluate.MaxBatch, m)
	l.looking, l.step = true, m.step
}

// leave has the run's network shown again.
func (l *timeline) leave(s *Session) {
	l.looking, l.wanted, l.evaluation, l.inWork = false, false, nil, nil
	s.explanation.stop() // it was of another network
	s.samples.command = nil
}

// seekNow goes back to the run's network by itself.
func (l *timeline) seekNow(s *Session) {
	if l.looking {
		l.leave(s)
		l.post(s)
		s.showAgain()
	}
}

// post posts the moments.
func (l *timeline) post(s *Session) {
	m := protocol.Moments{ID: l.id, Looking: l.looking, Step: l.step}
	for i := range l.moments {
		m.Steps = append(m.Steps, l.moments[i].step)
		exact := byte(0)
		if l.origin(&l.moments[i]) != nil {
			exact = 1
		}
		m.Exact = append(m.Exact, exact)
	}
	s.host.Post(&m)
}

// begin begins the time line of a run, untrained or of a snapshot. A branch has the
// moments before it, too.
func (l *timeline) begin(s *Session, snapshot []byte) {
	if len(snapshot) == 0 || !slices.Equal(snapshot, s.branch.made) {
		l.moments, l.origins = nil, nil
		l.began = s.step()
		l.origins = append(l.origins, origin{s.step(), s.lessons, snapshot})
	} else {
		step, lessons := s.step(), s.branch.lessons
		s.lessons = lessons
		l.moments = slices.DeleteFunc(l.moments, func(m moment) bool { return m.step > step || m.lessons > lessons })
		l.origins = slices.DeleteFunc(l.origins, func(o origin) bool { return o.step > step || o.lessons > lessons })
	}
	s.branch.made = nil
	l.record(s)
}

// stepped follows an optimiser step.
func (l *timeline) stepped(s *Session, epochDone bool) {
	if worth(s.step(), uint32(s.trainer.Steps()), epochDone) {
		l.record(s)
	}
}

// taught follows a lesson: the step is the same, the weights are not.
func (l *timeline) taught(s *Session) { l.record(s) }

// record keeps the present moment. One that is too many goes, and leaves its memory to
// this one.
func (l *timeline) record(s *Session) {
	t := s.trainer
	step, net := s.step(), t.Network()
	m := moment{step: step, lessons: s.lessons}
	if n := len(l.moments); n > 0 && l.moments[n-1].step == step {
		m.values, m.stats = l.moments[n-1].values, l.moments[n-1].stats
		l.moments = l.moments[:n-1]
	} else if n >= room(2*len(net.Values())+4*len(net.Stats())) {
		kept := uint32(0)
		if l.looking {
			kept = l.step
		}
		i := spare(l.moments, uint32(t.Steps()), kept)
		m.values, m.stats = l.moments[i].values, l.moments[i].stats
		l.moments = slices.Delete(l.moments, i, i+1)
	}
	m.take(net)
	l.moments = append(l.moments, m)
	l.recordOrigin(s)
	l.post(s)
}

// recordOrigin keeps a snapshot, if the last one is far away or before a lesson.
func (l *timeline) recordOrigin(s *Session) {
	n := len(l.origins)
	last := &l.origins[n-1]
	most, size := maxOrigins, 0
	for i := range l.origins {
		size = max(size, len(l.origins[i].data))
	}
	if size > 0 {
		most = min(most, originsBudget/size)
	}
	steps, step := uint32(s.trainer.Steps()), s.step()
	switch {
	case last.lessons != s.lessons: // a lesson cannot be replayed
		if n > most {
			l.origins = slices.Delete(l.origins, 0, 1)
		}
	case step == last.step, steps == 0, n > most, step-last.step < max((steps+uint32(most))/uint32(most+1), originsApart):
		return
	}
	space := make([]byte, 0, max(size, len(s.training.saving.space)))
	l.origins = append(l.origins, origin{step, s.lessons, s.trainer.Snapshot(space)})
}

// origin returns where a replay up to a moment begins, nil if there is no such place.
func (l *timeline) origin(m *moment) *origin {
	for i := len(l.origins) - 1; i >= 0; i-- {
		if o := &l.origins[i]; o.step <= m.step && o.lessons == m.lessons {
			return o
		}
	}
	return nil
}

// evaluate makes an evaluation of the past wanted, for whoever waits for it.
func (l *timeline) evaluate(s *Session) {
	l.wanted = true
	s.data.begin()
}

func (l *timeline) due(*Session) bool { return l.wanted }

// advance evaluates some test images: while the run learns no more than a live
// evaluation does.
func (l *timeline) advance(s *Session) (more bool) {
	if l.evaluation == nil && l.inWork == nil {
		switch {
		case s.data.test == nil && s.data.dead() != "":
			l.wanted = false
			s.samples.post(s) // none
			return true
		case s.data.test == nil || s.data.testPending():
			return false
		}
		limit := 0
		if s.training.running {
			limit = liveImages
		}
		var err error
		if l.inWork, err = l.past.model.NewEvaluation(s.data.test, limit); err != nil {
			panic(err) // the recipe was accepted for these images
		}
	}
	if l.inWork != nil {
		if !l.inWork.Advance() {
			return true
		}
		l.evaluation, l.inWork = l.inWork, nil
	}
	l.wanted = false
	done, of := l.evaluation.Done()
	s.host.Post(&protocol.PastEval{Eval: evalOf(l.evaluation.Report(), l.step, done == of && of == s.data.test.Loaded())})
	s.samples.post(s)
	return true
}

// reset leaves the past of a network that is about to be replaced.
func (l *timeline) reset(s *Session, bug string) {
	l.looking, l.wanted, l.evaluation, l.inWork, l.past = false, false, nil, nil, past{}
	if bug != "" {
		l.moments, l.origins = nil, []origin{{lessons: s.lessons + 1}} // none to replay from
		l.post(s)
	}
}
