//go:build js

package ch3

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
)

// batchView is the lab "Batches and normalisation" on the page.
type batchView struct {
	net   *netView
	model *Batch
	rows  Rows

	lead, lead2     *dom.Element
	size, top       *lab.Slider
	order           *lab.Choice
	strip           *dom.Element
	images          [maxBatch]*dom.Canvas
	figures         *lab.Figures
	verdict, flat   *dom.Element
	plot            *bendPlot
	prediction      *dom.Element
	tried, triedTop bool
}

func newBatchView(f *lab.Frame, nets *Nets) lab.View {
	v := &batchView{
		net: newNetView(f, nets), model: NewBatch(), plot: newBendPlot(), lead: dom.New("p", "lead"), lead2: dom.New("p", "lead"),
		verdict: dom.New("p", "batch-note").Attr("role", "status"), flat: dom.New("p", "batch-note"), prediction: dom.New("p", ""),
	}
	v.net.model, v.net.show = v.model, v.show
	v.net.others = newOthers(f, &v.rows, maxBatch-1)
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
	f.Try.Append(v.net.trainer.Element, dom.New("div", "halves",
		dom.New("div", "", v.lead, v.strip, v.size.Element, v.order.Element, v.figures.Element, v.verdict),
		dom.New("div", "", v.lead2, v.top.Element, v.plot.plot.Element, v.flat)))
	f.Digit.Append(v.prediction)
	return v.net
}

func (v *batchView) change(f func()) {
	v.tried = true
	v.net.change(f)
	image, _, _ := v.net.frame.Image()
	if v.model.Half(v.net.nets.Base(), image) {
		v.net.frame.Done()
	}
}

func (v *batchView) show(image []byte, _ bool) {
	b, w := v.model, v.net.frame.Words
	net := v.net.nets.Base()
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
		v.net.frame.Happened(v.happened(s))
	}
	if v.triedTop && at == last && s.Saturated > len(s.Sums)*4/5 && alone.Saturated < s.Saturated {
		v.net.frame.Truth(1)
	}
}

func (v *batchView) happened(s Saturation) string {
	if v.triedTop {
		return v.model.Happened(v.net.frame.Words, s)
	}
	return v.model.Verdict(v.net.frame.Words, v.model.Compare(&v.rows))
}

func (v *batchView) showBatch() {
	b, w := v.model, v.net.frame.Words
	c := b.Compare(&v.rows)
	if v.net.others.real {
		v.strip.Attr("aria-label", w.T("lab.3.4.strip", "n", b.Size()-1))
	} else {
		v.strip.Attr("aria-label", w.T("lab.3.4.strip.examples", "n", b.Size()-1))
	}
	for i, picture := range v.images {
		picture.Element().Hidden(i >= b.Size())
		if i < b.Size() {
			v.net.over(picture, v.rows.Image(i), nil)
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
