//go:build js

package ch5

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// microscopeView is the lab "Gradient microscope on the network you trained" on the page.
type microscopeView struct {
	f     *lab.Frame
	model *Microscope

	array, unit *lab.Slider
	h           *lab.Slider
	of, zoom    *lab.Choice
	picture     picture
	spot        *dom.Element
	where       *dom.Element
	chart       *lab.Plot
	curve       *lab.Line
	tangent     *lab.Line
	secant      *lab.Line
	kinks       *lab.Line
	here        *lab.Mark
	about       *dom.Element
	table       *lab.Figures
	check       *dom.Element
	checkText   *dom.Element
	arrays      *lab.Figures
	backward    uint32 // the ID of the LabBackward that is out
	gradients   []float32
	seen        microscoped
	shown       uint32
	paper       *state.Paper
	stale       bool
}

// microscoped is what the losses are of.
type microscoped struct {
	prepared bool
	network  uint32
	step     uint32
	image    int
	of       state.Sloped
}

func newMicroscopeView(f *lab.Frame) lab.View {
	v := &microscopeView{f: f, model: NewMicroscope(), chart: lab.NewPlot("microscope"), stale: true}
	m := v.model
	v.array = lab.NewSlider(func(at int) { v.change(func() { m.Choose(at, 0, 0) }) })
	v.unit = lab.NewSlider(func(at int) { v.change(func() { m.Choose(m.array, at, m.element) }) })
	v.h = lab.NewSlider(func(at int) { v.change(func() { m.SetH(at + 1) }) })
	v.of = lab.NewChoice(2, func(i int) { v.change(func() { m.Look(i == 1, m.zoom) }) })
	v.zoom = lab.NewChoice(len(reaches), func(i int) { v.change(func() { m.Look(m.mean, i) }) })
	v.picture = newPicture("weight-map")
	v.spot = dom.New("span", "spot").Attr("role", "slider")
	area := dom.New("div", "map-area", v.picture.canvas.Element(), v.spot)
	v.spot.OnDrag(dom.Drag{Area: area, To: func(x, y float64) { v.change(func() { m.Point(x, y) }) },
		By: func(dx, dy int, _ bool) { v.change(func() { m.Nudge(dx, dy) }) }})
	v.picture.canvas.Element().OnPoint(func(x, y float64) {
		if box := area.Box(); box.W > 0 && box.H > 0 {
			v.change(func() { m.Point(x/box.W, y/box.H) })
		}
	})
	v.where, v.about = dom.New("p", "note"), dom.New("p", "note")
	v.curve, v.tangent, v.secant = v.chart.Line("network"), v.chart.Line("training thin"), v.chart.Line("test dashed")
	v.kinks, v.here = v.chart.Dots("quiet"), v.chart.Mark("network")
	v.table = lab.NewFigures(2)
	f.Try.Append(dom.New("div", "pair",
		dom.New("div", "controls", v.array.Element, v.unit.Element, area, v.where, v.of.Element, v.zoom.Element),
		dom.New("div", "controls", v.chart.Element, v.about, v.h.Element, v.table.Element)))
	v.check = dom.Button("", func() { v.change(v.toggle) })
	v.checkText, v.arrays = dom.New("p", "").Attr("role", "status"), lab.NewFigures(4)
	f.Digit.Append(dom.New("p", "buttons", v.check), v.checkText, dom.New("div", "scroll", v.arrays.Element))
	return v
}

