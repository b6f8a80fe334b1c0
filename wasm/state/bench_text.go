package state

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// sureFrom is the probability from which a prediction is called quite sure.
const sureFrom = 0.95

// figure is what stands for the predicted digit: a question mark for none.
func (p *Prediction) figure() string {
	if !p.Known || p.Doubt == decision.None {
		return "?"
	}
	return strconv.Itoa(p.Digit)
}

// Figures returns the predicted digit or, of several, all of them.
func (m *Model) Figures() string {
	several := m.SeenDigits()
	if len(several) < 2 {
		return m.Seen().figure()
	}
	all := ""
	for i := range several {
		all += several[i].figure()
	}
	return all
}

// Verdict says what kind of prediction there is: "empty", "several", "tie", "none" or
// "known".
func (m *Model) Verdict() string {
	switch {
	case !m.Seen().Known:
		return "empty"
	case len(m.Several.Predictions()) > 1:
		return "several"
	case m.Prediction.Doubt != decision.Sure:
		return m.Prediction.Doubt.String()
	}
	return "known"
}

// Percent is a digit's probability: the same text wherever it stands, "–" without a
// prediction.
func (m *Model) Percent(digit int) string {
	p := m.Seen()
	if !p.Known {
		return "–"
	}
	return p.Percent(digit)
}

// Percent is a digit's probability.
func (p *Prediction) Percent(digit int) string { return plot.Percent(float64(p.P[digit])) }

// Bar is a digit's probability as it is drawn.
type Bar struct {
	Length float64 // 0 to 1
	Text   string
}

// Bar returns a digit's bar on its way from shown to the prediction's probability. It
// moves; its number does not, and is the one that stands everywhere.
func (p *Prediction) Bar(digit int, shown float32) Bar {
	return Bar{Length: float64(shown), Text: p.Percent(digit)}
}

// Remark is the sentence beside the predicted digit.
func (m *Model) Remark(w *words.Words) string {
	p := &m.Prediction
	switch n := len(m.Several.Predictions()); {
	case m.Hides():
		return w.T("present.guess")
	case m.Drawing.Empty():
		return w.T("remark.empty")
	case !p.Known:
		return w.T("remark.wait")
	case p.Guess:
		return w.T("remark.untrained")
	case n > 1:
		return w.T("remark.several", "n", n)
	case p.Doubt == decision.Tie:
		return w.T("remark.tie", "a", p.Digit, "b", p.Second)
	case p.Doubt != decision.Sure:
		return w.T("remark.none")
	case p.P[p.Digit] < sureFrom:
		return w.T("remark.likely")
	}
	return w.T("remark.sure")
}

// Figure is the i-th of several digits as its button shows it.
func (s *Several) Figure(i int) (figure, percent string) {
	p := &s.predictions[i]
	return p.figure(), p.Percent(p.Digit)
}

// Title describes the i-th of several digits.
func (s *Several) Title(w *words.Words, i int) string {
	p := &s.predictions[i]
	percent := p.Percent(p.Digit)
	if p.Doubt != decision.Sure {
		return w.T("number.unsure", "i", i+1, "digit", p.Digit, "percent", percent)
	}
	return w.T("number.digit", "i", i+1, "digit", p.Digit, "percent", percent)
}

// OnPad says what is on the pad, and which steps of its preprocessing are off; nothing
// for an empty one.
func (m *Model) OnPad(w *words.Words) string {
	switch {
	case m.Drawing.Empty():
		return ""
	case m.Drawing.Room() <= 0:
		return w.T("pad.full")
	}
	what := m.source(w)
	if i := m.Race.Shown(); i >= 0 {
		what = w.T("race.bench", "what", what, "lane", laneName(i))
	}
	if off := m.StepsNote(w); off != "" {
		return w.T("bench.steps", "what", what, "steps", off)
	}
	return what
}

func (m *Model) source(w *words.Words) string {
	s := m.Drawing.Source()
	switch s.Origin {
	case OfKept:
		return w.T("bench.kept", "label", s.Label)
	case OfSample:
		return w.T("bench.example", "label", s.Label)
	case OfTest:
		return w.T("bench.test", "index", plot.Thousands(s.Index), "label", s.Label)
	case Altered:
		return w.T("bench.altered", "digit", s.Label)
	case OfLink:
		return w.T("bench.link")
	case ToldByLink:
		return w.T("bench.link.digit", "digit", s.Label)
	}
	return w.T("bench.own")
}

// Why says why it is another digit than the predicted one, and nothing where it is not.
func (s Sloped) Why(w *words.Words) string {
	if s.Flat < 0 {
		return ""
	}
	return " " + w.T("lab.sloped", "digit", s.Flat)
}

// LossText says it, nothing without a prediction.
func (m *Model) LossText(w *words.Words) string {
	if !m.Seen().Known {
		return ""
	}
	loss, digit, labelled := m.DigitLoss()
	if labelled {
		return w.T("bench.loss", "digit", digit, "loss", lossText(loss))
	}
	return w.T("bench.loss.predicted", "digit", digit, "loss", lossText(loss))
}

// lossText is a loss with as many digits as matter.
func lossText(loss float64) string {
	switch {
	case loss != 0 && loss < 0.0001:
		return words.Significant(loss)
	case loss < 0.1:
		return strconv.FormatFloat(loss, 'f', 4, 64)
	case loss < 1000:
		return strconv.FormatFloat(loss, 'f', 3, 64)
	}
	return strconv.FormatFloat(loss, 'e', 1, 64)
}
