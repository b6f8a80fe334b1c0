package ch5

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Address is what differs from the beginning, "" or "back=1&label=3&at=2&x=5&unit=1".
func (b *Backward) Address() string {
	var parts []string
	add := func(name string, value int) { parts = append(parts, name+"="+strconv.Itoa(value)) }
	if b.Open {
		add("back", 1)
	}
	if b.label >= 0 {
		add("label", b.label)
	}
	if b.at >= 0 {
		add("at", b.at)
	}
	if b.picked && b.input >= 0 && b.unit >= 0 {
		add("x", b.input)
		add("unit", b.unit)
	}
	return strings.Join(parts, "&")
}

// maxAddressed bounds the numbers of an address.
const maxAddressed = 1 << 20

// SetAddress takes its own fields of an address; what there is not becomes the nearest,
// or is passed over.
func (b *Backward) SetAddress(address string) {
	label, at, input, unit, open := predicted, -1, -1, -1, 0
	fields := [...]struct {
		name string
		to   *int
		max  int
	}{{"back", &open, 1}, {"label", &label, 9}, {"at", &at, maxAddressed}, {"x", &input, maxAddressed}, {"unit", &unit, maxAddressed}}
	for part := range strings.SplitSeq(address, "&") {
		name, value, _ := strings.Cut(part, "=")
		for _, f := range fields {
			if n, err := strconv.Atoi(value); f.name == name && err == nil && n >= 0 && n <= f.max {
				*f.to = n
			}
		}
	}
	b.Open, b.label, b.at = open == 1, label, at
	b.input, b.unit, b.picked = input, unit, input >= 0 && unit >= 0
	b.window()
	b.rev++
}

// StopName names a stop: "3. ReLU".
func (b *Backward) StopName(w *words.Words, i int) string {
	if i == 0 {
		return w.T("lab.5.3.back.ink")
	}
	return strconv.Itoa(i) + ". " + w.Name("layer", b.stops[i].Kind)
}

// ShapeText is the shape of a stop's values: "8 × 24 × 24".
func (s *Stop) ShapeText() string {
	if s.Out.H*s.Out.W == 1 {
		return strconv.Itoa(s.Out.C)
	}
	return strconv.Itoa(s.Out.C) + " × " + strconv.Itoa(s.Out.H) + " × " + strconv.Itoa(s.Out.W)
}

// Lead says what is taken back, or why there is nothing.
func (b *Backward) Lead(w *words.Words) string {
	switch {
	case b.refused:
		return w.T("lab.5.3.back.refused")
	case b.pass == nil:
		return w.T("lab.5.3.back.waiting")
	}
	p := b.P()
	digit := argmax(p)
	s := w.T("lab.5.3.back.bench")
	if b.Own {
		s = w.T("lab.5.3.back.own")
	}
	s += " " + w.T("lab.5.3.back.lead", "digit", digit, "p", plot.Percent(p[digit]), "label", b.of,
		"loss", number(round3(float64(b.pass.Loss))), "step", plot.Thousands(int(b.pass.Step)))
	if b.pass.Loss < flat {
		s += " " + w.T("lab.5.3.back.hint")
	}
	return s
}

// flat is a loss with hardly any gradient.
const flat = 0.05

// round3 rounds to three decimals what is not tiny.
func round3(v float64) float64 {
	if math.Abs(v) < 0.001 {
		return v
	}
	return math.Round(1000*v) / 1000
}

// probability writes a number from 0 to 1, which is not 1.000 below 1.
func probability(p float64) string {
	thousandths := math.Round(1000 * p)
	if p < 1 {
		thousandths = min(thousandths, 999)
	}
	return strconv.FormatFloat(thousandths/1000, 'f', 3, 64)
}

// difference writes p − t with its sign.
func difference(v float64) string {
	s := probability(math.Abs(v))
	if math.Abs(v) < 0.001 {
		s = words.Significant(math.Abs(v))
	}
	switch {
	case v < 0:
		return "−" + s
	case v > 0:
		return "+" + s
	}
	return s
}

