//go:build js

package ch4

import (
	"math"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// landscapeView is the lab "Your loss as a landscape" on the page.
type landscapeView struct {
	f     *lab.Frame
	model *Landscape

	chart        *lab.Plot
	canvas       *dom.Canvas
	path         *lab.Line
	here, lowest *lab.Mark
	start        *lab.Mark
	pointer      *lab.Mark
	kind, of     *lab.Choice
	other        *dom.Element
	slice, about *dom.Element
	table        *lab.Figures
	yours        *dom.Element
	paper        *state.Paper
	seen         asked
	shown        uint32
	stale        bool
}

// asked is what a landscape was asked for.
type asked struct {
	prepared bool
	network  uint32
	step     uint32
	image    int
	label    int
}

func newLandscapeView(f *lab.Frame) lab.View {
	v := &landscapeView{f: f, model: NewLandscape(), chart: lab.NewPlot("landscape"), stale: true,
		canvas: dom.NewLargeCanvas(dom.New("canvas", "").Attr("aria-hidden", "true"))}
	v.chart.Under(v.canvas.Element())
	v.path = v.chart.Line("training")
	v.start = v.chart.Mark("training")
	v.here, v.lowest = v.chart.Mark("network"), v.chart.Mark("test")
	v.pointer = v.chart.Handle("ring", func(x, y float64) { v.change(func() { v.model.Point(x, y) }) },
		func(dx, dy int, fine bool) { v.change(func() { v.model.Nudge(dx, dy, fine) }) })
	v.kind = lab.NewChoice(2, func(i int) { v.change(func() { v.choose(i == 1, v.model.Mean(), v.model.plane) }) })
	v.of = lab.NewChoice(2, func(i int) { v.change(func() { v.choose(v.model.Two(), i == 1, v.model.plane) }) })
	v.other = dom.Button("", func() { v.change(func() { v.choose(v.model.Two(), v.model.Mean(), v.model.plane+1) }) })
	v.slice, v.about, v.yours = dom.New("p", "slice"), dom.New("p", "note"), dom.New("p", "")
	v.table = lab.NewFigures(4)
	f.Try.Append(dom.New("div", "pair", v.chart.Element,
		dom.New("div", "controls", v.slice, v.kind.Element.Append(v.other), v.of.Element, v.about, v.table.Element)))
	f.Digit.Append(v.yours)
	return v
}

func (v *landscapeView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// choose has another landscape; the worker need not go on with the one before.
func (v *landscapeView) choose(two, mean bool, plane int) {
	v.Leave()
	v.model.Choose(two, mean, plane)
}

// ask asks the worker for what has changed, or for a finer landscape.
func (v *landscapeView) ask() {
	m := v.f.Model
	pixels, own, rev := v.f.Image()
	label := 7 // the example
	if own && m.Prediction.Known {
		_, label, _ = m.DigitLoss()
	}
	now := asked{m.Prepared, m.Rev.Network, m.Progress.Step, rev, label}
	if !now.prepared || v.model.Busy() {
		return
	}
	if now != v.seen {
		if now.network != v.seen.network {
			v.model.Forget()
		}
		v.seen = now
		v.model.Again()
	}
	if c := v.model.Next(v.f.NewID, pixels, label, v.weights()); c != nil {
		v.f.Post(c)
	}
}

func (v *landscapeView) weights() []protocol.LabLoss {
	lines, _ := alongFilter(v.f.Model.Inside.Layers)
	return lines
}

// Hear implements lab.Listener.
func (v *landscapeView) Hear(m protocol.Message) {
	if e, ok := m.(*protocol.LabLosses); ok && v.model.Apply(e) && !v.model.Busy() {
		v.Show()
	}
}

// Lost implements lab.Listener.
func (v *landscapeView) Lost() { v.model.Again() }

// Leave implements lab.Leaver. What was refused is asked for again on the return.
func (v *landscapeView) Leave() {
	if v.model.Busy() {
		v.f.Post(&protocol.StopLab{ID: v.model.id})
	}
	if v.model.Busy() || v.model.Refused() {
		v.model.Again()
	}
}

// Address implements lab.Addressed.
func (v *landscapeView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *landscapeView) SetAddress(address string) { v.model.SetAddress(address) }

// Redraw implements lab.View.
func (v *landscapeView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *landscapeView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Show implements lab.View.
func (v *landscapeView) Show() {
	v.ask()
	l, w := v.model, v.f.Words
	v.yours.Text(l.Yours(w, v.f.Model.LossText(w)))
	if v.shown == l.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = l.Rev(), false
	v.slice.Text(l.Slice(w, int(v.f.Model.Params)))
	two, mean := 0, 0
	if l.Two() {
		two = 1
	}
	if l.Mean() {
		mean = 1
	}
	v.kind.Show(w.T("lab.4.2.plane"), two, w.T("lab.4.2.random"), w.T("lab.4.2.two"))
	v.of.Show(w.T("lab.4.2.loss"), mean, w.T("lab.4.2.own"), w.T("lab.4.2.mean"))
	v.other.Text(w.T("lab.4.2.other"))
	v.about.Text(l.Of(w))
	v.showMap()
	v.showFigures()
	v.f.Happened(l.Happened(w))
	if l.Fine() {
		v.f.Truth(l.Truth())
	}
	if l.Done() {
		v.f.Done()
	}
}

func (v *landscapeView) showMap() {
	l, w := v.model, v.f.Words
	reach, edge := l.Reach(), l.Reach()
	if l.Known() {
		edge *= 1 + 1/float64(l.shown.n-1) // a point is the middle of a square
	}
	axis := lab.Axis{From: -edge, To: edge, Label: w.T("lab.4.2.first")}
	up := axis
	up.Label = w.T("lab.4.2.second")
	v.chart.Axes(axis, up)
	v.canvas.Element().Hidden(!l.Known())
	if l.Known() && v.paper != nil {
		rgba, n := l.Paint(v.paper)
		v.canvas.Put(n, n, rgba)
	}
	xs, ys := l.Path()
	v.path.Show(xs, ys)
	v.start.Element.Hidden(true)
	if len(xs) > 0 {
		name := ""
		if math.Hypot(xs[0], ys[0]) > edge/4 { // else it would cover the network's
			name = w.T("lab.4.2.start")
		}
		v.start.Show(xs[0], ys[0], name)
	}
	v.here.Element.Hidden(!l.Known())
	v.lowest.Element.Hidden(true)
	if l.Known() {
		v.here.Show(0, 0, w.T("lab.4.2.here"))
		_, _, x, y := l.Extremes()
		if l.Done() {
			v.lowest.Show(x, y, w.T("lab.4.2.lowest"))
		}
	}
	x, y, _ := l.Pointer()
	v.pointer.Show(min(max(x, -reach), reach), min(max(y, -reach), reach), "")
	v.pointer.Name(w.T("lab.4.2.pointer"), x, l.Place(w))
	v.chart.Describe(l.Of(w) + " " + l.Happened(w))
}

func (v *landscapeView) showFigures() {
	l, w := v.model, v.f.Words
	v.table.Head(l.PathText(w), w.T("lab.4.2.where"), w.T("lab.4.2.first.short"), w.T("lab.4.2.second.short"), w.T("lab.4.2.loss"))
	px, py, loss := l.Pointer()
	low, high, x, y := l.Extremes()
	v.table.Row(0, "", w.T("lab.4.2.pointer"), decimals(px, 2), decimals(py, 2), height(loss))
	v.table.Row(1, "", w.T("lab.4.2.here"), "0.00", "0.00", height(l.Here()))
	at := [2]string{"?", "?"} // to be found
	if l.Done() {
		at = [2]string{decimals(x, 2), decimals(y, 2)}
	}
	start := [2]string{"–", "–"}
	if xs, ys := l.Path(); len(xs) > 0 {
		start = [2]string{decimals(xs[0], 2), decimals(ys[0], 2)}
	}
	v.table.Row(2, "", w.T("lab.4.2.lowest"), at[0], at[1], height(low))
	v.table.Row(3, "", w.T("lab.4.2.highest"), "–", "–", height(high))
	v.table.Row(4, "", w.T("lab.4.2.start"), start[0], start[1], "–") // off the slice: it has no loss here
}
