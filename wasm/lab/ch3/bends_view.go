//go:build js

package ch3

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// bendsView is the lab "Activations" on the page.
type bendsView struct {
	frame   *lab.Frame
	nets    *Nets
	model   Bends
	trainer *trainer
	paper   *state.Paper

	lead       *dom.Element
	act, layer *lab.Choice
	plot       *bendPlot
	templates  *dom.Element
	each       [10]template
	figures    *lab.Figures
	pixels     [4 * ink.Pixels]byte
	seen       seen
}

// template is the picture of a class with the drawing laid on it.
type template struct {
	root, text *dom.Element
	canvas     *dom.Canvas
}

// seen is what a view has shown last.
type seen struct {
	model, nets uint32
	rev         int
	on          bool
}

// stale reports whether anything has changed, and takes note of it.
func (s *seen) stale(model, nets uint32, rev int) bool {
	now := seen{model, nets, rev, true}
	old := *s != now
	*s = now
	return old
}

func newBendsView(f *lab.Frame, nets *Nets) lab.View {
	v := &bendsView{frame: f, nets: nets, lead: dom.New("p", "lead"), plot: newBendPlot()}
	v.trainer = newTrainer(f, nets, v.Show)
	v.act = lab.NewChoice(NumActivations, func(i int) { v.change(func() { v.model.Choose(Activation(i)) }) })
	v.layer = lab.NewChoice(Scores, func(i int) { v.change(func() { v.model.SetLayer(i) }) })
	v.templates = dom.New("div", "templates")
	for i := range v.each {
		c := dom.New("canvas", "").Attr("aria-hidden", "true")
		t := template{text: dom.New("span", ""), canvas: dom.NewCanvas(c)}
		t.root = dom.New("div", "", c, t.text)
		v.each[i] = t
		v.templates.Append(t.root)
	}
	v.figures = lab.NewFigures(4)
	f.Try.Append(v.lead, v.act.Element, v.trainer.Element, v.plot.plot.Element, v.layer.Element, v.templates)
	f.Digit.Append(v.figures.Element)
	return v
}

func (v *bendsView) change(f func()) {
	f()
	v.Show()
	v.frame.Changed()
}

// Hear implements lab.Listener.
func (v *bendsView) Hear(m protocol.Message) { v.trainer.hear(m) }

// Lost implements lab.Listener.
func (v *bendsView) Lost() { v.trainer.lost() }

// Redraw implements lab.View.
func (v *bendsView) Redraw() {
	v.seen.on = false
	v.Show()
}

// SetPaper implements lab.View.
func (v *bendsView) SetPaper(p *state.Paper) {
	v.paper = p
	v.Redraw()
}

// Address implements lab.Addressed.
func (v *bendsView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *bendsView) SetAddress(address string) { v.model.SetAddress(address) }

// Show implements lab.View.
func (v *bendsView) Show() {
	b, w := &v.model, v.frame.Words
	act, tried := b.Activation()
	v.trainer.Show(act)
	image, own, rev := v.frame.Image()
	if !v.seen.stale(b.Rev(), v.nets.Rev(), rev) {
		return
	}
	x := Scaled(image, 1)
	v.lead.Text(w.T("lab.3.2.lead"))
	var names [NumActivations]string
	for a := range Activation(NumActivations) {
		names[a] = a.Name(w)
	}
	v.act.Show(w.T("lab.3.2.activation"), int(act), names[:]...)
	v.layer.Show(w.T("lab.3.2.layer"), b.Layer(), LayerName(w, 0), LayerName(w, 1))
	p := v.nets.For(act).Forward(x, act, OneByOne)
	v.plot.show(act, p.Sums[b.Layer()], w.T("ch3.sum"), w.T("ch3.out"))
	v.plot.plot.Describe(b.Described(w, p.Sums[b.Layer()]))
	v.showFigures(x, names[:])
	v.showTemplates(act, image, x)
	v.frame.Happened(b.Happened(w, v.nets, x))
	if tried && act == Identity {
		v.frame.Truth(2)
	}
	if own && Disagree(v.nets, x) {
		v.frame.Done()
	}
}

func (v *bendsView) showFigures(x []float32, names []string) {
	w := v.frame.Words
	v.figures.Head(w.T("lab.3.2.caption", "layer", LayerName(w, v.model.Layer())), w.T("lab.3.2.activation"), w.T("ch3.prediction"), "p", w.T("lab.3.2.slope"))
	chosen, _ := v.model.Activation()
	for a := range Activation(NumActivations) {
		p := v.nets.For(a).Forward(x, a, OneByOne)
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
	if act != Identity || v.paper == nil {
		return
	}
	w := v.frame.Words
	v.templates.Attr("role", "img").Attr("aria-label", w.T("lab.3.2.templates"))
	c := v.nets.Collapsed()
	scores := c.Scores(x)
	top := Argmax(scores)
	for i, t := range v.each {
		laid := c.Laid(i, x)
		v.paper.PaintOver(v.pixels[:], image, laid, state.MaxMagnitude(laid))
		t.canvas.Put(ink.Side, ink.Side, v.pixels[:])
		class := ""
		if i == top {
			class = "best"
		}
		t.root.Class(class)
		t.text.Text(TemplateText(i, scores[i]))
	}
}
