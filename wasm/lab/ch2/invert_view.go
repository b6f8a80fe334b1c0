//go:build js

package ch2

import (
	"math"
	"strconv"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// InvertView is the lab "Why one line is not enough, on ink" on the page.
type InvertView struct {
	frame *lab.Frame
	model *Invert
	words *words.Words
	paper *state.Paper
	work  *dom.Frame
	runs  bool // the rule goes on
	until int  // so many passes with negatives

	lead, status, sum, so  *dom.Element
	inverted, learn, layer *dom.Element
	corner, shift          *lab.Slider
	plot                   *lab.Plot
	borders                *lab.Line
	kinds                  [2]*lab.Line // ones, zeros
	drawing                *lab.Mark
	layered                bool    // the plot shows the hidden layer's sums
	reach                  float64 // of the plot's axes: it only grows, so that they do not jump
	meters                 [2]meterView
	figures                *lab.Figures
	ink, turned            *picture
	text                   *dom.Element

	asked uint32
	shown uint32
	image int
	stale bool
}

// atOnce is how many passes over images and negatives follow a press of the button: the
// rule would go on for good.
const atOnce = 100

// meterView is a fraction as a bar, with the ceiling.
type meterView struct{ root, name, bar, value *dom.Element }

const (
	invertLab = `<div><p class="note" data-part="lead"></p>
<div class="row"><p class="buttons acts"><button type="button" data-part="learn"></button><button type="button" data-part="inverted"></button><button type="button" data-part="layer"></button></p>
<p class="note" role="status" data-part="status"></p></div><div class="hands" data-part="hands"></div>
<div class="hands"><div class="ceiling" data-part="meter0"><span data-part="name0"></span><b data-part="value0"></b><span class="track"><span class="bar" data-part="bar0"></span><span class="lid"></span></span></div>
<div class="ceiling" data-part="meter1"><span data-part="name1"></span><b data-part="value1"></b><span class="track"><span class="bar layer" data-part="bar1"></span><span class="lid"></span></span></div></div>
<div class="two"><div data-part="left"></div><div data-part="right">
<div class="proof"><p data-part="sum"></p><p data-part="so"></p></div></div></div></div>`
	invertDigit = `<div>` + twoInks + `<p data-part="text"></p></div>`
)

// NewInvertView puts the lab into its frame.
func NewInvertView(f *lab.Frame) *InvertView {
	v := &InvertView{frame: f, model: NewInvert(), words: f.Words, stale: true}
	v.work = dom.NewFrame(v.step)
	root := dom.Markup(invertLab)
	v.lead, v.status, v.sum, v.so = root.Part("lead"), root.Part("status"), root.Part("sum"), root.Part("so")
	v.learn = root.Part("learn").OnClick(func() {
		v.runs, v.until = !v.runs, v.model.Passes()+atOnce
		v.changed()
	})
	v.inverted = root.Part("inverted").OnClick(func() { v.hand(func() { v.model.SetInverted(!v.model.Inverted()) }) })
	v.layer = root.Part("layer").OnClick(func() { v.hand(v.model.ToggleHidden) })
	v.corner = lab.NewSlider(func(at int) { v.hand(func() { v.model.SetCornerAt(at) }) })
	v.shift = lab.NewSlider(func(at int) { v.hand(func() { v.model.SetShiftAt(at) }) })
	v.plot = lab.NewPlot("both-sums")
	v.borders, v.kinds[0], v.kinds[1] = v.plot.Line("dashed thin"), v.plot.Dots("test"), v.plot.Dots("network")
	v.drawing = v.plot.Mark("")
	v.figures = lab.NewFigures(3)
	for i := range v.meters {
		n := digit(i)
		v.meters[i] = meterView{root.Part("meter" + n), root.Part("name" + n), root.Part("bar" + n), root.Part("value" + n)}
	}
	root.Part("hands").Append(v.corner.Element, v.shift.Element)
	root.Part("left").Append(v.plot.Element)
	root.Part("right").Append(v.figures.Element)
	f.Try.Append(root)
	drawing := dom.Markup(invertDigit)
	v.ink, v.turned, v.text = pictureOf(drawing.Part("ink")), pictureOf(drawing.Part("made")), drawing.Part("text")
	f.Digit.Append(drawing)
	return v
}

// changed shows what the visitor did, and goes on with what takes its time.
func (v *InvertView) changed() {
	v.Show()
	v.frame.Changed()
	v.work.Ask()
}

// hand takes a movement of a slider, which ends the rule and the hidden layer.
func (v *InvertView) hand(f func()) {
	v.runs = false
	f()
	v.changed()
}

// Hear implements lab.Listener.
func (v *InvertView) Hear(m protocol.Message) {
	if set, ok := m.(*protocol.LabSet); ok && set.ID == v.asked && v.asked != 0 {
		v.model.Take(set.Labels, set.Pixels)
		v.work.Ask()
	}
}

// Lost implements lab.Listener.
func (v *InvertView) Lost() {
	if !v.model.Ready() {
		v.asked = 0
	}
}

// step is the work of a frame: a slice of learning.
func (v *InvertView) step() {
	m := v.model
	for start := time.Now(); time.Since(start) < slice && v.busy(); {
		switch {
		case m.Due():
			m.DoDue()
		case m.Hidden() != nil:
			if !m.Hidden().Done() {
				m.LearnHidden(20)
			}
			m.Evaluate(10)
		default:
			m.Learn()
		}
	}
	if v.busy() {
		v.work.Ask()
	} else if v.runs {
		v.runs = false
		v.frame.Changed()
	}
	v.Show()
}

// busy reports whether something learns.
func (v *InvertView) busy() bool {
	m := v.model
	switch {
	case m.Due():
		return true
	case m.Hidden() != nil:
		return !m.Settled()
	}
	return v.runs && m.Ready() && !m.Learned() && m.Passes() < v.until
}

// Leave implements lab.Leaver.
func (v *InvertView) Leave() { v.runs = false }

// Address implements lab.Addressed.
func (v *InvertView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *InvertView) SetAddress(address string) {
	if address != v.model.Address() {
		v.runs = false
		v.model.SetAddress(address)
		v.work.Ask()
	}
}

// Redraw shows everything anew, in another language.
func (v *InvertView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *InvertView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Show shows the model and the drawing, if they have changed.
func (v *InvertView) Show() {
	if v.asked == 0 && v.frame.Model.Ready {
		v.asked = v.frame.NewID()
		v.frame.Post(&protocol.LabImages{ID: v.asked, Of: protocol.Subset{Count: wanted, Digits: uint32(InvertPair.Mask())}})
	}
	m, w := v.model, v.words
	v.learn.Attr("aria-pressed", strconv.FormatBool(v.runs))
	grey, _, image := v.frame.Image()
	if v.shown == m.Rev() && v.image == image && !v.stale {
		return
	}
	v.shown, v.image, v.stale = m.Rev(), image, false
	v.lead.Text(w.T("lab.2.3.text", "fires", InvertPair.Fires, "rests", InvertPair.Rests))
	v.status.Text(m.Status(w))
	v.learn.Text(w.T("lab.2.2.all")).Enabled(m.Ready() && m.Hidden() == nil && !m.Learned())
	v.inverted.Text(w.T("lab.2.3.inverted")).Attr("aria-pressed", strconv.FormatBool(m.Inverted()))
	v.layer.Text(w.T("lab.2.3.layer")).Attr("aria-pressed", strconv.FormatBool(m.Hidden() != nil)).Enabled(m.Ready())
	v.corner.Show(w.T("lab.2.3.corner"), m.CornerAt(), cornerSteps, m.CornerText())
	v.shift.Show(w.T("lab.2.2.bias"), m.ShiftAt(), shiftSteps, m.BiasText())
	v.showPlot(grey)
	v.showMeters()
	sum, so := m.Proof(w)
	v.sum.Text(sum)
	v.so.Text(so)
	v.showDigit(grey)
	v.frame.Happened(m.Happened(w))
	if m.Near() || m.Broken() {
		v.frame.Truth(guessCeiling)
	}
	if m.Near() && m.Broken() {
		v.frame.Done()
	}
}

// guessCeiling is the guess that is correct.
const guessCeiling = 1

func (v *InvertView) showPlot(grey []byte) {
	m, w := v.model, v.words
	if layered := m.Hidden() != nil; layered != v.layered {
		v.layered, v.reach = layered, 0
	}
	x, y := m.Drawing(grey)
	reach := max(math.Abs(x), math.Abs(y), 1)
	var images, negatives [2][]float64
	for target := range images {
		images[target], negatives[target] = m.Points(target)
		for i := range images[target] {
			reach = max(reach, math.Abs(images[target][i]), math.Abs(negatives[target][i]))
		}
	}
	if reach > v.reach {
		v.reach = 1.2 * reach
	}
	axis := lab.Axis{From: -v.reach, To: v.reach, Label: w.T("lab.2.3.image")}
	up := axis
	up.Label = w.T("lab.2.3.negative")
	v.plot.Axes(axis, up)
	v.borders.Show([]float64{-v.reach, v.reach, math.NaN(), 0, 0}, []float64{0, 0, 0, -v.reach, v.reach})
	for target, line := range v.kinds {
		line.Show(images[target], negatives[target])
	}
	v.drawing.Show(x, y, w.T("lab.2.3.yours"))
	v.plot.Describe(m.PlotText(w, grey))
}

func (v *InvertView) showMeters() {
	m, w := v.model, v.words
	tallies := [2]Tally{m.Tally()}
	if m.Hidden() != nil {
		tallies[1] = m.HiddenTally()
	}
	for i := range v.meters {
		meter, t := &v.meters[i], tallies[i]
		name := w.T("lab.2.3.neuron")
		if i == 1 {
			name = w.T("lab.2.3.layers")
		}
		meter.root.Hidden(i == 1 && m.Hidden() == nil)
		meter.name.Text(name)
		meter.value.Text(m.Meter(w, i == 1, t))
		meter.bar.Style("width", number(math.Round(1000*t.Fraction(m.Inverted()))/10)+"%")
	}
	v.figures.Head(w.T("lab.2.3.figures"), w.T("lab.2.2.images"), w.T("lab.2.3.neuron"), w.T("lab.2.3.layers"))
	row := func(i int, name string, of func(t Tally) (n, all int)) {
		var cells [2]string
		for k, t := range tallies {
			cells[k] = "–"
			if n, all := of(t); all > 0 {
				cells[k] = strconv.Itoa(n) + " / " + strconv.Itoa(all)
			}
		}
		v.figures.Row(i, "", name, cells[0], cells[1])
	}
	row(0, w.T("lab.2.3.row.images"), func(t Tally) (int, int) { return t.Image, t.Of })
	row(1, w.T("lab.2.3.row.negatives"), func(t Tally) (int, int) { return t.Negative, t.Of })
	row(2, w.T("lab.2.3.row.zeros"), func(t Tally) (int, int) { return t.Both[1], t.OfEach })
	row(3, w.T("lab.2.3.row.ones"), func(t Tally) (int, int) { return t.Both[0], t.OfEach })
}

func (v *InvertView) showDigit(grey []byte) {
	m, w := v.model, v.words
	v.ink.grey(v.paper, grey, false, w.T("lab.2.3.ink"))
	v.turned.grey(v.paper, grey, true, w.T("lab.2.3.turned"))
	v.text.Text(m.DrawingText(w, grey))
}
