//go:build js

package ch2

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// picturePx is the width of the plane, in its own units.
const picturePx = 400

// GatesView is the lab "Gates" on the page.
type GatesView struct {
	frame *lab.Frame
	model *Gates
	words *words.Words

	lead, formula, count, note      *dom.Element
	choices                         *lab.Choice
	firing                          *dom.Element
	lines                           [2]*dom.Element // the neuron's; stacked, NAND's and OR's
	handles                         [2]*dom.Element
	dots                            [4]gateDot
	diamond                         *dom.Element
	neuron, line, learning, stacked *dom.Element    // what belongs to one neuron, and to two layers
	fields                          [3]*dom.Element // w1, w2, b
	refused                         *dom.Element
	stack, flip, reset              *dom.Element
	figures, truth                  *lab.Figures
	learn                           learnView
	wires                           wiresView
	probe                           probeView

	paper *state.Paper
	shown uint32
	image int // revision of the drawing
	stale bool
}

// gateDot is a point of the picture: filled for a 1, crossed out where the neuron is
// wrong.
type gateDot struct{ group, title, circle, cross *dom.Element }

// NewGatesView puts the lab into its frame.
func NewGatesView(f *lab.Frame) *GatesView {
	v := &GatesView{frame: f, model: NewGates(), words: f.Words, stale: true}
	v.lead = dom.New("p", "note")
	v.choices = lab.NewChoice(NumGates, func(i int) { v.change(func() { v.model.Choose(Gate(i)) }) })
	v.stack = dom.Button("", func() { v.change(func() { v.model.SetStacked(!v.model.Stacked()) }) })
	v.formula, v.note = dom.New("p", "formula"), dom.New("p", "note")
	v.count = dom.New("p", "count").Attr("role", "status")
	v.flip = dom.Button("", func() { v.change(v.model.Flip) })
	v.reset = dom.Button("", func() { v.change(v.model.Reset) })
	v.figures, v.truth = lab.NewFigures(4), lab.NewFigures(5)
	buttons, learn := v.learn.build(v)
	v.neuron, v.line = dom.New("div", "neuron", v.buildFields(), v.formula), dom.New("p", "buttons", v.flip, v.reset)
	v.learning = learn
	v.stacked = dom.New("div", "stacked", v.wires.build(v))
	f.Try.Append(v.lead, dom.New("div", "two gates-lab",
		dom.New("div", "", v.buildPicture(), v.line, v.figures.Element, v.truth.Element),
		dom.New("div", "", v.choices.Element, v.count, v.note, v.neuron, buttons.Append(v.stack), v.learning, v.stacked)))
	f.Digit.Append(v.probe.build(v))
	return v
}

// change changes the model, shows it and lets the address follow.
func (v *GatesView) change(f func()) {
	f()
	v.changed()
}

// changed shows what the visitor did. An address reaches no mission.
func (v *GatesView) changed() {
	v.Show()
	v.frame.Changed()
	if v.model.Mission() {
		v.frame.Done()
	}
}

const plane = `<svg class="gates" style="user-select: none" viewBox="0 0 400 400"><rect class="area" data-part="area" width="400" height="400"/>
<path class="firing" data-part="firing"/><text class="axis" x="372" y="390">x₁</text><text class="axis" x="10" y="24">x₂</text><path class="line" data-part="line0"/><path class="line" data-part="line1"/></svg>`

// aDot and aHandle are put into the plane; at 320 pixels, the width of a small phone's
// page, a handle is 45 pixels wide for a finger.
const (
	aDot    = `<svg><g data-part="g" role="img"><title data-part="title"></title><circle r="12" data-part="circle"/><path class="cross" d="M-20-20L20 20M20-20L-20 20" data-part="cross"/></g></svg>`
	aHandle = `<svg><g data-part="g" class="handle" role="slider" aria-valuemin="-0.5" aria-valuemax="1.5"><circle class="reach" r="28"/><circle class="knob" r="9"/></g></svg>`
	diamond = `<svg><path data-part="g" class="diamond" d="M0-11L11 0L0 11L-11 0Z"/></svg>`
)

