package session

import (
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// maxSamples is the max number of test images in one event.
const maxSamples = 60

// samples is the job that answers a request for test images.
type samples struct {
	command    *protocol.AskSamples // nil: there is none
	evaluation *evaluate.Evaluation // in work for it, while the run rests
}

func (q *samples) handle(s *Session, m protocol.Message) bool {
	c, ok := m.(*protocol.AskSamples)
	if !ok || s.trainer == nil {
		return false
	}
	q.ask(s, c)
	return true
}

// ask takes a request for a cell's test images: the newest evaluation answers it,
// or the next one.
func (q *samples) ask(s *Session, m *protocol.AskSamples) {
	if m.Label >= recipe.Classes || m.Predicted >= recipe.Classes {
		s.fault(protocol.CodeInternal, "askSamples", "there is no such cell")
		return
	}
	c := *m
	q.command = &c
	switch {
	case s.timeline.looking:
		s.timeline.evaluate(s)
	case s.test.fresh(s) || s.test.last != nil && s.training.running:
		q.post(s)
	default:
		s.data.begin()
	}
}

// post answers the request, if there is one.
func (q *samples) post(s *Session) {
	ask := q.command
	if ask == nil {
		return
	}
	*q = samples{}
	over, step := s.test.last, s.test.lastStep
	if s.timeline.looking {
		over, step = s.timeline.evaluation, s.timeline.step
	}
	m := protocol.Samples{Label: ask.Label, Predicted: ask.Predicted, Step: step, Offset: ask.Offset}
	if over != nil {
		cell := over.Cell(int(ask.Label), int(ask.Predicted))
		m.Total = uint32(len(cell))
		from := min(int(ask.Offset), len(cell))
		for _, c := range cell[from:min(from+int(min(ask.Count, maxSamples)), len(cell))] {
			m.Index = append(m.Index, uint32(c.Sample))
			m.Confidence = append(m.Confidence, c.Confidence)
			m.Pixels = append(m.Pixels, over.Set().Bytes(c.Sample)...)
		}
	}
	s.host.Post(&m)
}

// due reports whether test images must be evaluated for the answer while the run
// rests.
func (q *samples) due(s *Session) bool {
	return q.command != nil && !s.timeline.looking && !s.test.fresh(s) && !s.training.running
}

// advance does one slice of that.
func (q *samples) advance(s *Session) (more bool) {
	if q.evaluation == nil {
		switch {
		case s.data.dead() != "", s.training.broken:
			q.post(s) // none
			return true
		case s.data.test == nil || s.data.testPending():
			return false
		}
		q.evaluation = s.evaluation(0)
	}
	if q.evaluation.Advance() {
		s.test.evaluated(s, q.evaluation, true)
	}
	return true
}

func (q *samples) reset(*Session, string) { *q = samples{} }
