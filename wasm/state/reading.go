package state

import (
	"slices"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Several is a drawing of more than one digit. The network looks at one of them
// as it looks at any drawing, and reads the others beside it.
type Several struct {
	strokes [][]ink.Stroke // of each digit, left to right; nil for one digit or none
	shown   int            // the one that is looked at
	answers []Answer       // none before the first
}

// Len returns how many digits there are, 0 for one or none.
func (s *Several) Len() int { return len(s.strokes) }

// Shown returns which digit is looked at.
func (s *Several) Shown() int { return s.shown }

// Answers returns the answers to all digits, left to right; none until they are
// there.
func (s *Several) Answers() []Answer { return s.answers }

// Segment tells the drawing's digits apart. The digit looked at stays that if
// there still are as many, else it is the first.
func (m *Model) Segment() {
	digits := ink.Segment(m.Drawing.Strokes())
	if m.Drawing.Image() != nil || len(digits) < 2 {
		m.Several = Several{}
		return
	}
	if len(digits) != len(m.Several.strokes) {
		m.Several = Several{}
	}
	m.Several.strokes = digits
}

// Choose makes one of several digits the one that is looked at, and reports
// whether that is a change.
func (m *Model) Choose(digit int) bool {
	if digit < 0 || digit >= m.Several.Len() || digit == m.Several.shown {
		return false
	}
	m.Several.shown = digit
	return true
}

// Strokes returns what the network looks at: the drawing, or one of its digits.
func (m *Model) Strokes() []ink.Stroke {
	if m.Several.Len() == 0 {
		return m.Drawing.Strokes()
	}
	return m.Several.strokes[m.Several.shown]
}

// Digit returns the strokes of one of several digits.
func (m *Model) Digit(i int) []ink.Stroke { return m.Several.strokes[i] }

func answerOf(p [10]float32, step uint32) Answer {
	d := decision.Of(p[:])
	answer := Answer{Known: true, Digit: d.Class, Second: d.Second, Doubt: d.Doubt, P: p, Step: step}
	if step == 0 {
		answer.Doubt = decision.Sure // it only guesses, and the page says so
	}
	return answer
}

// readings takes the answers to several digits.
func (m *Model) readings(e *protocol.Readings) {
	if e.Seq < m.fresh || e.Seq > m.seq || len(e.P) != 10*m.Several.Len() {
		return
	}
	m.Several.answers = m.Several.answers[:0]
	for p := range slices.Chunk(e.P, 10) {
		m.Several.answers = append(m.Several.answers, answerOf([10]float32(p), e.Step))
	}
	m.Rev.Answer++
}
