package state

import (
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// ScoreLead is the sentence below the heading.
func (m *Model) ScoreLead(w *words.Words) string {
	if m.Prepared && !m.Learned() {
		return w.T("score.untrained")
	}
	return w.T("score.text")
}

// BeginLabel is what stands on the button that begins a round.
func (s *Score) BeginLabel(w *words.Words) string {
	if len(s.results) > 0 {
		return w.T("score.again")
	}
	return w.T("score.begin")
}

// Ask asks for the next digit.
func (s *Score) Ask(w *words.Words) string {
	digit, before := s.Asked()
	return w.T("score.ask", "digit", digit, "n", before+1, "total", ScoreDigits)
}

// Fraction is the accuracy on the visitor's digits, 0 without any.
func (s *Score) Fraction() float64 {
	correct, of := s.Count()
	return float64(correct) / float64(max(of, 1))
}

// Yours is that accuracy in words.
func (s *Score) Yours(w *words.Words) string {
	correct, of := s.Count()
	return w.T("score.of", "percent", plot.Fraction(s.Fraction(), 0), "correct", correct, "of", of)
}

// Aloud says the score.
func (s *Score) Aloud(w *words.Words) string {
	correct, of := s.Count()
	return w.T("say.score", "percent", plot.Fraction(s.Fraction(), 0), "correct", correct, "of", of)
}

// ScoreTests is the test accuracy beside it, and as a fraction.
func (m *Model) ScoreTests() (text string, fraction float64) {
	if m.Eval.Of == 0 {
		return "–", 0
	}
	return plot.Fraction(float64(m.Eval.Accuracy), 1), float64(m.Eval.Accuracy)
}

// WrongText is the sentence over the wrong predictions.
func (s *Score) WrongText(w *words.Words) string {
	if len(s.Wrong()) == 0 {
		return w.T("score.none")
	}
	return w.T("score.look")
}

// Figure is what stands below the drawing.
func (r *Result) Figure(w *words.Words) string {
	return w.T("score.item", "asked", r.Asked, "predicted", r.Predicted)
}

// Title describes the result in full.
func (r *Result) Title(w *words.Words) string {
	return w.T("score.item.label", "asked", r.Asked, "predicted", r.Predicted, "percent", plot.Percent(float64(r.P)))
}
