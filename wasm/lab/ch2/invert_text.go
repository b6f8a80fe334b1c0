package ch2

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Status says how far learning is.
func (v *Invert) Status(w *words.Words) string {
	switch {
	case !v.Ready():
		return w.T("lab.2.2.loading")
	case v.hidden != nil:
		n, of := v.hidden.Seen()
		return w.T("lab.2.3.hidden.seen", "n", plot.Thousands(n), "of", plot.Thousands(of))
	case v.inverted && v.passes > 0:
		return w.T("lab.2.3.passes", "n", v.passes)
	case v.Learned():
		return w.T("lab.2.3.learned", "images", plot.Thousands(v.images.Len()))
	}
	return w.T("lab.2.3.ready", "images", plot.Thousands(v.images.Len()))
}

// Proof is why one neuron stops at 75%, in two lines with its present numbers.
func (v *Invert) Proof(w *words.Words) (sum, so string) {
	total, t := v.Total()+2*v.neuron.Bias, v.Tally()
	sum = w.T("lab.2.3.proof.sum", "w", words.Significant(v.Total()), "b", words.Significant(v.neuron.Bias), "total", words.Significant(total))
	if v.Lost() {
		return sum, w.T("lab.2.3.proof.zeros", "both", t.Both[1], "of", t.OfEach)
	}
	return sum, w.T("lab.2.3.proof.ones", "both", t.Both[0], "of", t.OfEach)
}

// Figure is a fraction of what counts.
func (v *Invert) Figure(t Tally) string {
	if t.Of == 0 {
		return "–"
	}
	return plot.Fraction(t.Fraction(v.inverted), 1)
}

// Meter describes a meter.
func (v *Invert) Meter(w *words.Words, hidden bool, t Tally) string {
	neuron, layer := v.Best()
	best := neuron
	if hidden {
		best = layer
	}
	if !v.inverted || best == 0 {
		return v.Figure(t)
	}
	return w.T("lab.2.3.meter", "now", v.Figure(t), "best", plot.Fraction(best, 1))
}

// CornerText is the corner's weight in figures.
func (v *Invert) CornerText() string { return words.Significant(v.Corner()) }

// BiasText is the bias in figures.
func (v *Invert) BiasText() string { return words.Significant(v.neuron.Bias) }

// PlotText describes the picture.
func (v *Invert) PlotText(w *words.Words, grey []byte) string {
	a, b := v.Drawing(grey)
	return w.T("lab.2.3.plot", "x", words.Significant(a), "y", words.Significant(b))
}

// DrawingText says what becomes of a drawing and its negative.
func (v *Invert) DrawingText(w *words.Words, grey []byte) string {
	a, b := v.Drawing(grey)
	says := func(sum float64) int {
		if sum > 0 {
			return InvertPair.Fires
		}
		return InvertPair.Rests
	}
	if says(a) == says(b) {
		return w.T("lab.2.3.same", "x", words.Significant(a), "y", words.Significant(b), "digit", says(a))
	}
	return w.T("lab.2.3.differ", "x", words.Significant(a), "y", words.Significant(b), "digit", says(a), "other", says(b))
}

// Happened says what happened, with the numbers.
func (v *Invert) Happened(w *words.Words) string {
	neuron, layer := v.Best()
	t := v.Tally()
	switch {
	case !v.Ready() || len(v.runs) == 0 && v.hidden == nil:
		return ""
	case !v.inverted:
		return w.T("lab.2.3.happened.images", "percent", v.Figure(t), "images", plot.Thousands(t.Of))
	case v.hidden != nil && layer > Ceiling:
		n, _ := v.hidden.Seen()
		return w.T("lab.2.3.happened.hidden", "neuron", plot.Fraction(neuron, 1), "percent", v.Figure(v.HiddenTally()), "n", plot.Thousands(n))
	}
	return w.T("lab.2.3.happened.neuron", "image", strconv.Itoa(t.Image), "negative", strconv.Itoa(t.Negative), "of", t.Of, "percent", v.Figure(t), "best", plot.Fraction(neuron, 1))
}
