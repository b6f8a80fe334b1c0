package session

import (
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// maxSamples is the max number of test images in one event.
const maxSamples = 60

// samples is a request for test images that is not answered yet.
type samples struct {
	command    *protocol.AskSamples // nil: there is none
	evaluation *evaluate.Evaluation // in work for it, while the run rests
}

// askSamples takes a request for a cell's test images: the newest evaluation
// answers it, or the next one.
func (s *Session) askSamples(m *protocol.AskSamples) {
	if m.Label >= recipe.Classes || m.Predicted >= recipe.Classes {
		s.fault(protocol.CodeInternal, "askSamples", "there is no such cell")
		return
	}
	c := *m
	s.samples.command = &c
	if s.fresh() || s.test.last != nil && s.running {
		s.postSamples()
	} else {
		s.data.begin()
	}
}

// fresh reports whether the newest evaluation is of the present weights.
func (s *Session) fresh() bool {
	return s.test.last != nil && s.test.lastStep == s.step() && s.test.lastLessons == s.lessons
}

func (s *Session) postSamples() {
	q := s.samples.command
	if q == nil {
		return
	}
	s.samples = samples{}
	m := protocol.Samples{Label: q.Label, Predicted: q.Predicted, Step: s.test.lastStep, Offset: q.Offset}
	if s.test.last != nil {
		cell := s.test.last.Cell(int(q.Label), int(q.Predicted))
		m.Total = uint32(len(cell))
		from := min(int(q.Offset), len(cell))
		for _, c := range cell[from:min(from+int(min(q.Count, maxSamples)), len(cell))] {
			m.Index = append(m.Index, uint32(c.Sample))
			m.Confidence = append(m.Confidence, c.Confidence)
			m.Pixels = append(m.Pixels, s.test.last.Set().Bytes(c.Sample)...)
		}
	}
	s.host.Post(&m)
}

// samplesDue reports whether test images must be evaluated for samples while the
// run rests.
func (s *Session) samplesDue() bool {
	return s.samples.command != nil && !s.fresh() && !s.running
}

// evaluateForSamples does one slice of that.
func (s *Session) evaluateForSamples() (more bool) {
	if s.samples.evaluation == nil {
		switch {
		case s.data.dead() != "", s.broken:
			s.postSamples() // none
			return true
		case s.data.test == nil || s.data.testPending():
			return false
		}
		s.samples.evaluation = s.evaluation(0)
	}
	if s.samples.evaluation.Advance() {
		s.evaluated(s.samples.evaluation, true)
	}
	return true
}

// evaluated keeps an evaluation's result, and posts it.
func (s *Session) evaluated(e *evaluate.Evaluation, complete bool) {
	s.test.last, s.test.lastStep, s.test.lastLessons = e, s.step(), s.lessons
	s.report(e.Report(), complete)
	s.postSamples()
}

// current returns the newest evaluation if it is of the present weights and of
// all test images, else nil.
func (s *Session) current() *evaluate.Evaluation {
	e := s.test.last
	if !s.fresh() {
		return nil
	}
	if done, of := e.Done(); done != of || of != s.data.test.Loaded() {
		return nil
	}
	return e
}
