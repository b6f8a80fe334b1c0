//go:build js

package ch3

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
)

// softmaxView is the lab "Softmax" on the page.
type softmaxView struct {
	frame *lab.Frame
	nets  *Nets
	model *Softmax

	lead, own      *dom.Element
	preset, factor *lab.Choice
	double         *dom.Element
	warmth         *lab.Slider
	caption        *dom.Element
	heads          [8]*dom.Element // class, score; naive and stable, and exp and p of each
	rows           [10]softmaxRow
	shown          uint32
	prediction     uint32 // the bench's, of the scores
	rev            int    // and the drawing's
	network        uint32
	stale          bool
}

type softmaxRow struct {
	line, name, input, score *dom.Element
	cells                    [4]*dom.Element // exp, p naive; exp, p stable
}

func newSoftmaxView(f *lab.Frame, nets *Nets) lab.View {
	v := &softmaxView{frame: f, nets: nets, model: NewSoftmax(), lead: dom.New("p", "lead"), own: dom.New("p", ""), caption: dom.New("caption", "hidden")}
	v.preset = lab.NewChoice(int(NumPresets), func(i int) { v.change(func() { v.model.Choose(Preset(i)) }) })
	v.factor = lab.NewChoice(maxFactor+1, func(i int) { v.change(func() { v.model.SetFactor(i) }) })
	v.double = dom.Button("", func() { v.change(v.model.Double) })
	v.warmth = lab.NewSlider(func(at int) { v.change(func() { v.model.SetWarmth(at) }) })
	f.Try.Append(v.lead, v.preset.Element, v.buildTable(),
		dom.New("div", "softmax-controls", dom.New("p", "buttons", v.double), v.factor.Element, v.warmth.Element))
	f.Digit.Append(v.own)
	return v
}

func (v *softmaxView) buildTable() *dom.Element {
	for i := range v.heads {
		v.heads[i] = dom.New("th", "").Attr("scope", "col")
	}
	for _, h := range v.heads[:2] {
		h.Attr("rowspan", "2")
	}
	for _, h := range v.heads[2:4] {
		h.Attr("scope", "colgroup").Attr("colspan", "2")
	}
	body := dom.New("tbody", "")
	for i := range v.rows {
		r := &v.rows[i]
		r.name, r.score = dom.New("th", "").Attr("scope", "row"), dom.New("output", "")
		r.input = dom.New("input", "").Attr("type", "range").Attr("step", "0.1")
		r.input.OnInput(func() {
			if to, err := strconv.ParseFloat(r.input.Value(), 64); err == nil {
				v.change(func() { v.model.Set(i, to) })
			}
		})
		r.line = dom.New("tr", "", r.name, dom.New("td", "", dom.New("div", "score", r.input, r.score)))
		for j := range r.cells {
			r.cells[j] = dom.New("td", "")
			r.line.Append(r.cells[j])
		}
		body.Append(r.line)
	}
	return dom.New("table", "softmax", v.caption, dom.New("thead", "",
		dom.New("tr", "", v.heads[:4]...), dom.New("tr", "", v.heads[4:]...)), body)
}

func (v *softmaxView) change(f func()) {
	f()
	v.Show()
	v.frame.Changed()
	if v.model.Fooled() {
		v.frame.Done()
	}
}

// takeOwn takes the drawing's scores: the bench's, or those of the chapter's network
// where the bench's has learned nothing.
func (v *softmaxView) takeOwn() {
	m := v.frame.Model
	image, _, rev := v.frame.Image()
	if v.prediction == m.Rev.Prediction && v.rev == rev && v.network == v.nets.Rev() && v.rev > 0 && !v.stale {
		return
	}
	v.prediction, v.rev, v.network = m.Rev.Prediction, rev, v.nets.Rev()
	net := v.nets.Base()
	bench := m.Prediction.Known && m.Prediction.Step > 0
	if bench {
		v.model.SetOwn(LogOf(m.Prediction.P[:]))
	} else {
		scores := make([]float64, Sizes[Layers])
		for i, a := range net.Forward(Scaled(image, 1), Sigmoid, OneByOne).Scores() {
			scores[i] = float64(a)
		}
		v.model.SetOwn(scores)
	}
	v.own.Text(v.model.Own(v.frame.Words, v.model.OwnDigit(), bench, net.Trained))
}

// Redraw implements lab.View.
func (v *softmaxView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *softmaxView) SetPaper(*state.Paper) {}

// Address implements lab.Addressed.
func (v *softmaxView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *softmaxView) SetAddress(address string) { v.model.SetAddress(address) }

// Show implements lab.View.
func (v *softmaxView) Show() {
	v.takeOwn()
	s, w := v.model, v.frame.Words
	if v.shown == s.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = s.Rev(), false
	v.lead.Text(w.T("lab.3.3.lead"))
	preset, moved := s.Preset()
	chosen := int(preset)
	if moved {
		chosen = -1
	}
	v.preset.Show(w.T("lab.3.3.presets"), chosen, w.T("lab.3.3.preset.yours"), "0.3, 2.9, 4.0", "1010, 1000, 990")
	_, power := s.Factor()
	v.factor.Show(w.T("lab.3.3.factor"), power, "×1", "×10", "×100", "×1000")
	v.double.Text(w.T("lab.3.3.double"))
	if s.Doubled() {
		v.double.Text(w.T("lab.3.3.halve"))
	}
	at, last, _ := s.Warmth()
	v.warmth.Show(w.T("lab.3.3.temperature"), at, last, s.WarmthText())
	v.caption.Text(w.T("lab.3.3.caption"))
	for i, text := range [...]string{w.T("lab.3.3.digit"), w.T("lab.3.3.score"), w.T("lab.3.3.naive"), w.T("lab.3.3.stable"), "eᵃ", "p", "eᵃ⁻ᵐᵃˣ", "p"} {
		v.heads[i].Text(text)
	}
	v.showRows()
	v.frame.Happened(s.Happened(w))
	if _, _, ok := s.Tops(); ok {
		v.frame.Truth(1)
	}
}

func (v *softmaxView) showRows() {
	s, w := v.model, v.frame.Words
	inputs := s.Inputs()
	exp, naive := Naive(inputs)
	below, stable := Stable(inputs)
	low, high := s.Range()
	for i := range v.rows {
		r := &v.rows[i]
		r.line.Hidden(i >= s.Len())
		if i >= s.Len() {
			continue
		}
		name, score := s.name(i), s.ScoreText(i)
		r.name.Text(name)
		r.input.Attr("min", strconv.FormatFloat(low, 'f', -1, 64)).Attr("max", strconv.FormatFloat(high, 'f', -1, 64)).
			SetValue(strconv.FormatFloat(s.Score(i), 'f', 2, 64)).
			Attr("aria-label", w.T("lab.3.3.score.of", "i", name)).Attr("aria-valuetext", score)
		r.score.Text(score)
		for j, x := range [...]float64{float64(exp[i]), float64(naive[i]), float64(below[i]), float64(stable[i])} {
			c := r.cells[j]
			if j%2 == 0 {
				c.Text(figure(x))
				continue
			}
			class, part := "p", "0"
			if x == x {
				part = strconv.FormatFloat(x, 'f', 4, 64)
			} else {
				class = "p burst"
			}
			c.Text(percent(x)).Class(class).Style("--part", part)
		}
	}
}
