package ch2

import (
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Lead says what the neuron is to do.
func (k *Neuron) Lead(w *words.Words) string {
	return w.T("lab.2.2.text", "fires", k.pair.Fires, "rests", k.pair.Rests)
}

// Status says how far the rule is.
func (k *Neuron) Status(w *words.Words) string {
	switch {
	case !k.Ready():
		return w.T("lab.2.2.loading")
	case k.Learned():
		return w.T("lab.2.2.learned", "n", k.updates[0]+k.updates[1], "images", plot.Thousands(k.train.Len()))
	case k.last >= 0:
		return w.T("lab.2.2.going", "n", k.updates[0]+k.updates[1])
	}
	return w.T("lab.2.2.ready", "images", plot.Thousands(k.train.Len()))
}

// LastText says what the last mistake did to the weights.
func (k *Neuron) LastText(w *words.Words) string {
	_, added := k.Last()
	switch {
	case k.last < 0:
		return w.T("lab.2.2.last.none")
	case added:
		return w.T("lab.2.2.last.added", "digit", k.pair.Fires)
	}
	return w.T("lab.2.2.last.subtracted", "digit", k.pair.Rests)
}

// WeightsText describes the picture of the weights.
func (k *Neuron) WeightsText(w *words.Words) string {
	added, subtracted := k.Updates()
	return w.T("lab.2.2.weights", "added", added, "subtracted", subtracted, "fires", k.pair.Fires, "rests", k.pair.Rests)
}

// BiasText is the bias in figures.
func (k *Neuron) BiasText(w *words.Words) string {
	return w.T("lab.2.2.bias.value", "b", words.Significant(k.neuron.Bias), "learned", words.Significant(k.learned))
}

// SumText is the sum on a drawing, and what it means.
func (v *Votes) SumText(w *words.Words, p Pair) string {
	digit := p.Rests
	if v.Output == 1 {
		digit = p.Fires
	}
	return w.T("lab.2.2.sum", "for", words.Significant(v.For), "against", words.Significant(v.Against),
		"b", signedSignificant(v.Bias), "sum", words.Significant(v.Sum), "output", v.Output, "digit", digit)
}

func signedSignificant(v float64) string {
	if v < 0 {
		return "− " + words.Significant(-v)
	}
	return "+ " + words.Significant(v)
}

// HeaviestText says which pixels vote most.
func (v *Votes) HeaviestText(w *words.Words) string {
	if v.Heaviest[0] < 0 || v.Heaviest[1] < 0 {
		return ""
	}
	a, b := v.Heaviest[0], v.Heaviest[1]
	return w.T("lab.2.2.heaviest", "row", a/side+1, "column", a%side+1, "vote", words.Significant(float64(v.Pixels[a])),
		"row2", b/side+1, "column2", b%side+1, "vote2", words.Significant(float64(v.Pixels[b])))
}

// Counted is a count with its percentage: "998 / 1,000 · 99.8%".
func Counted(n, of int) string {
	if of == 0 {
		return "–"
	}
	return plot.Thousands(n) + " / " + plot.Thousands(of) + " · " + plot.Fraction(float64(n)/float64(of), 1)
}

// Happened says what happened, with the numbers.
func (k *Neuron) Happened(w *words.Words, v *Votes) string {
	added, subtracted := k.Updates()
	if added+subtracted == 0 {
		return ""
	}
	_, _, test, of := k.Correct()
	now, learned := k.Bias()
	if k.Learned() && now != learned {
		return w.T("lab.2.2.happened.bias", "b", words.Significant(now), "learned", words.Significant(learned), "wrong", of-test, "of", plot.Thousands(of), "output", v.Output)
	}
	if !k.Learned() {
		return w.T("lab.2.2.happened.going", "added", added, "subtracted", subtracted, "fires", k.pair.Fires, "rests", k.pair.Rests)
	}
	if of == 0 { // the test images are still to come
		return k.Status(w)
	}
	return w.T("lab.2.2.happened", "added", added, "subtracted", subtracted, "fires", k.pair.Fires, "rests", k.pair.Rests,
		"images", plot.Thousands(k.train.Len()), "test", test, "of", plot.Thousands(of))
}

// PairName names a side of the pair.
func PairName(w *words.Words, fires bool) string {
	if fires {
		return w.T("lab.2.2.fires")
	}
	return w.T("lab.2.2.rests")
}
