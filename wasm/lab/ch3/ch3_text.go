package ch3

import (
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Name names an activation.
func (a Activation) Name(w *words.Words) string {
	switch a {
	case Sigmoid:
		return w.T("ch3.sigmoid")
	case Step:
		return w.T("ch3.step")
	case ReLU:
		return "ReLU"
	case Tanh:
		return "tanh"
	}
	return w.T("ch3.identity")
}

// LayerName names a layer's units.
func LayerName(w *words.Words, l int) string {
	if l == Scores {
		return w.T("ch3.scores")
	}
	return w.T("ch3.hidden", "layer", l+1)
}

// Standing says what the weights are that an activation works with.
func (n *Nets) Standing(w *words.Words, a Activation) string {
	switch {
	case n.Own(a):
		return w.T("ch3.trained", "activation", a.Name(w), "accuracy", plot.Fraction(n.Accuracy(a), 1))
	case n.Own(Sigmoid):
		return w.T("ch3.borrowed", "activation", a.Name(w))
	}
	return w.T("ch3.untrained")
}
