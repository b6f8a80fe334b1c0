package state

import (
	"slices"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Several is a drawing of more than one digit. The page shows everything of one
// of them, and of the others their predictions.
type Several struct {
	strokes     [][]ink.Stroke // of each digit, left to right; nil for one digit or none
	shown       int            // the digit of which the page shows everything
	predictions []Prediction   // none before the first
}

// Len returns the number of digits, 0 for one or none.
func (s *Several) Len() int { return len(s.strokes) }

// Shown returns the digit of which the page shows everything.
func (s *Several) Shown() int { return s.shown }

// Predictions returns the predictions for all digits, left to right; none before
// the first.
func (s *Several) Predictions() []Prediction { return s.predictions }

// Segment tells the drawing's digits apart, before they are preprocessed. The digit
// shown stays the same if there are as many as before, else it becomes the first.
func (m *Model) Segment() {
	m.Rev.Input++
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

// Choose changes the digit shown, and reports whether that is a change.
func (m *Model) Choose(digit int) bool {
	if digit < 0 || digit >= m.Several.Len() || digit == m.Several.shown {
		return false
	}
	m.Several.shown = digit
	return true
}

// Strokes returns the input of the network: the drawing, or the digit shown.
func (m *Model) Strokes() []ink.Stroke {
	if m.Several.Len() == 0 {
		return m.Drawing.Strokes()
	}
	return m.Several.strokes[m.Several.shown]
}

// Digit returns the strokes of one of several digits.
func (m *Model) Digit(i int) []ink.Stroke { return m.Several.strokes[i] }

// minInk is the size of a drawing that can be a digit, in pad units: the pen's
// thickness. What is smaller is a blot, though preprocessing enlarges it to a line
// that the network takes for a digit.
const minInk = ink.Pen

// doubted is the prediction for some strokes, in doubt if they are a blot.
func doubted(p Prediction, strokes []ink.Stroke) Prediction {
	lo, hi := ink.Bounds(strokes)
	if !p.Guess && max(hi.X-lo.X, hi.Y-lo.Y) < minInk {
		p.Doubt = decision.None
	}
	return p
}

func predictionOf(p [10]float32, step uint32, learned bool) Prediction {
	d := decision.Of(p[:])
	out := Prediction{Known: true, Digit: d.Class, Second: d.Second, Doubt: d.Doubt, P: p, Step: step}
	if !learned {
		out.Guess, out.Doubt = true, decision.Sure // which the page says
	}
	return out
}

// classified takes the probabilities of a drawing and, if there are several, of
// its digits.
func (m *Model) classified(e *protocol.Classified) {
	if e.Lane == 0 && !m.ofShown() || !e.Drawing || e.Lane != m.Race.shownID() || e.Seq < m.fresh || e.Seq > m.seq || len(e.P) < 10 {
		return
	}
	if e.Seq > m.fresh || !m.Prediction.Known || m.Timeline.due {
		m.Rev.Reply++
	}
	m.fresh, m.Timeline.due = e.Seq, false
	learned := e.Step > 0 || m.imported && e.Lane == 0
	m.Prediction = predictionOf([10]float32(e.P), e.Step, learned)
	if m.Drawing.Image() == nil {
		m.Prediction = doubted(m.Prediction, m.Strokes())
	}
	if digits := e.P[10:]; len(digits) == 10*m.Several.Len() {
		m.Several.predictions = m.Several.predictions[:0]
		i := 0
		for p := range slices.Chunk(digits, 10) {
			m.Several.predictions = append(m.Several.predictions, doubted(predictionOf([10]float32(p), e.Step, learned), m.Digit(i)))
			i++
		}
	}
	m.Rev.Prediction++
}
