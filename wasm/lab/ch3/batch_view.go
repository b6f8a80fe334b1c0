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

// batchView is the lab "Batches and normalisation" on the page.
type batchView struct {
	frame   *lab.Frame
	nets    *Nets
	model   *Batch
	rows    Rows
	trainer *trainer
	others  *others
	paper   *state.Paper

	lead, lead2     *dom.Element
	size, top       *lab.Slider
	order           *lab.Choice
	strip           *dom.Element
	images          [maxBatch]*dom.Canvas
	figures         *lab.Figures
	verdict, flat   *dom.Element
	plot            *bendPlot
	prediction      *dom.Element
	pixels          [4 * ink.Pixels]byte
	tried, triedTop bool
	seen            seen
}

func newBatchView(f *lab.Frame, nets *Nets) lab.View {
	v := &batchView{
		frame: f, nets: nets, model: NewBatch(), plot: newBendPlot(), lead: dom.New("p", "lead"), lead2: dom.New("p", "lead"),
		verdict: dom.New("p", "batch-note").Attr("role", "status"), flat: dom.New("p", "batch-note"), prediction: dom.New("p", ""),
	}
	v.trainer = newTrainer(f, nets, v.Show)
	v.others = newOthers(f, &v.rows, maxBatch-1)
	v.size = lab.NewSlider(func(at int) { v.change(func() { v.model.SetSize(at + minBatch) }) })
	v.top = lab.NewSlider(func(at int) { v.triedTop = true; v.change(func() { v.model.SetTop(at) }) })
	v.order = lab.NewChoice(2, func(i int) { v.change(func() { v.model.SetOrder(Order(i)) }) })
	v.strip = dom.New("div", "batch-strip").Attr("role", "img")
	for i := range v.images {
		c := dom.New("canvas", "")
		v.images[i] = dom.NewCanvas(c)
		v.strip.Append(c)
	}
	v.figures = lab.NewFigures(4)
	f.Try.Append(v.trainer.Element, dom.New("div", "halves",
		dom.New("div", "", v.lead, v.strip, v.size.Element, v.order.Element, v.figures.Element, v.verdict),
		dom.New("div", "", v.lead2, v.top.Element, v.plot.plot.Element, v.flat)))
	f.Digit.Append(v.prediction)
	return v
}

func (v *batchView) change(f func()) {
	f()
	v.tried = true
	v.Show()
	v.frame.Changed()
	image, _, _ := v.frame.Image()
	if v.model.Half(v.nets.Base(), image) {
		v.frame.Done()
	}
}

// Hear implements lab.Listener.
func (v *batchView) Hear(m protocol.Message) {
	v.trainer.hear(m)
	if v.others.hear(m) {
		v.Redraw()
	}
}

// Lost implements lab.Listener.
func (v *batchView) Lost() {
	v.trainer.lost()
	v.others.lost()
}

// Redraw implements lab.View.
func (v *batchView) Redraw() {
	v.seen.on = false
	v.Show()
}

// SetPaper implements lab.View.
func (v *batchView) SetPaper(p *state.Paper) {
	v.paper = p
	v.Redraw()
}

// Address implements lab.Addressed.
func (v *batchView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *batchView) SetAddress(address string) { v.model.SetAddress(address) }

// Show implements lab.View.
func (v *batchView) Show() {
	v.others.ask()
	v.trainer.Show(Sigmoid)
	image, _, rev := v.frame.Image()
	b, w := v.model, v.frame.Words
	if !v.seen.stale(b.Rev(), v.nets.Rev(), rev) {
		return
	}
	net := v.nets.Base()
	v.rows.Show(net, Sigmoid, image)
	v.lead.Text(w.T("lab.3.4.lead"))
	v.lead2.Text(w.T("lab.3.4.lead.range"))
	v.size.Show(w.T("lab.3.4.size"), b.Size()-minBatch, maxBatch-minBatch, strconv.Itoa(b.Size()))
	v.order.Show(w.T("lab.3.4.sums"), int(b.Order()), w.T("lab.3.4.one"), w.T("lab.3.4.four"))
	v.showBatch()
	at, last, top := b.Top()
	v.top.Show(w.T("lab.3.4.range"), at, last, "0 – "+figure(top))
	s := Saturate(net, image, top)
	v.plot.show(Sigmoid, s.Sums, w.T("ch3.sum"), w.T("ch3.out"))
	v.plot.plot.Describe(w.T("lab.3.4.described", "n", len(s.Sums), "flat", s.Saturated))
	v.flat.Text(w.T("lab.3.4.flat", "n", s.Saturated, "all", len(s.Sums), "slope", figure(s.Slope)))
	alone := Saturate(net, image, 1)
	digit, sure := Verdict(v.rows.Pass(0))
	_, p := Stable(s.Scores)
	other := Argmax(p)
	v.prediction.Text(w.T("lab.3.4.prediction", "digit", digit, "p", percent(sure), "top", figure(top), "other", other, "q", percent(float64(p[other]))))
	if v.tried {
		v.frame.Happened(v.happened(s))
	}
	if v.triedTop && at == last && s.Saturated > len(s.Sums)*4/5 && alone.Saturated < s.Saturated {
		v.frame.Truth(1)
	}
}

func (v *batchView) happened(s Saturation) string {
	if v.triedTop {
		return v.model.Happened(v.frame.Words, s)
	}
	return v.model.Verdict(v.frame.Words, v.model.Compare(&v.rows))
}

func (v *batchView) showBatch() {
	b, w := v.model, v.frame.Words
	c := b.Compare(&v.rows)
	if v.others.real {
		v.strip.Attr("aria-label", w.T("lab.3.4.strip", "n", b.Size()-1))
	} else {
		v.strip.Attr("aria-label", w.T("lab.3.4.strip.examples", "n", b.Size()-1))
	}
	for i, picture := range v.images {
		picture.Element().Hidden(i >= b.Size())
		if i < b.Size() && v.paper != nil {
			v.paper.PaintGrey(v.pixels[:], v.rows.Image(i), nil)
			picture.Put(ink.Side, ink.Side, v.pixels[:])
		}
	}
	v.figures.Head(w.T("lab.3.4.caption"), w.T("ch3.digit"), w.T("ch3.score"), w.T("lab.3.4.alone"), w.T("lab.3.4.row"))
	for i := range c.Row {
		cells, same := c.Cells(i)
		class := ""
		if !same {
			class = "differs"
		}
		v.figures.Row(i, class, cells[:]...)
	}
	v.verdict.Text(b.Verdict(w, c))
}
