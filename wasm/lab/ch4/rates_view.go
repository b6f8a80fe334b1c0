//go:build js

package ch4

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/sketch"
	"github.com/zerokara/zerokara/wasm/words"
)

// ratesView is the lab "Learning rate" on the page.
type ratesView struct {
	f       *lab.Frame
	descent *Descent
	rates   *Rates
	sketch  *sketch.Sketch

	valley, race, paper *lab.Plot
	contours            [5]*lab.Line
	path, stops         *lab.Line
	handle, pen         *lab.Mark
	rate, base          *lab.Slider
	points, table       *lab.Figures
	curves              [lanes]*lab.Line
	drawn, expected     *lab.Line
	came                *lab.Line
	sketchText          *dom.Element
	start, yours        *dom.Element

	shown, raced, sketched uint32
	image                  int // of which the race was
	stale                  bool
}

// The lanes' looks.
var laneClass = [lanes]string{"quiet", "training", "network"}

func newRatesView(f *lab.Frame) lab.View {
	v := &ratesView{f: f, descent: NewDescent(), rates: NewRates(), sketch: sketch.New(raceSteps),
		valley: lab.NewPlot("valley"), race: lab.NewPlot("race"), paper: lab.NewPlot("paper"), stale: true}
	for i := range v.contours {
		v.contours[i] = v.valley.Line("quiet thin")
	}
	v.path, v.stops = v.valley.Line("training thin"), v.valley.Dots("training")
	v.handle = v.valley.Handle("", func(x, y float64) { v.change(func() { v.descent.SetStart(x, y) }) },
		func(dx, dy int, fine bool) { v.change(func() { v.descent.Nudge(dx, dy, fine) }) })
	v.rate = lab.NewSlider(func(at int) { v.change(func() { v.descent.SetRate(at) }) })
	v.points = lab.NewFigures(4)

	v.expected = v.race.Line("dashed thin")
	for i := range v.curves {
		v.curves[i] = v.race.Line(laneClass[i])
	}
	v.base = lab.NewSlider(func(at int) { v.change(func() { v.stop(); v.rates.SetBase(at) }) })
	v.start = dom.Button("", func() { v.change(v.toggle) })
	v.table = lab.NewFigures(3)

	v.came, v.drawn = v.paper.Line("network thin"), v.paper.Line("dashed")
	v.pen = v.paper.Handle("", func(x, y float64) { v.change(func() { v.sketch.Draw(x, y) }) },
		func(dx, dy int, fine bool) { v.change(func() { v.sketch.Key(dx, dy, fine) }) })
	v.sketchText, v.yours = dom.New("p", "note"), dom.New("p", "")

	f.Guess.Append(v.paper.Element, v.sketchText)
	f.Digit.Append(v.yours)
	f.Try.Append(dom.New("div", "pair",
		dom.New("div", "controls", v.valley.Element, v.rate.Element, v.points.Element),
		dom.New("div", "controls", v.race.Element, v.base.Element, dom.New("p", "buttons", v.start), v.table.Element)))
	return v
}