func (v *GatesView) buildPicture() *dom.Element {
	svg := dom.Markup(plane)
	area := svg.Part("area")
	v.firing = svg.Part("firing")
	for i := range v.lines {
		v.lines[i] = svg.Part("line" + digit(i))
	}
	for i := range v.dots {
		g := dom.Markup(aDot).Part("g")
		v.dots[i] = gateDot{g, g.Part("title"), g.Part("circle"), g.Part("cross")}
		svg.Append(g)
	}
	v.diamond = dom.Markup(diamond).Part("g")
	svg.Append(v.diamond)
	for i := range v.handles {
		v.handles[i] = dom.Markup(aHandle).Part("g").OnDrag(dom.Drag{
			Area: area,
			To:   func(x, y float64) { v.change(func() { v.model.Drag(i, AtArea(x, y)) }) },
			By:   func(dx, dy int, fine bool) { v.change(func() { v.model.Nudge(i, dx, dy, fine) }) },
		})
		svg.Append(v.handles[i])
	}
	return svg
}

const typed = `<p class="typed"><label><span>w₁</span><input data-part="f0" type="number" step="0.1" inputmode="decimal"></label>
<label><span>w₂</span><input data-part="f1" type="number" step="0.1" inputmode="decimal"></label>
<label><span>b</span><input data-part="f2" type="number" step="0.1" inputmode="decimal"></label><span data-part="refused" class="refused" role="alert" hidden></span></p>`

func (v *GatesView) buildFields() *dom.Element {
	fields := dom.Markup(typed)
	for i := range v.fields {
		f := fields.Part("f" + digit(i))
		f.OnChange(func() {
			value, err := strconv.ParseFloat(f.Value(), 64)
			taken := err == nil && v.model.SetWeight(i, value)
			v.stale = true // a value that is refused is replaced by the one that counts
			v.changed()
			v.refused.Hidden(taken)
		})
		v.fields[i] = f
	}
	v.refused = fields.Part("refused")
	return fields
}

// Address implements lab.Addressed.
func (v *GatesView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *GatesView) SetAddress(address string) { v.model.SetAddress(address) }

