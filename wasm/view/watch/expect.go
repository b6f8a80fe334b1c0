//go:build js

package watch

import (
	"math"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// expect is the training loss that the visitor expects, drawn over the chart: a part of
// the view.
type expect struct {
	model         *state.Model
	words         *words.Words
	root, text    *dom.Element
	begin, forget *dom.Element
	plot          *lab.Plot
	line          *lab.Line
	pen           *lab.Mark
	shown         expectShown
	stale         bool
	changed       func()
}

// expectShown is what the drawing depends on.
type expectShown struct {
	stamp     [2]uint32
	low, high float64
	part      float64
	drawing   bool
}

func newExpect(model *state.Model, words *words.Words, changed func()) *expect {
	e := &expect{model: model, words: words, root: dom.ByID("expect"), text: dom.New("p", "note").Attr("role", "status"), plot: lab.NewPlot("expected"), changed: changed, stale: true}
	e.line = e.plot.Line("expected")
	draw := func(f func()) {
		f()
		e.model.Rev.Curves++ // the chart has another axis
		e.changed()
	}
	e.pen = e.plot.Handle("", func(x, y float64) {
		draw(func() { e.model.Expected.Sketch.Draw(x, y) })
	}, func(dx, dy int, fine bool) {
		draw(func() { e.model.Expected.Sketch.Key(dx, dy, fine) })
	})
	e.begin = dom.Button("small", func() {
		draw(func() { e.model.Expect(true) })
		e.Show()
		e.pen.Element.FocusInPlace()
	}).Attr("id", "expect-begin")
	e.forget = dom.Button("small", func() {
		draw(func() { e.model.Expect(false) })
		e.Show()
		e.begin.FocusInPlace()
	}).Attr("id", "expect-forget")
	e.root.Append(e.plot.Element, dom.New("div", "says", e.text, e.forget), e.begin)
	return e
}

// Show shows the model.
func (e *expect) Show() {
	m, w := e.model, e.words
	drawing, any := m.Expecting(), m.Expected.Sketch != nil
	e.text.Text(m.ExpectedText(w))
	e.begin.Hidden(any || !m.MayExpect())
	e.forget.Hidden(!drawing)
	low, high := m.LossAxis().Ends()
	_, part := m.Span()
	now := expectShown{m.Expected.Stamp(), low, high, part, drawing}
	if now == e.shown && !e.stale {
		return
	}
	e.shown, e.stale = now, false
	on := ""
	if drawing {
		on = "true"
	}
	e.root.Attr("data-on", on)
	e.begin.Text(w.T("expect.begin"))
	e.forget.Text(w.T("expect.forget"))
	e.plot.Element.Hidden(!any)
	if !any {
		return
	}
	e.plot.Axes(lab.Axis{From: 0, To: part}, lab.Axis{From: low, To: high, Log: true})
	e.plot.Describe(w.T("expect.picture"))
	if drawing || m.Expected.Sketch.Drawn() {
		e.line.Show(m.Expected.Sketch.Curve())
	} else {
		e.line.Show(nil, nil)
	}
	at, loss := m.Expected.Sketch.Pen()
	e.pen.Show(at, loss, "")
	if !drawing {
		e.pen.Element.Hidden(true)
	}
	percent := int(math.Round(100 * at))
	e.pen.Name(w.T("expect.pen"), at, w.T("expect.pen.at", "percent", percent, "loss", words.Significant(loss)))
}