func (v *microscopeView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// toggle checks the whole network, or stops that.
func (v *microscopeView) toggle() {
	if v.model.check.Running() {
		v.f.Post(&protocol.StopLab{ID: v.model.StopCheck()})
		return
	}
	v.f.Post(v.model.BeginCheck(v.f.NewID()))
}

// Hear implements lab.Listener.
func (v *microscopeView) Hear(e protocol.Message) {
	switch e := e.(type) {
	case *protocol.LabLosses:
		if !v.model.Apply(e) {
			return
		}
	case *protocol.LabChecked:
		if !v.model.ApplyCheck(e) {
			return
		}
	case *protocol.LabBackprop:
		if v.backward == 0 || e.ID != v.backward {
			return
		}
		v.backward, v.gradients, v.stale = 0, e.Gradients, true
		v.model.Suggest(e.Gradients)
	default:
		return
	}
	v.Show()
}

// Lost implements lab.Listener.
func (v *microscopeView) Lost() {
	v.model.StopCheck()
	v.backward, v.model.id = 0, 0
	v.model.Again()
}

// Leave implements lab.Leaver.
func (v *microscopeView) Leave() {
	if v.model.check.Running() {
		v.f.Post(&protocol.StopLab{ID: v.model.StopCheck()})
	}
	if id := v.model.StopCurve(); id != 0 {
		v.f.Post(&protocol.StopLab{ID: id})
	}
	if v.backward != 0 { // what comes is not to go on with the rest
		v.backward, v.seen = 0, microscoped{}
	}
}

// Address implements lab.Addressed.
func (v *microscopeView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *microscopeView) SetAddress(address string) { v.model.SetAddress(address) }

// Redraw implements lab.View.
func (v *microscopeView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *microscopeView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// ask asks the worker for what is due.
func (v *microscopeView) ask() {
	pixels, own, rev := v.f.Image()
	m := v.f.Model
	v.model.SetNetwork(m.Inside.Layers)
	now := microscoped{m.Prepared, m.Rev.Network, m.Inside.Step, rev, m.Sloped(own)}
	if now != v.seen && !v.model.Busy() && v.backward == 0 {
		v.seen = now
		v.model.Again()
		if now.prepared {
			v.backward = v.f.NewID()
			v.f.Post(&protocol.LabBackward{ID: v.backward, Digit: append([]byte(nil), pixels...), Label: uint8(now.of.Digit)})
		}
	}
	if !m.Prepared {
		return
	}
	if c, old := v.model.Next(v.f.NewID, pixels, now.of.Digit); c != nil {
		if old != 0 {
			v.f.Post(&protocol.StopLab{ID: old})
		}
		v.f.Post(c)
	}
}

// Show implements lab.View.
func (v *microscopeView) Show() {
	v.ask()
	m, w := v.model, v.f.Words
	if v.shown == m.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = m.Rev(), false
	a := m.Array()
	if a != nil {
		v.array.Show(w.T("lab.5.4.array"), m.array, len(m.arrays)-1, a.ArrayName(w))
		v.unit.Show(w.T("lab.5.4.unit"), m.unit, a.Units-1, strconv.Itoa(m.unit+1)+" / "+strconv.Itoa(a.Units))
		v.unit.Element.Hidden(a.Units == 1)
		v.showPicture(a)
	}
	v.of.Show(w.T("lab.5.4.loss"), index(m.mean), w.T("lab.5.4.own"), w.T("lab.5.4.mean", "n", manyImages))
	v.zoom.Show(w.T("lab.5.4.reach"), m.zoom, "±1", "±0.1", "±0.01")
	v.h.Show(w.T("lab.5.4.h"), m.h-1, half-1, number(m.H()))
	about := m.Of(w)
	if m.Known() && !m.mean && m.label == v.seen.of.Digit {
		about += v.seen.of.Why(w)
	}
	v.about.Text(about)
	v.showCurve()
	v.showCheck()
	v.f.Happened(m.Happened(w))
	if m.Known() {
		v.f.Truth(m.Truth())
	}
	if m.Done() {
		v.f.Done()
	}
}

func index(on bool) int {
	if on {
		return 1
	}
	return 0
}

func (v *microscopeView) showPicture(a *Array) {
	m, w := v.model, v.f.Words
	wide, high := a.Picture()
	first, top := a.From+m.unit*a.Row(), 0.0
	known := len(v.gradients) >= first+a.Row()
	for i := range a.Row() {
		if known {
			top = max(top, math.Abs(float64(v.gradients[first+i])))
		}
	}
	v.picture.show(v.paper, w.T("lab.5.4.map"), high, wide, top, func(i int) float64 {
		x, y := i%wide, i/wide
		e := a.At(x, y)
		if px, py := a.Place(e); !known || px != x || py != y {
			return 0
		}
		return float64(v.gradients[first+e])
	})
	x, y := a.Place(m.element)
	v.spot.Style("left", share(x, wide)).Style("top", share(y, high))
	v.spot.Attr("aria-label", w.T("lab.5.4.map")).Attr("aria-valuetext", m.Where(w)).
		Attr("aria-valuemin", "1").Attr("aria-valuemax", strconv.Itoa(a.Row())).Attr("aria-valuenow", strconv.Itoa(m.element+1))
	v.where.Text(m.Where(w))
}

// share returns where the middle of a pixel is, of n in a line.
func share(i, n int) string {
	return strconv.FormatFloat((float64(i)+0.5)/float64(n)*100, 'f', 2, 64) + "%"
}

func (v *microscopeView) showCurve() {
	m, w := v.model, v.f.Words
	v.table.Head(w.T("lab.5.4.figures"), w.T("lab.5.4.figure"), w.T("lab.5.4.value"))
	if !m.Known() {
		v.curve.Show(nil, nil)
		v.tangent.Show(nil, nil)
		v.secant.Show(nil, nil)
		v.kinks.Show(nil, nil)
		v.here.Element.Hidden(true)
		return
	}
	ws, losses := m.Curve()
	low, high := math.Inf(1), math.Inf(-1)
	for _, l := range losses {
		if l == l {
			low, high = min(low, l), max(high, l)
		}
	}
	room := max(0.1*(high-low), 1e-6)
	v.chart.Axes(lab.Axis{From: ws[0], To: ws[points-1], Label: w.T("lab.5.4.weight")}, lab.Axis{From: low - room, To: high + room, Label: w.T("lab.5.4.loss")})
	v.curve.Show(ws, losses)
	at := losses[half]
	ends := []float64{ws[0], ws[points-1]}
	v.tangent.Show(ends, []float64{at - m.slope*m.measured, at + m.slope*m.measured})
	v.secant.Show([]float64{ws[half-m.h], ws[half+m.h]}, []float64{losses[half-m.h], losses[half+m.h]})
	var kx, ky []float64
	for _, i := range m.Kinks() {
		kx, ky = append(kx, ws[i]), append(ky, losses[i])
	}
	v.kinks.Show(kx, ky)
	v.here.Show(ws[half], at, "w = "+number(m.value))
	v.chart.Describe(m.Happened(w))
	for i, c := range [...][3]string{
		{"training", w.T("lab.5.4.tangent"), number(m.slope)},
		{"test", w.T("lab.5.4.secant"), number(round(m.Secant()))},
		{"", w.T("lab.5.4.off"), percentage(m.Off())},
		{"quiet", w.T("lab.5.4.kink"), strconv.Itoa(len(m.Kinks()))},
	} {
		v.table.Row(i, c[0], c[1], c[2])
	}
}

func (v *microscopeView) showCheck() {
	m, w := v.model, v.f.Words
	c := &m.check
	if c.Running() {
		v.check.Text(w.T("lab.5.4.stop"))
	} else {
		v.check.Text(w.T("lab.5.4.check"))
	}
	v.check.Enabled(v.f.Model.Prepared)
	v.checkText.Text(c.Text(w))
	v.arrays.Element.Hidden(c.Done == 0)
	v.arrays.Head(w.T("lab.5.4.whole"), w.T("lab.5.4.array"), w.T("lab.5.4.checks"), w.T("lab.5.4.off"), w.T("lab.5.4.kink"))
	for i := range c.Arrays {
		r := &c.Arrays[i]
		off := percentage(r.Off())
		if r.Drowned() {
			off = w.T("lab.5.4.drowned")
		}
		v.arrays.Row(i, "", m.arrays[i].ArrayName(w), strconv.Itoa(r.N), off, strconv.Itoa(r.Kinks))
		v.arrays.Bar(i, 1, barOf(r))
	}
	v.arrays.Cut(len(c.Arrays))
}

// barOf is the length of an error's bar: a sixth per power of ten above a millionth.
func barOf(c *Checked) string {
	if c.Off() <= 0 {
		return "0"
	}
	return strconv.FormatFloat(min(max(6+math.Log10(c.Off()), 0), 6)/6, 'f', 3, 64)
}