// Redraw shows everything anew, in another language.
func (v *GatesView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *GatesView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Show shows the model and the drawing, if they have changed.
func (v *GatesView) Show() {
	grey, _, image := v.frame.Image()
	if v.shown == v.model.Rev() && v.image == image && !v.stale {
		return
	}
	v.shown, v.image, v.stale = v.model.Rev(), image, false
	g, w := v.model, v.words
	v.lead.Text(w.T("lab.2.1.text"))
	v.choices.Show(w.T("lab.2.1.gates"), int(g.Gate()), AND.String(), OR.String(), NAND.String(), XOR.String())
	v.stack.Text(w.T("lab.2.1.stack")).Hidden(g.Gate() != XOR).Attr("aria-pressed", strconv.FormatBool(g.Stacked()))
	probe := g.Probe(grey)
	v.showPicture(probe)
	v.count.Text(g.Count(w))
	updates, _ := g.Path()
	v.note.Text(g.Note(w)).Hidden(len(updates) > 0) // the rule's own text stands below
	for i, weight := range g.Weights() {
		v.fields[i].Number("value", weight)
	}
	v.refused.Text(w.T("lab.2.1.refused", "max", maxWeight)).Hidden(true)
	v.formula.Text(g.Formula(w))
	v.flip.Text(w.T("lab.2.1.flip"))
	v.reset.Text(w.T("lab.2.1.reset"))
	v.neuron.Hidden(g.Stacked())
	v.line.Hidden(g.Stacked())
	v.learning.Hidden(g.Stacked())
	v.stacked.Hidden(!g.Stacked())
	v.learn.name(v)
	v.figures.Element.Hidden(g.Stacked())
	v.truth.Element.Hidden(!g.Stacked())
	if g.Stacked() {
		v.showTruth()
		v.wires.show(v)
	} else {
		v.showFigures()
		v.learn.show(v)
	}
	v.probe.show(v, grey, probe)
	v.frame.Happened(g.Happened(w))
	if g.Truth() {
		v.frame.Truth(guessThree)
	}
}

// guessThree is the guess that is correct.
const guessThree = 1

func (v *GatesView) showFigures() {
	w := v.words
	v.figures.Head(w.T("lab.2.1.table"), w.T("lab.2.1.inputs"), w.T("lab.2.1.sum"), w.T("lab.2.1.output"), w.T("lab.2.1.target"))
	for i, r := range v.model.Rows() {
		v.figures.Row(i, wrong(r.Correct()), r.X.Pair(), r.Figure(), strconv.Itoa(r.Output), strconv.Itoa(r.Target))
	}
}

func (v *GatesView) showTruth() {
	w := v.words
	v.truth.Head(w.T("lab.2.1.table"), w.T("lab.2.1.inputs"), NAND.String(), OR.String(), AND.String(), w.T("lab.2.1.target"))
	for i, r := range v.model.StackRows() {
		v.truth.Row(i, wrong(r.Y == r.Target), r.X.Pair(), strconv.Itoa(r.NAND), strconv.Itoa(r.OR), strconv.Itoa(r.Y), strconv.Itoa(r.Target))
	}
}

func wrong(correct bool) string {
	if correct {
		return ""
	}
	return "wrong"
}

func (v *GatesView) showPicture(probe Probe) {
	g, w := v.model, v.words
	firing := g.Firing()
	a, b, ok := g.Line()
	lines := [2][2]Point{{a, b}}
	if g.Stacked() {
		firing, lines = StackFiring(), StackLines()
	}
	var d []byte
	for i, p := range firing {
		d = appendPoint(d, i, p)
	}
	v.firing.Attr("d", string(d))
	for i, ends := range lines {
		shown := i == 0 && ok || g.Stacked()
		if shown {
			v.lines[i].Attr("d", string(appendPoint(appendPoint(nil, 0, ends[0]), 1, ends[1])))
		}
		v.lines[i].Hidden(!shown)
	}
	for i, h := range v.handles {
		p := g.Handle(i)
		h.Hidden(!ok || g.Stacked()).Attr("transform", move(p)).Attr("aria-label", g.HandleName(w, i)).
			Attr("aria-valuenow", strconv.FormatFloat(p.X, 'f', 2, 64)).Attr("aria-valuetext", g.HandlePlace(w, i))
	}
	rows := g.Rows()
	if g.Stacked() {
		for i, r := range g.StackRows() {
			rows[i].Output = r.Y
		}
	}
	for i, r := range rows {
		dot := v.dots[i]
		class := "zero"
		if r.Target == 1 {
			class = "one"
		}
		title := r.Title(w)
		dot.group.Attr("transform", move(r.X)).Attr("aria-label", title)
		dot.title.Text(title)
		dot.circle.Class("dot " + class)
		dot.cross.Hidden(r.Correct())
	}
	v.diamond.Attr("transform", move(probe.X))
}

// appendPoint appends the i-th point of a path.
func appendPoint(d []byte, i int, p Point) []byte {
	command := byte('L')
	if i == 0 {
		command = 'M'
	}
	x, y := p.Area()
	d = append(d, command)
	d = appendUnits(d, x)
	d = append(d, ' ')
	return appendUnits(d, y)
}

// move is the transform that puts something to a point.
func move(p Point) string {
	x, y := p.Area()
	s := appendUnits([]byte("translate("), x)
	s = append(s, ' ')
	return string(append(appendUnits(s, y), ')'))
}

func appendUnits(b []byte, part float64) []byte {
	return strconv.AppendFloat(b, math.Round(part*picturePx*10)/10, 'f', -1, 64)
}
