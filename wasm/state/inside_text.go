package state

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// significant rounds a value for the visitor.
func significant(v float32) string { return words.Significant(float64(v)) }

// InsideLead says how large the network is, or that it is still to come.
func (m *Model) InsideLead(w *words.Words) string {
	if len(m.Inside.Layers) == 0 {
		return w.T("inside.empty")
	}
	return w.T("inside.params", "params", plot.Thousands(int(m.Params)), "layers", len(m.Inside.Layers))
}

// Note says what the layers show, or how to make them show it. The sentences are about
// as long, so that nothing moves.
func (in *Inside) Note(w *words.Words) string {
	if in.Known() {
		return w.T("inside.drawn")
	}
	return w.T("inside.draw")
}

// InsidePrediction is what the network makes of its own last layer.
func (m *Model) InsidePrediction(w *words.Words) string {
	p := m.Seen()
	if !p.Known {
		return w.T("inside.bars")
	}
	return w.T("inside.predicts", "digit", p.Digit, "percent", plot.Percent(float64(p.P[p.Digit])))
}

// KindName is the name of a kind of layer.
func KindName(w *words.Words, kind string) string { return w.Named("layer.", kind) }

// Shape describes the shape of the layer's output.
func (l *Layer) Shape() string {
	if l.vector() {
		return plot.Thousands(l.C)
	}
	return strconv.Itoa(l.C) + " × " + strconv.Itoa(l.H) + " × " + strconv.Itoa(l.W)
}

func (l *Layer) vector() bool { return l.H*l.W == 1 }

// Learned counts the trainable values of a row.
func (in *Inside) Learned(r *Row) (n int) {
	for _, l := range in.Layers[r.First : r.Last+1] {
		n += l.Params
	}
	return n
}

// LearnedText says how many values a row learns, nothing if none.
func (in *Inside) LearnedText(w *words.Words, r *Row) string {
	if n := in.Learned(r); n > 0 {
		return w.T("layer.params", "n", plot.Thousands(n))
	}
	return ""
}

// FoldText is on the button of a block.
func (in *Inside) FoldText(w *words.Words, r *Row) string {
	if r.Open {
		return w.T("inside.fold")
	}
	return w.T("inside.unfold", "n", r.Last-r.First+1)
}

// FoldLabel is the button's name: its text and the layers that are meant.
func (in *Inside) FoldLabel(w *words.Words, r *Row) string {
	var kinds []string
	for _, l := range in.Layers[r.First : r.Last+1] {
		kinds = append(kinds, KindName(w, l.Kind))
	}
	return w.T("closeup.of", "layer", in.FoldText(w, r), "name", strings.Join(kinds, " + "))
}

// RowLabel is the name of a row's maps or units.
func (in *Inside) RowLabel(w *words.Words, r *Row) string {
	l := &in.Layers[r.Last]
	if l.vector() {
		return w.T("inside.units", "layer", KindName(w, l.Kind), "n", r.Last+1)
	}
	return w.T("inside.maps", "layer", KindName(w, l.Kind), "n", r.Last+1)
}

// Digits reports whether a layer's units are the scores of the digits.
func (in *Inside) Digits(layer int) bool {
	l := &in.Layers[layer]
	return layer == len(in.Layers)-1 && l.C == 10 && l.vector()
}

// UnitName is the name of a channel or unit of a layer.
func (in *Inside) UnitName(w *words.Words, layer, unit int) string {
	l := &in.Layers[layer]
	switch {
	case in.Digits(layer):
		return w.T("inside.score", "digit", unit)
	case l.vector():
		return w.T("inside.unit", "n", unit+1, "all", l.C)
	}
	return w.T("inside.map", "n", unit+1, "all", l.C)
}

// CursorText says what is at the keyboard's place in a row.
func (in *Inside) CursorText(w *words.Words, r *Row) string {
	unit := in.Cursor(r)
	name := in.UnitName(w, r.Last, unit)
	if v := in.Seen(r.Last); len(v.Peaks) > unit {
		return w.T("inside.peak", "name", name, "value", significant(v.Peaks[unit]))
	}
	return name
}

// Glossary returns the kinds that the network has, each once, with the image before
// and the probabilities after them.
func (in *Inside) Glossary(w *words.Words) (names, texts []string) {
	seen := ""
	add := func(kind string) {
		text, ok := w.Find("layer." + kind + ".text")
		if ok && !strings.Contains(seen, " "+kind+" ") {
			seen += " " + kind + " "
			names, texts = append(names, KindName(w, kind)), append(texts, text)
		}
	}
	add("input")
	for i := range in.Layers {
		add(in.Layers[i].Kind)
	}
	add("softmax")
	return names, texts
}

// CloseUpTitle is the heading of the close-up.
func (in *Inside) CloseUpTitle(w *words.Words) string {
	f := &in.Focus
	if !f.On {
		return w.T("closeup.title")
	}
	return w.T("closeup.of", "layer", KindName(w, in.Layers[f.Layer].Kind), "name", in.UnitName(w, f.Layer, f.Unit))
}

