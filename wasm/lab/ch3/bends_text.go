package ch3

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/words"
)

// Verdict is a network's prediction for an image.
func Verdict(p *Pass) (digit int, probability float64) {
	_, all := Stable(p.Scores())
	digit = Argmax(all)
	return digit, float64(all[digit])
}

// Happened says what the chosen activation has made of the drawing; "" before the
// visitor has chosen one.
func (b *Bends) Happened(w *words.Words, nets *Nets, x []float32) string {
	if !b.tried {
		return ""
	}
	p := nets.For(b.act).Forward(x, b.act, OneByOne)
	digit, sure := Verdict(p)
	if b.act == Identity {
		far := 0.0
		for i, v := range nets.Collapsed().Scores(x) {
			far = max(far, math.Abs(float64(v-p.Scores()[i])))
		}
		return w.T("lab.3.2.collapsed", "far", figure(far), "digit", digit, "p", percent(sure))
	}
	flat, mean := Flat(b.act, p.Sums[b.layer])
	return w.T("lab.3.2.flat", "activation", b.act.Name(w), "n", flat, "all", Sizes[b.layer+1], "mean", fixed(mean, 3), "digit", digit, "p", percent(sure))
}

// Described is the plot in words.
func (b *Bends) Described(w *words.Words, sums []float32) string {
	low, high := sums[0], sums[0]
	for _, z := range sums {
		low, high = min(low, z), max(high, z)
	}
	return w.T("lab.3.2.described", "activation", b.act.Name(w), "n", len(sums), "low", figure(float64(low)), "high", figure(float64(high)))
}

// TemplateText is a template's class and score.
func TemplateText(class int, score float32) string {
	return strconv.Itoa(class) + ": " + fixed(float64(score), 1)
}
