//go:build js

package ch3

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
)

// bendsView is the lab "Activations" on the page.
type bendsView struct {
	net   *netView
	model Bends
	ahead *dom.Frame // prepares the templates before they are asked for

	lead       *dom.Element
	act, layer *lab.Choice
	plot       *bendPlot
	templates  *dom.Element
	each       [10]template
	figures    *lab.Figures
	prepared   int // of the templates' canvases
}

// template is the picture of a class with the drawing laid on it.
type template struct {
	root, text *dom.Element
	canvas     *dom.Canvas
}

func newBendsView(f *lab.Frame, nets *Nets) lab.View {
	v := &bendsView{net: newNetView(f, nets), lead: dom.New("p", "lead"), plot: newBendPlot()}
	v.net.model, v.net.show = &v.model, v.show
	v.net.act = func() Activation {
		a, _ := v.model.Activation()
		return a
	}
	v.ahead = dom.NewFrame(v.prepare)
	v.act = lab.NewChoice(NumActivations, func(i int) { v.net.change(func() { v.model.Choose(Activation(i)) }) })
	v.layer = lab.NewChoice(Scores, func(i int) { v.net.change(func() { v.model.SetLayer(i) }) })
	v.templates = dom.New("div", "templates")
	for i := range v.each {
		c := dom.New("canvas", "").Attr("aria-hidden", "true")
		t := template{text: dom.New("span", ""), canvas: dom.NewCanvas(c)}
		t.root = dom.New("div", "", c, t.text)
		v.each[i] = t
		v.templates.Append(t.root)
	}
	v.figures = lab.NewFigures(4)
	f.Try.Append(v.lead, v.act.Element, v.net.trainer.Element, v.plot.plot.Element, v.layer.Element, v.templates)
	f.Digit.Append(v.figures.Element)
	return v.net
}

// prepare does a part of what the first look at the templates costs.
func (v *bendsView) prepare() {
	switch {
	case v.prepared == 0:
		v.net.nets.Collapsed()
	case v.prepared <= len(v.each):
		v.each[v.prepared-1].canvas.Put(ink.Side, ink.Side, v.net.pixels[:])
	default:
		return
	}
	v.prepared++
	v.ahead.Ask()
}

func (v *bendsView) show(image []byte, own bool) {
	b, w := &v.model, v.net.frame.Words
	act, tried := b.Activation()
	x := Scaled(image, 1)
	v.lead.Text(w.T("lab.3.2.lead"))
	var names [NumActivations]string
	for a := range Activation(NumActivations) {
		names[a] = a.Name(w)
	}
	v.act.Show(w.T("lab.3.2.activation"), int(act), names[:]...)
	v.layer.Show(w.T("lab.3.2.layer"), b.Layer(), LayerName(w, 0), LayerName(w, 1))
	p := v.net.nets.For(act).Forward(x, act, OneByOne)
	v.plot.show(act, p.Sums[b.Layer()], w.T("ch3.sum"), w.T("ch3.out"))
	v.plot.plot.Describe(b.Described(w, p.Sums[b.Layer()]))
	v.showFigures(x, names[:])
	v.showTemplates(act, image, x)
	v.net.frame.Happened(b.Happened(w, v.net.nets, x))
	if tried && act == Identity {
		v.net.frame.Truth(2)
	}
	if own && Disagree(v.net.nets, x) {
		v.net.frame.Done()
	}
}

func (v *bendsView) showFigures(x []float32, names []string) {
	w := v.net.frame.Words
	v.figures.Head(w.T("lab.3.2.caption", "layer", LayerName(w, v.model.Layer())), w.T("lab.3.2.activation"), w.T("ch3.prediction"), "p", w.T("lab.3.2.slope"))
	chosen, _ := v.model.Activation()
	for a := range Activation(NumActivations) {
		p := v.net.nets.For(a).Forward(x, a, OneByOne)
		digit, sure := Verdict(p)
		_, mean := Flat(a, p.Sums[v.model.Layer()])
		class := ""
		if a == chosen {
			class = "chosen"
		}
		v.figures.Row(int(a), class, names[a], strconv.Itoa(digit), percent(sure), fixed(mean, 3))
	}
}

func (v *bendsView) showTemplates(act Activation, image []byte, x []float32) {
	v.templates.Hidden(act != Identity)
	if act != Identity {
		v.ahead.Ask()
		return
	}
	v.prepared = len(v.each) + 1
	w := v.net.frame.Words
	v.templates.Attr("role", "img").Attr("aria-label", w.T("lab.3.2.templates"))
	c := v.net.nets.Collapsed()
	scores := c.Scores(x)
	top := Argmax(scores)
	for i, t := range v.each {
		laid := c.Laid(i, x)
		v.net.over(t.canvas, image, laid)
		class := ""
		if i == top {
			class = "best"
		}
		t.root.Class(class)
		t.text.Text(TemplateText(i, scores[i]))
	}
}
