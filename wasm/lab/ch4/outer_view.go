//go:build js

package ch4

import (
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// outerView is the lab "Why not always by differences?" on the page.
type outerView struct {
	f        *lab.Frame
	model    *Outer
	probe    Probe
	forecast Forecast
	check    uint32 // the ID of the LabCheck that is out
	side     int    // of the filter

	loop          *lab.Choice
	learn         *dom.Element
	losses        *lab.Plot
	curves        [2]*lab.Line
	matrices      [4]matrix // W1 by differences and by backpropagation, then W2
	filters       [2]matrix
	ask           *dom.Element
	forecastText  *dom.Element
	bars          [2]*dom.Element
	text, yours   *dom.Element
	table         *lab.Figures
	details, head *dom.Element
	frame         *dom.Frame
	paper         *state.Paper
	shown         uint32
	probed        uint32
	image         int
	stale         bool
}

// matrix is a picture of numbers with its name.
type matrix struct {
	root, name *dom.Element
	canvas     *dom.Canvas
}

func newMatrix(class string) matrix {
	m := matrix{name: dom.New("figcaption", "note"), canvas: dom.NewCanvas(dom.New("canvas", "").Attr("role", "img"))}
	m.root = dom.New("figure", "matrix-of "+class, m.name, m.canvas.Element())
	return m
}

// show paints numbers between -top and top in the diverging scale.
func (m *matrix) show(paper *state.Paper, name string, rows, columns int, top float64, at func(i int) float64) {
	m.name.Text(name)
	m.canvas.Element().Attr("aria-label", name)
	if paper == nil || top == 0 {
		top = 1
	}
	if paper == nil {
		return
	}
	rgba := make([]byte, 0, 4*rows*columns)
	for i := range rows * columns {
		c := paper.Diverging[uint8(128+math.Round(127*max(-1, min(1, at(i)/top))))]
		rgba = append(rgba, c.R, c.G, c.B, 255)
	}
	m.canvas.Put(columns, rows, rgba)
}

func newOuterView(f *lab.Frame) lab.View {
	v := &outerView{f: f, losses: lab.NewPlot("losses"), stale: true, image: -1}
	var images [classes][]byte
	for digit := range images {
		images[digit] = make([]byte, lab.Pixels)
		ink.MNIST().Render(images[digit], state.Example(digit))
	}
	v.model = NewOuter(images)
	v.frame = dom.NewFrame(v.step)
	v.loop = lab.NewChoice(2, func(i int) { v.change(func() { v.model.Choose(Loop(i)) }) })
	v.learn = dom.Button("", func() { v.change(v.toggle) })
	v.curves[OuterOnly], v.curves[AllOfThem] = v.losses.Line("network"), v.losses.Line("training")
	pictures := dom.New("div", "matrices")
	for i := range v.matrices {
		v.matrices[i] = newMatrix([...]string{"w1", "w2"}[i/2])
		pictures.Append(v.matrices[i].root)
	}
	f.Try.Append(v.loop.Element, dom.New("div", "pair", pictures, dom.New("div", "controls", v.losses.Element, dom.New("p", "buttons", v.learn))))

	v.yours, v.forecastText, v.text = dom.New("p", ""), dom.New("p", "").Attr("role", "status"), dom.New("p", "").Attr("role", "status")
	v.ask = dom.Button("", func() { v.change(v.begin) })
	bars := dom.New("div", "times").Attr("aria-hidden", "true")
	for i := range v.bars {
		v.bars[i] = dom.New("i", [...]string{"slow", "fast"}[i])
		bars.Append(v.bars[i])
	}
	filters := dom.New("div", "matrices")
	for i := range v.filters {
		v.filters[i] = newMatrix("filter")
		filters.Append(v.filters[i].root)
	}
	v.table, v.head = lab.NewFigures(3), dom.New("summary", "")
	v.details = dom.New("details", "", v.head, v.table.Element)
	f.Digit.Append(v.yours, dom.New("p", "buttons", v.ask), v.forecastText, bars, v.text, filters, v.details)
	return v
}

func (v *outerView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// toggle begins to learn, or stops.
func (v *outerView) toggle() {
	if v.model.Learning() {
		v.model.Stop()
		return
	}
	v.model.Learn()
	v.frame.Ask()
}

// step learns one step a frame.
func (v *outerView) step() {
	if !v.model.Learning() {
		return
	}
	v.model.Step()
	v.Show()
	v.frame.Ask()
}

// begin asks for a forecast and for a filter's slopes, or stops that.
func (v *outerView) begin() {
	if v.probe.Running() {
		v.Leave()
		return
	}
	lines, side := alongFilter(v.f.Model.Inside.Layers)
	v.side = side
	pixels, own, _ := v.f.Image()
	v.probe.Begin(pixels, v.f.Model.Sloped(own), lines)
	v.check = v.f.NewID()
	v.f.Post(&protocol.LabCheck{ID: v.check, Of: protocol.Subset{Count: 1}, Index: []uint32{0}, Steps: []float32{filterStep}})
	v.next()
}

func (v *outerView) next() {
	if c := v.probe.Next(v.f.NewID); c != nil {
		v.f.Post(c)
	}
}

// Hear implements lab.Listener.
func (v *outerView) Hear(m protocol.Message) {
	switch m := m.(type) {
	case *protocol.LabLosses:
		if !v.probe.Apply(m) {
			return
		}
		v.next()
	case *protocol.LabChecked:
		if m.ID != v.check || m.Refused || m.Forward == 0 || m.Backprop == 0 {
			return
		}
		v.forecast = Forecast{int(m.Params), float64(m.Forward), float64(m.Backprop)}
		v.stale = true
	default:
		return
	}
	v.Show()
}

// Lost implements lab.Listener.
func (v *outerView) Lost() {
	v.probe.Stop()
	v.Show()
}

// Leave implements lab.Leaver.
func (v *outerView) Leave() {
	v.model.Stop()
	if id := v.probe.Stop(); id != 0 {
		v.f.Post(&protocol.StopLab{ID: id})
	}
}

// Address implements lab.Addressed.
func (v *outerView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *outerView) SetAddress(address string) { v.model.SetAddress(address) }

// Redraw implements lab.View.
func (v *outerView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *outerView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Show implements lab.View.
func (v *outerView) Show() {
	o, w := v.model, v.f.Words
	pixels, _, rev := v.f.Image()
	if v.shown == o.Rev() && v.probed == v.probe.Rev() && v.image == rev && !v.stale {
		return
	}
	v.yours.Text(o.Yours(w, pixels))
	if v.shown != o.Rev() || v.stale {
		v.showOuter()
	}
	v.shown, v.probed, v.image = o.Rev(), v.probe.Rev(), rev
	v.stale = false
	v.showFilter()
	if o.Learning() {
		v.learn.Text(w.T("lab.4.4.stop"))
	} else {
		v.learn.Text(w.T("lab.4.4.learn", "n", outerSteps))
	}
}

func (v *outerView) showOuter() {
	o, w := v.model, v.f.Words
	v.loop.Show(w.T("lab.4.4.loop"), int(o.Loop()), "for i in range(len(x))", "for i in range(x.size)")
	v.losses.Axes(lab.Axis{From: 0, To: outerSteps, Label: w.T("lab.4.3.step")}, lab.Axis{From: 0, To: 2.5, Label: w.T("lab.4.3.loss")})
	for l, line := range v.curves {
		line.Show(o.Losses(Loop(l)))
	}
	v.losses.Describe(o.Happened(w))
	names := [...]string{w.T("lab.4.4.w1"), w.T("lab.4.4.w1.back"), w.T("lab.4.4.w2"), w.T("lab.4.4.w2.back")}
	for i := range v.matrices {
		g, rows, columns, top := o.Matrix(2*(i/2), i%2 == 1)
		v.matrices[i].show(v.paper, names[i], rows, columns, top, func(i int) float64 { return g[i] })
	}
	v.f.Happened(o.Happened(w))
	if o.Done() {
		v.f.Done()
	}
}

func (v *outerView) showFilter() {
	w := v.f.Words
	slopes, all := v.probe.Slopes()
	if v.probe.Running() {
		v.ask.Text(w.T("lab.4.4.stop"))
	} else {
		v.ask.Text(w.T("lab.4.4.check"))
	}
	v.ask.Enabled(v.f.Model.Prepared)
	v.forecastText.Text(v.forecast.Text(w))
	if v.forecast.Params > 0 {
		v.f.Truth(v.forecast.Truth())
		v.bars[1].Style("width", "max(1px, "+decimals(100/v.forecast.Times(), 4)+"%)")
	}
	v.bars[0].Hidden(v.forecast.Params == 0)
	v.bars[1].Hidden(v.forecast.Params == 0)
	v.text.Text(v.probe.FilterText(w))
	_, top := v.probe.Worst()
	for i := range v.filters {
		v.filters[i].root.Hidden(len(slopes) == 0 || v.side == 0)
		if len(slopes) == 0 || v.side == 0 {
			continue
		}
		name := w.T("lab.4.4.differences")
		if i == 1 {
			name = w.T("lab.4.4.backprop")
		}
		v.filters[i].show(v.paper, name, v.side, v.side, top, func(j int) float64 {
			switch {
			case j >= len(slopes):
				return 0
			case i == 0:
				return slopes[j].Central
			}
			return slopes[j].Backward
		})
	}
	v.details.Hidden(len(slopes) == 0)
	v.head.Text(w.T("lab.4.4.numbers"))
	v.table.Head(w.T("lab.4.4.numbers"), w.T("lab.4.4.weight"), w.T("lab.4.4.differences"), w.T("lab.4.4.backprop"))
	if !v.probe.Running() {
		for i, s := range slopes {
			v.table.Row(i, "", decimals(float64(i+1), 0), words.Significant(s.Central), words.Significant(s.Backward))
		}
	}
	v.table.Cut(all)
}