// WeightText is the caption of the close-up's weights.
func (in *Inside) WeightText(w *words.Words) string {
	l := &in.Layers[in.Focus.Layer]
	switch c, _, _ := l.Filter(); {
	case c > 1:
		return w.T("closeup.slices", "n", c)
	case l.vector():
		return w.T("closeup.weights")
	}
	return w.T("closeup.filter")
}

// CloseUpText says what the value is and on what it depends.
func (in *Inside) CloseUpText(w *words.Words) string {
	f, c := &in.Focus, in.CloseUp()
	if !f.On {
		return ""
	}
	if in.Hides(f.Layer) {
		return w.T("present.guess")
	}
	if !c.Known {
		return w.T("closeup.draw")
	}
	value, where := significant(c.Value), w.T("closeup.whole")
	if a := c.Field; a.Rows < inputSide || a.Columns < inputSide {
		where = w.T("closeup.field", "from", a.Row+1, "to", a.Row+a.Rows, "left", a.Column+1, "right", a.Column+a.Columns)
	}
	what := ""
	switch {
	case in.Layers[f.Layer].vector():
		what = w.T("closeup.value", "value", value)
	case f.Chosen:
		what = w.T("closeup.at", "value", value, "row", c.Row+1, "column", c.Column+1, "rows", c.Rows, "columns", c.Columns)
	default:
		what = w.T("closeup.strongest", "value", value, "row", c.Row+1, "column", c.Column+1, "rows", c.Rows, "columns", c.Columns)
	}
	return w.T("closeup.said", "what", what, "where", where)
}

// PlaceText says of the place in the close-up's map where it is and what is there.
func (in *Inside) PlaceText(w *words.Words) string {
	c := in.CloseUp()
	if !c.Known {
		return ""
	}
	name := w.T("sum.pixel", "row", c.Place/c.Columns+1, "column", c.Place%c.Columns+1)
	if c.Place != c.Row*c.Columns+c.Column {
		return name // its value is still to come
	}
	return w.T("closeup.of", "layer", name, "name", significant(c.Value))
}

// Formula is how the value of a layer without weights comes about, as far as that is
// a line of arithmetic: max(0, −1.2) = 0.
func (in *Inside) Formula() string {
	f := &in.Focus
	if !f.On || in.Hides(f.Layer) || len(f.Input) == 0 || len(f.Weight) > 0 || len(f.Input) > maxFormula {
		return ""
	}
	var inputs []string
	for _, v := range f.Input {
		inputs = append(inputs, significant(v))
	}
	value := significant(f.Value)
	switch in.Layers[f.Layer].Kind {
	case "relu":
		return "max(0, " + inputs[0] + ") = " + value
	case "maxpool2d":
		return "max(" + strings.Join(inputs, ", ") + ") = " + value
	case "avgpool2d":
		if p, ok := in.Layers[f.Layer].spec.(layer.AvgPool2D); !ok || p.Pad > 0 {
			return "" // what lies outside counts, too
		}
		return "(" + strings.Join(inputs, " + ") + ") / " + strconv.Itoa(len(inputs)) + " = " + value
	}
	if len(inputs) > 1 || in.Layers[f.Layer].Kind == "softmax" {
		return ""
	}
	return inputs[0] + " → " + value
}

// maxFormula bounds the inputs that Formula spells out.
const maxFormula = 16

// Numbers are the two factors and the product.
func (t Term) Numbers() (x, weight, product string) {
	return significant(t.X), "× " + significant(t.W), words.Significant(t.Product())
}

// Text says what the numbers of a Sum's terms are.
func (s *Sum) Text(w *words.Words) string {
	if s.Columns == 0 {
		return w.T("sum.dense")
	}
	return w.T("sum.conv")
}

// ChannelText says which input map the terms are of.
func (s *Sum) ChannelText(w *words.Words) string {
	return w.T("sum.channel", "n", s.Channel+1, "all", s.Channels)
}

// LineText is what a line of the Sum stands for.
func (in *Inside) LineText(w *words.Words, l *Line) string {
	switch l.Kind {
	case LineMap:
		return w.T("sum.map", "n", l.N+1)
	case LineProducts:
		return w.T("sum.products", "n", l.N)
	case LineRest:
		return w.T("sum.rest", "n", plot.Thousands(l.N))
	case LineBias:
		return w.T("sum.bias")
	case LineTotal:
		return w.T("sum.total")
	}
	x, weight, _ := l.Term.Numbers()
	return w.T("closeup.of", "layer", in.inputName(w, l.N), "name", x+" "+weight)
}

// inputName names one of the values that a unit weighs.
func (in *Inside) inputName(w *words.Words, i int) string {
	b := in.below()
	row, column := i/b.W%b.H+1, i%b.W+1
	switch {
	case b.H*b.W == 1:
		return w.T("sum.unit", "n", i+1)
	case b.C == 1:
		return w.T("sum.pixel", "row", row, "column", column)
	}
	return w.T("sum.place", "n", i/(b.H*b.W)+1, "row", row, "column", column)
}

// Text is a line's value.
func (l *Line) Text() string { return words.Significant(l.Value) }
