package session

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// maxSamples is how many test images one answer has at most.
const maxSamples = 60

// questions are what the page has asked and not been told yet.
type questions struct {
	cell *protocol.AskSamples
	exam *evaluate.Evaluation // of a run at rest, made to answer

	read    *protocol.Read
	answers protocol.Answers
}

// ask takes a question for a cell's test images: the newest evaluation answers
// it, or the next one.
func (s *Session) ask(m *protocol.AskSamples) {
	if m.Label >= recipe.Classes || m.Answer >= recipe.Classes {
		s.fault(protocol.CodeInternal, "askSamples", "there is no such cell")
		return
	}
	c := *m
	s.questions.cell = &c
	if s.fresh() || s.test.last != nil && s.running {
		s.answerCell()
	} else {
		s.data.begin()
	}
}

// fresh reports whether the newest evaluation is of the weights as they are.
func (s *Session) fresh() bool {
	return s.test.last != nil && s.test.lastStep == s.step() && s.test.lastTurn == s.turn
}

func (s *Session) answerCell() {
	q := s.questions.cell
	if q == nil {
		return
	}
	s.questions.cell, s.questions.exam = nil, nil
	m := protocol.Samples{Label: q.Label, Answer: q.Answer, Step: s.test.lastStep, Offset: q.Offset}
	if s.test.last != nil {
		cell := s.test.last.Cell(int(q.Label), int(q.Answer))
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

// examDue reports whether test images must be evaluated to answer a question
// while the run rests.
func (s *Session) examDue() bool { return s.questions.cell != nil && !s.fresh() && !s.running }

// examine does one slice of that.
func (s *Session) examine() (more bool) {
	if s.questions.exam == nil {
		switch {
		case s.data.dead() != "", s.broken:
			s.answerCell() // with nothing
			return true
		case s.data.test == nil || s.data.testPending():
			return false
		}
		s.questions.exam = s.evaluation(0)
	}
	if s.questions.exam.Advance() {
		s.evaluated(s.questions.exam, true)
	}
	return true
}

// evaluated keeps what an evaluation found, and posts it.
func (s *Session) evaluated(e *evaluate.Evaluation, complete bool) {
	s.test.last, s.test.lastStep, s.test.lastTurn = e, s.step(), s.turn
	s.report(e.Report(), complete)
	s.answerCell()
}

// current returns the newest evaluation if it is of the weights as they are
// and of all test images, else nil.
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

// askRead takes drawings to be classified; a newer question replaces an older.
func (s *Session) askRead(m *protocol.Read) {
	if len(m.Images)%ink.Pixels != 0 || len(m.Images) > train.MaxExamples*ink.Pixels {
		s.fault(protocol.CodeInternal, "read", "drawings have 784 grey values each, and are not too many")
		return
	}
	s.questions.read = m
	s.questions.answers = protocol.Answers{Seq: m.Seq}
}

// readSome classifies some of the drawings that were asked about.
func (s *Session) readSome() {
	q, a := s.questions.read, &s.questions.answers
	rest := q.Images[len(a.Digits)*ink.Pixels:]
	s.classify(rest, func(_ int, p []float32) {
		digit := tensor.ArgMax(p)
		a.Digits, a.Confidence = append(a.Digits, byte(digit)), append(a.Confidence, p[digit])
	})
	if len(a.Digits)*ink.Pixels == len(q.Images) {
		a.Step = s.step()
		s.questions.read = nil
		s.host.Post(a)
	}
}

// classify calls f with the prediction for each of the first images, as many as
// a slice of work takes.
func (s *Session) classify(images []byte, f func(i int, p []float32)) {
	n := min(len(images)/ink.Pixels, evaluate.MaxBatch)
	s.trainer.Model().PredictBatch(data.Batch{N: n, Bytes: images[:n*ink.Pixels]}, f)
}
