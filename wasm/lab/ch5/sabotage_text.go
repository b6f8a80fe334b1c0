package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/words"
)

// LayerName names a layer of the lab's network.
func LayerName(w *words.Words, layer int) string {
	switch kinds[layer].kind {
	case Conv:
		return w.T("lab.5.5.conv")
	case Pool:
		return w.T("lab.5.5.pool")
	case Loss:
		return w.T("lab.5.5.loss")
	case Dense:
		return w.T("lab.5.5.dense", "n", nth(layer))
	}
	return w.T("lab.5.5.relu", "n", nth(layer))
}

// nth counts the layers of a kind.
func nth(layer int) (n int) {
	for _, k := range kinds[:layer+1] {
		if k.kind == kinds[layer].kind {
			n++
		}
	}
	return n
}

var mistakeKeys = [...]string{
	Transpose: "lab.5.5.transpose",
	Unsummed:  "lab.5.5.unsummed",
	Sign:      "lab.5.5.sign",
	NoMean:    "lab.5.5.nomean",
	Spread:    "lab.5.5.spread",
	FirstRow:  "lab.5.5.firstrow",
}

// MistakeName names a mistake.
func MistakeName(w *words.Words, m Mistake) string { return w.Fill(mistakeKeys[m], nil) }

// SwitchName names a switch: its mistake, and where it puts it.
func SwitchName(w *words.Words, i int) string {
	return w.T("lab.5.5.switch", "mistake", MistakeName(w, switches[i].mistake), "layer", LayerName(w, switches[i].layer))
}

// ErrorText writes a relative error for the table.
func (s *Sabotage) ErrorText(layer, what int) string {
	switch e, known := s.Error(layer, what); {
	case !known:
		return "–"
	default:
		return words.Significant(e)
	}
}

// Standing says what is under way.
func (s *Sabotage) Standing(w *words.Words) string {
	switch {
	case !s.Ready():
		return w.T("lab.5.5.waiting")
	case s.checking:
		return w.T("lab.5.5.checking", "n", s.probed, "all", len(s.check))
	case s.training:
		return w.T("lab.5.5.training", "n", s.step, "all", trainSteps)
	}
	return ""
}

// Verdict says whether the visitor has named the layer of the hidden mistake.
func (s *Sabotage) Verdict(w *words.Words) string {
	if s.hidden < 0 {
		return ""
	}
	p := hideouts[s.hidden]
	switch {
	case s.named < 0:
		return w.T("lab.5.5.ask", "n", s.row, "all", inARow)
	case s.Found():
		return w.T("lab.5.5.found", "layer", LayerName(w, p.layer), "mistake", MistakeName(w, p.mistake), "n", s.row, "all", inARow)
	}
	return w.T("lab.5.5.notfound", "named", LayerName(w, s.named), "layer", LayerName(w, p.layer), "mistake", MistakeName(w, p.mistake))
}

// Happened says what training and the check have shown.
func (s *Sabotage) Happened(w *words.Words) string {
	text := ""
	if a, ok := s.Accuracy(); ok {
		_, losses := s.Losses()
		last := len(losses[0]) - 1
		text = w.T("lab.5.5.happened.trained", "steps", trainSteps, "loss", number(round(losses[1][last])), "without", number(round(losses[0][last])),
			"accuracy", percent(a[1]), "accuracy0", percent(a[0]))
	}
	if !s.Checked() {
		return text
	}
	if text != "" {
		text += " "
	}
	layer := s.Culprit()
	if _, asked := s.Hidden(); layer >= 0 && asked {
		return text + w.T("lab.5.5.happened.somewhere")
	}
	if layer < 0 {
		return text + w.T("lab.5.5.happened.nothing")
	}
	return text + w.T("lab.5.5.happened.found", "layer", LayerName(w, layer))
}

// round leaves two decimals of a loss.
func round(v float64) float64 {
	if v > 1e4 {
		return v
	}
	return float64(int(100*v+0.5)) / 100
}

func percent(p float64) string { return strconv.FormatFloat(100*p, 'f', 1, 64) + "%" }

// Predictions says what both networks predict for the visitor's digit.
func (s *Sabotage) Predictions(w *words.Words, grey []byte) string {
	if !s.trained() || len(s.marks) == 0 {
		return w.T("lab.5.5.digit.none")
	}
	digit, p := s.Predict(grey)
	return w.T("lab.5.5.digit", "d0", digit[0], "p0", percent(p[0]), "d1", digit[1], "p1", percent(p[1]))
}
