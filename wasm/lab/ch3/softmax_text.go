package ch3

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// figure writes a number; what is none is NaN.
func figure(v float64) string {
	if v != v {
		return "NaN"
	}
	return words.Significant(v)
}

// percent writes a probability; what is none is NaN.
func percent(p float64) string {
	if p != p {
		return "NaN"
	}
	return plot.Percent(p)
}

// fixed writes a number with so many decimals, and a minus sign.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	if v < 0 && strings.Trim(s, "0.") != "" {
		return "−" + s
	}
	return s
}

// ScoreText is a score as it is dragged.
func (s *Softmax) ScoreText(i int) string { return fixed(s.scores[i], 1) }

// WarmthText is the temperature.
func (s *Softmax) WarmthText() string {
	_, _, t := s.Warmth()
	return figure(t)
}

// Happened says what the visitor has made happen; "" before that.
func (s *Softmax) Happened(w *words.Words) string {
	inputs, p := s.Inputs(), s.Probabilities()
	top := Argmax(p)
	given := &Softmax{preset: s.preset, scores: s.given()}
	before := given.Probabilities()
	first := Argmax(before)
	switch moved := s.Moved(); {
	case s.Burst():
		_, naive := Naive(inputs)
		nans := 0
		for _, v := range naive {
			if v != v {
				nans++
			}
		}
		return w.T("lab.3.3.burst", "input", figure(float64(inputs[top])), "n", nans, "p", percent(float64(p[top])))
	case s.twice:
		return w.T("lab.3.3.doubled", "before", percent(s.top[0]), "after", percent(s.top[1]))
	case s.warm != 0:
		return w.T("lab.3.3.warm", "t", s.WarmthText(), "p", percent(float64(p[top])), "before", percent(float64(before[first])))
	case len(moved) == 1:
		i := moved[0]
		return w.T("lab.3.3.moved", "i", s.name(i), "from", fixed(s.given()[i], 1), "to", s.ScoreText(i),
			"before", percent(float64(before[i])), "after", percent(float64(p[i])))
	case len(moved) > 1:
		return w.T("lab.3.3.several", "n", len(moved), "i", s.name(top), "p", percent(float64(p[top])))
	}
	return ""
}

// name is what a score is of: a digit, or one of a preset's places.
func (s *Softmax) name(i int) string {
	if s.preset == Yours {
		return strconv.Itoa(i)
	}
	return "a" + string([]rune("₁₂₃")[i])
}

// Own says what the network makes of the drawing, and what of it is left.
func (s *Softmax) Own(w *words.Words, digit int, bench, trained bool) string {
	own := &Softmax{scores: s.own}
	p := percent(float64(own.Probabilities()[digit]))
	switch {
	case bench:
		return w.T("lab.3.3.own", "digit", digit, "p", p)
	case trained:
		return w.T("lab.3.3.own.trained", "digit", digit, "p", p)
	}
	return w.T("lab.3.3.own.untrained", "digit", digit, "p", p)
}