// Tempered says that the scores are divided by a temperature; "" where they are not.
func (b *Backward) Tempered(w *words.Words) string {
	if t := b.Temperature(); math.Abs(t-1) > 1e-3 {
		return w.T("lab.5.3.back.tempered", "t", number(math.Round(100*t)/100))
	}
	return ""
}

// Rule says how the gradient passes through the layer of a stop to what is before it.
func (b *Backward) Rule(w *words.Words, i int) string {
	switch b.stops[i].Kind {
	case "":
		return w.T("lab.5.3.back.rule.ink")
	case "dense":
		return w.T("lab.5.3.back.rule.dense")
	case "conv2d":
		return w.T("lab.5.3.back.rule.conv")
	case "relu", "leakyrelu":
		return w.T("lab.5.3.back.rule.relu")
	case "maxpool2d":
		return w.T("lab.5.3.back.rule.max")
	case "avgpool2d":
		return w.T("lab.5.3.back.rule.mean")
	case "batchnorm":
		return w.T("lab.5.3.back.rule.norm")
	case "sigmoid", "tanh":
		return w.T("lab.5.3.back.rule.bend")
	case "dropout", "identity", "flatten", "reshape":
		return w.T("lab.5.3.back.rule.same")
	}
	return ""
}

// OutputText gives the limits of the values at a stop.
func (b *Backward) OutputText(w *words.Words, i int) string {
	low, high := Limits(b.Output(i))
	return w.T("lab.5.3.back.output", "low", figure(low), "high", figure(high)) + b.some(w, i)
}

// GradientText gives the limit and the length of the gradient at a stop.
func (b *Backward) GradientText(w *words.Words, i int) string {
	low, high := Limits(b.Gradient(i))
	return w.T("lab.5.3.back.gradient", "low", figure(low), "high", figure(high), "norm", words.Significant(b.norms[i])) + b.some(w, i)
}

// some says how many channels are shown where that is not all.
func (b *Backward) some(w *words.Words, i int) string {
	c := b.stops[i].Out.C
	if _, maps := laid(b.stops[i].Out); maps < c {
		return " " + w.T("lab.5.3.back.some", "n", maps, "all", c)
	}
	return ""
}

func figure(v float32) string { return words.Significant(float64(v)) }

// DenseText says what is shown of a dense layer.
func (b *Backward) DenseText(w *words.Words) string {
	all, units := len(b.X()), len(b.DY())
	switch {
	case len(b.inputs) < all && len(b.units) < units:
		return w.T("lab.5.3.back.dense.some", "n", len(b.inputs), "inputs", plot.Thousands(all), "m", len(b.units), "units", plot.Thousands(units))
	case len(b.inputs) < all:
		return w.T("lab.5.3.back.dense.inputs", "n", len(b.inputs), "inputs", plot.Thousands(all), "units", units)
	case len(b.units) < units:
		return w.T("lab.5.3.back.dense.units", "inputs", all, "m", len(b.units), "units", plot.Thousands(units))
	}
	return w.T("lab.5.3.back.dense", "inputs", all, "units", units)
}

// ElementText writes the chosen element out.
func (b *Backward) ElementText(w *words.Words) string {
	x, dy, product, dw := b.Factors()
	s := w.T("lab.5.3.back.element", "i", b.input, "j", b.unit, "x", factor(x), "dy", factor(dy), "product", number(product), "dw", number(dw))
	if !b.Agrees() {
		s += " " + w.T("lab.5.3.back.differs")
	}
	return s
}

// Happened sums the walk up, "" before there is one.
func (b *Backward) Happened(w *words.Words) string {
	if b.pass == nil {
		return ""
	}
	e := b.Errors()
	most := 0
	for k, v := range e {
		if math.Abs(v) > math.Abs(e[most]) {
			most = k
		}
	}
	last := len(b.stops) - 1
	return w.T("lab.5.3.back.happened", "label", b.of, "digit", most, "e", difference(e[most]),
		"from", b.NormText(last), "to", b.NormText(0))
}

// NormText is the length of the gradient at a stop.
func (b *Backward) NormText(i int) string { return words.Significant(b.norms[i]) }
