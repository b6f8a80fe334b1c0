//go:build js

package ch4

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// The axis of the errors, and the h's on it.
const minError, maxError = 1e-16, 10

// slopeView is the lab "A slope under the microscope" on the page.
type slopeView struct {
	f     *lab.Frame
	model *Slope

	lens, errors      *lab.Plot
	function, tangent *lab.Line
	secant, points    *lab.Line
	single, double    *lab.Line
	book, here        *lab.Line
	bookMark          *lab.Mark
	handle            *lab.Mark
	h                 *lab.Slider
	by, in, x         *lab.Choice
	figures           *lab.Figures
	key               *dom.Element
	digit             *digitSlope
	shown             uint32
	stale             bool
}

func newSlopeView(f *lab.Frame) lab.View {
	v := &slopeView{f: f, model: NewSlope(), lens: lab.NewPlot("lens"), errors: lab.NewPlot("errors"), stale: true}
	v.tangent, v.function = v.lens.Line("test dashed"), v.lens.Line("")
	v.secant, v.points = v.lens.Line("training"), v.lens.Dots("training")
	v.book, v.here = v.errors.Line("quiet dashed thin"), v.errors.Line("quiet thin")
	v.double, v.single = v.errors.Line("training thin"), v.errors.Line("test thin")
	v.bookMark = v.errors.Mark("bare")
	v.handle = v.errors.Handle("", func(h, _ float64) { v.change(func() { v.model.SetH(h) }) },
		func(dx, dy int, _ bool) { v.change(func() { v.model.SetAt(v.model.At() + dx - dy) }) })
	v.h = lab.NewSlider(func(at int) { v.change(func() { v.model.SetAt(at) }) })
	v.by = lab.NewChoice(2, func(i int) { v.change(func() { v.model.SetBy(Formula(i)) }) })
	v.in = lab.NewChoice(2, func(i int) { v.change(func() { v.model.SetIn(Precision(i)) }) })
	v.x = lab.NewChoice(2, func(i int) { v.change(func() { v.model.SetX(float64(5 + 5*i)) }) })
	v.figures = lab.NewFigures(2)
	v.key = dom.New("p", "note")
	f.Try.Append(dom.New("div", "pair", v.lens.Element, v.errors.Element), v.key,
		dom.New("div", "pair", dom.New("div", "controls", v.h.Element, v.by.Element, v.in.Element, v.x.Element), v.figures.Element))
	v.digit = newDigitSlope(f)
	return v
}

// change changes the model and shows it.
func (v *slopeView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// Address implements lab.Addressed.
func (v *slopeView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *slopeView) SetAddress(address string) { v.model.SetAddress(address) }

// Hear implements lab.Listener.
func (v *slopeView) Hear(m protocol.Message) { v.digit.hear(m) }

// Lost implements lab.Listener.
func (v *slopeView) Lost() {
	v.digit.probe.Stop()
	v.digit.Show()
}

// Leave implements lab.Leaver.
func (v *slopeView) Leave() { v.digit.stop() }

// Redraw implements lab.View.
func (v *slopeView) Redraw() {
	v.stale = true
	v.digit.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing here has colours of its own.
func (v *slopeView) SetPaper(*state.Paper) {}

// Show implements lab.View.
func (v *slopeView) Show() {
	v.digit.Show()
	if v.shown == v.model.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = v.model.Rev(), false
	s, w := v.model, v.f.Words
	v.showLens()
	v.showErrors()
	v.h.Show(w.T("lab.4.1.h"), s.At(), lastH, step(s.H()))
	v.by.Show(w.T("lab.4.1.by"), int(s.By()), w.T("lab.4.1.forward"), w.T("lab.4.1.central"))
	v.in.Show(w.T("lab.4.1.in"), int(s.In()), "float32", "float64")
	ten := -1
	switch s.X() {
	case 5:
		ten = 0
	case 10:
		ten = 1
	}
	v.x.Show("x", ten, "5", "10")
	v.key.Text(w.T("lab.4.1.key"))
	v.showFigures()
	v.f.Happened(s.Happened(w))
	if s.Seen() {
		v.f.Truth(1)
	}
	if s.Done() {
		v.f.Done()
	}
}

func (v *slopeView) showLens() {
	s, w := v.model, v.f.Words
	v.lens.Axes(lab.Axis{From: -lens, To: lens, Label: w.T("lab.4.1.lens.x", "h", step(s.H()))}, lab.Axis{From: -lens, To: lens, Label: w.T("lab.4.1.lens.y")})
	v.function.Show(s.Lens())
	v.tangent.Show([]float64{-lens, lens}, []float64{-lens, lens})
	ts, us, steep := s.Secant()
	v.points.Show(ts, us)
	v.secant.Show([]float64{ts[0] - 2*lens, ts[0], ts[0] + 2*lens}, []float64{us[0] - 2*lens*steep, us[0], us[0] + 2*lens*steep})
	text, _ := s.Picture(w)
	v.lens.Describe(text)
}

func (v *slopeView) showErrors() {
	s, w := v.model, v.f.Words
	v.errors.Axes(lab.Axis{From: 10, To: 1e-50, Log: true, Ticks: 6, Label: "h"}, lab.Axis{From: minError, To: maxError, Log: true, Ticks: 6, Label: w.T("lab.4.1.errors.y")})
	v.single.Show(s.Errors(Float32, minError))
	v.double.Show(s.Errors(Float64, minError))
	ends := []float64{minError, maxError}
	v.book.Show([]float64{1e-4, 1e-4}, ends)
	v.bookMark.Show(1e-4, minError, w.T("lab.4.1.book"))
	v.here.Show([]float64{s.H(), s.H()}, ends)
	r := s.Reading()
	at := r.Error
	if r.H == 0 { // no slope at all
		at = maxError
	}
	v.handle.Show(s.H(), min(max(at, minError), maxError), "")
	v.handle.Name(w.T("lab.4.1.h"), s.H(), step(s.H()))
	_, text := s.Picture(w)
	v.errors.Describe(text)
}

func (v *slopeView) showFigures() {
	s, w := v.model, v.f.Words
	r, bits := s.Reading(), s.In().bits()
	v.figures.Head(w.T("lab.4.1.figures"), "x = "+step(s.X()), w.T("lab.4.1.value"))
	below := "f(x)"
	if s.By() == Central {
		below = "f(x − h)"
	}
	v.figures.Row(0, "", "f(x + h)", digits(r.Above, bits))
	v.figures.Row(1, "", below, digits(r.Below, bits))
	v.figures.Row(2, "", w.T("lab.4.1.measured"), digits(r.Slope, bits))
	v.figures.Row(3, "", w.T("lab.4.1.exact"), step(Exact(s.X())))
	v.figures.Row(4, "", w.T("lab.4.1.error"), step(r.Error))
}