func (v *ratesView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// toggle begins the race, or ends it.
func (v *ratesView) toggle() {
	if v.rates.Running() {
		v.stop()
		v.rates.Clear()
		return
	}
	v.stop()
	pixels, _, rev := v.f.Image()
	v.image = rev
	for _, c := range v.rates.Start(pixels, v.f.NewID) {
		v.f.Post(c)
	}
}

// stop gives up what the worker has of the race.
func (v *ratesView) stop() {
	for i := range lanes {
		if id := v.rates.Lane(i).ID; id != 0 {
			v.f.Post(&protocol.StopLab{ID: id})
		}
	}
}

// Hear implements lab.Listener.
func (v *ratesView) Hear(m protocol.Message) {
	if e, ok := m.(*protocol.LabStep); ok && v.rates.Apply(e) {
		v.Show()
	}
}

// Lost implements lab.Listener.
func (v *ratesView) Lost() {
	v.rates.Lost()
	v.Show()
}

// Leave implements lab.Leaver.
func (v *ratesView) Leave() {
	if v.rates.Running() {
		v.stop()
		v.rates.Clear()
	}
}

// Address implements lab.Addressed.
func (v *ratesView) Address() string {
	_, at := v.rates.Base()
	a := field(v.descent.Address(), "base", strconv.Itoa(at), strconv.Itoa(firstBase))
	return field(a, "sketch", v.sketch.Code(), "")
}

// SetAddress implements lab.Addressed.
func (v *ratesView) SetAddress(address string) {
	v.descent.SetAddress(address)
	fields(address, func(name, value string) {
		if at, ok := number(value, len(bases)-1); ok && name == "base" && !v.rates.Running() && !v.rates.Over() {
			v.rates.SetBase(at)
		}
		if name == "sketch" {
			v.sketch.SetCode(value)
		}
	})
}

// Redraw implements lab.View.
func (v *ratesView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing here has colours of its own.
func (v *ratesView) SetPaper(*state.Paper) {}

// Show implements lab.View.
func (v *ratesView) Show() {
	w := v.f.Words
	if v.shown != v.descent.Rev() || v.stale {
		v.shown = v.descent.Rev()
		v.showValley()
		v.f.Happened(v.descent.Happened(w))
		if v.descent.Done() {
			v.f.Done()
		}
	}
	if v.raced != v.rates.Rev() || v.sketched != v.sketch.Rev() || v.stale {
		v.raced, v.sketched = v.rates.Rev(), v.sketch.Rev()
		v.showRace()
		v.showSketch()
	}
	v.stale = false
}

func (v *ratesView) showValley() {
	d, w := v.descent, v.f.Words
	v.valley.Axes(lab.Axis{From: -wide, To: wide, Label: "x"}, lab.Axis{From: -high, To: high, Label: "y"})
	for i, l := range v.contours {
		l.Show(contour([...]float64{0.25, 1, 3, 8, 16}[i]))
	}
	xs, ys := d.Path()
	v.path.Show(xs, ys)
	v.stops.Show(xs, ys)
	x, y := d.Start()
	v.handle.Show(x, y, "")
	v.handle.Name(w.T("lab.4.3.start"), x, decimals(x, 2)+", "+decimals(y, 2))
	rate, at := d.Rate()
	v.rate.Show(w.T("lab.4.3.rate"), at, lastRate, decimals(rate, 2))
	v.points.Head(w.T("lab.4.3.points"), w.T("lab.4.3.step"), "x", "y", "x²/20 + y²")
	for row, i := range [...]int{0, 1, 2, walk} {
		v.points.Row(row, "", strconv.Itoa(i), decimals(xs[i], 3), decimals(ys[i], 3), words.Significant(valley(xs[i], ys[i])))
	}
	v.valley.Describe(d.Happened(w))
}

func (v *ratesView) showRace() {
	r, w := v.rates, v.f.Words
	steps := lab.Axis{From: 0, To: raceSteps, Label: w.T("lab.4.3.step")}
	loss := lab.Axis{From: sketch.Low, To: sketch.High, Log: true, Label: w.T("lab.4.3.loss")}
	v.race.Axes(steps, loss)
	v.table.Head(w.T("lab.4.3.lanes"), w.T("lab.4.3.rate"), w.T("lab.4.3.loss"), w.T("lab.4.3.yours"))
	for i, line := range v.curves {
		l := r.Lane(i)
		line.Show(l.Steps, l.Losses)
		v.table.Row(i, laneClass[i], step(l.Rate), l.Verdict(w), l.Digit())
		_, p, _ := l.Best()
		v.table.Bar(i, 2, strconv.FormatFloat(float64(p), 'f', 3, 32))
	}
	if v.sketch.Drawn() {
		v.expected.Show(v.sketch.Curve())
	} else {
		v.expected.Show(nil, nil)
	}
	v.race.Describe(r.Picture(w))
	v.yours.Text(r.Yours(w))
	base, at := r.Base()
	v.base.Show(w.T("lab.4.3.base"), at, len(bases)-1, step(base))
	if r.Running() {
		v.start.Text(w.T("lab.4.3.stop"))
	} else {
		v.start.Text(w.T("lab.4.3.race"))
	}
}

func (v *ratesView) showSketch() {
	s, r, w := v.sketch, v.rates, v.f.Words
	v.paper.Axes(lab.Axis{From: 0, To: raceSteps, Ticks: 3}, lab.Axis{From: sketch.Low, To: sketch.High, Log: true, Ticks: 5})
	v.drawn.Show(s.Curve())
	at, loss := s.Pen()
	v.pen.Show(at, loss, "")
	v.pen.Name(w.T("lab.4.3.pen"), at, w.T("lab.4.3.pen.at", "step", int(at), "loss", words.Significant(loss)))
	fast := r.Lane(lanes - 1)
	if r.Over() {
		v.came.Show(fast.Steps, fast.Losses)
	} else {
		v.came.Show(nil, nil)
	}
	text := r.Compared(w, s)
	v.paper.Describe(text)
	v.sketchText.Text(text)
}
