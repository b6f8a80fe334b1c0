//go:build js

package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// backward is the part of the lab "Layers as blocks" that takes the visitor's digit
// forward and a label back through a network. Open, it has the place of the blocks.
type backward struct {
	f     *lab.Frame
	model *Backward

	root, intro, open *dom.Element
	label             *lab.Choice
	walk, lead        *dom.Element
	errors            *lab.Figures
	tempered          *dom.Element
	order, strip      *dom.Element
	stops             dom.List[int, *backStop]
	name, rule        *dom.Element
	output, gradient  picture
	pair              *dom.Element
	dense             backDense

	network uint32 // 0 is the bench's
	trained uint32 // counts what was heard of that network
	id      uint32 // of the LabBackward that is out, 0 without
	asked   struct {
		pixels []byte
		label  int
	}
	seen  walked
	tell  bool // the visitor waits for the pass
	focus bool // is to go to the stop that is looked at
	shown uint32
	paint struct { // what the strip's pictures show
		pass  *protocol.LabBackprop
		paper *state.Paper
	}
	paper *state.Paper
	stale bool
}

// walked is what a pass is of.
type walked struct {
	prepared                        bool
	phase                           protocol.Phase
	step, predicted, built, trained uint32
	image, label                    int
}

// backStop is a stop in the strip.
type backStop struct {
	button, name, text, norm *dom.Element
	output, gradient         *dom.Canvas
}

// newBackward returns that part; toggled is called when it was opened or closed.
func newBackward(f *lab.Frame, toggled func()) *backward {
	p := func(class string) *dom.Element { return dom.New("p", class) }
	v := &backward{f: f, model: NewBackward(), intro: p("note"), lead: p("lead"), tempered: p("note"), order: p("note"), name: dom.New("h4", ""), rule: p("note"), stale: true}
	m := v.model
	v.open = dom.Button("", func() {
		v.change(m.Toggle)
		toggled()
		v.open.Reveal() // the lab has other sizes now
	})
	v.label = lab.NewChoice(recipe.Classes, func(i int) { v.change(func() { m.Choose(i) }) })
	v.errors = lab.NewFigures(4)
	v.strip = dom.New("div", "back-strip").Attr("role", "group")
	v.stops = dom.List[int, *backStop]{Parent: v.strip, Make: v.makeStop}
	v.output, v.gradient = newPicture("back-map"), newPicture("back-map")
	v.pair = dom.New("div", "back-pair", v.output.root, v.gradient.root)
	v.dense.build(v)
	more := dom.New("div", "back-text", v.name, v.rule, v.dense.text, v.dense.element)
	v.walk = dom.New("div", "walk-back",
		dom.New("div", "back-errors", v.errors.Element, v.tempered),
		dom.New("div", "back-layers", v.order, v.strip,
			dom.New("div", "back-at", v.pair, v.dense.grid, more)))
	v.root = dom.New("div", "backward", v.intro, dom.New("div", "back-head", v.open, v.label.Element), v.lead, v.walk)
	return v
}

func (v *backward) makeStop(i int) (*dom.Element, *backStop) {
	s := &backStop{name: dom.New("b", ""), text: dom.New("span", ""), norm: dom.New("span", "")}
	output, gradient := dom.New("canvas", "").Attr("aria-hidden", "true"), dom.New("canvas", "").Attr("aria-hidden", "true")
	s.output, s.gradient = dom.NewLargeCanvas(output), dom.NewLargeCanvas(gradient)
	s.button = dom.Button("back-stop", func() { v.look(i) }, s.name, s.text, output, gradient, s.norm)
	s.button.OnKey(func(key string) bool {
		to := i
		switch key {
		case "ArrowRight", "ArrowDown":
			to--
		case "ArrowLeft", "ArrowUp":
			to++
		case "Home":
			to = v.model.Stops() - 1
		case "End":
			to = 0
		default:
			return false
		}
		v.look(min(max(to, 0), v.model.Stops()-1))
		return true
	})
	return s.button, s
}

// look looks at a stop, and takes the focus there.
func (v *backward) look(i int) {
	v.focus = true
	v.change(func() { v.model.Look(i) })
	v.focus = false
}

// keys are the stops from the last to the ink.
func (v *backward) keys() (keys []int) {
	for i := v.model.Stops() - 1; i >= 0; i-- {
		keys = append(keys, i)
	}
	return keys
}

func (v *backward) change(do func()) {
	do()
	v.tell = true
	v.f.Changed()
	v.Show()
}

// Root returns what is to be put into the frame's Digit.
func (v *backward) Root() *dom.Element { return v.root }

// Network takes the network that it is about: a LabTrain's, or the bench's if id is 0.
func (v *backward) Network(id uint32, layers []layer.Spec, input tensor.Shape) {
	if v.model.SetNetwork(layers, input) || id != v.network {
		v.network, v.id = id, 0
		v.trained++
		v.model.Own = id != 0
		v.model.Forget()
	}
}

// Hear takes an event of the worker.
func (v *backward) Hear(e protocol.Message) {
	switch e := e.(type) {
	case *protocol.LabStep:
		if v.network == 0 || e.ID != v.network {
			return
		}
		v.trained++
	case *protocol.LabBackprop:
		if v.id == 0 || e.ID != v.id {
			return
		}
		v.id = 0
		if v.model.Apply(e, v.asked.pixels, v.asked.label) && v.tell && v.model.Known() {
			v.tell = false
			v.f.Say(v.model.Lead(v.f.Words))
		}
	default:
		return
	}
	v.Show()
}

// Lost forgets what the worker was asked for.
func (v *backward) Lost() {
	v.id, v.seen = 0, walked{}
	v.model.Forget()
}

// Leave has nothing to stop: a pass is short.
func (v *backward) Leave() {}

// Address is what differs from the beginning.
func (v *backward) Address() string { return v.model.Address() }

// SetAddress takes its own fields of an address and passes over others.
func (v *backward) SetAddress(address string) { v.model.SetAddress(address) }

// Open reports whether it has the place of the blocks, and says what happened.
func (v *backward) Open() bool { return v.model.Open }

// Redraw shows everything, in another language.
func (v *backward) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper shows everything, in another theme.
func (v *backward) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// ask asks the worker for a pass if there is none of what is shown.
func (v *backward) ask() {
	if !v.model.Open || v.id != 0 {
		return
	}
	m := v.f.Model
	if v.network == 0 && !m.Prepared {
		return
	}
	pixels, _, rev := v.f.Image()
	now := walked{m.Prepared, m.Phase, m.Inside.Step, m.Prediction.Step, m.Inside.Built, v.trained, rev, v.model.Label()}
	if now == v.seen {
		return
	}
	v.seen = now
	v.id = v.f.NewID()
	v.asked.pixels, v.asked.label = append([]byte(nil), pixels...), now.label
	v.f.Post(&protocol.LabBackward{ID: v.id, Network: v.network, Digit: v.asked.pixels, Label: uint8(now.label)})
}

// Show shows what has changed.
func (v *backward) Show() {
	v.ask()
	m, w := v.model, v.f.Words
	if v.shown == m.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = m.Rev(), false
	v.f.Aside(m.Open)
	v.intro.Text(w.T("lab.5.3.back.intro")).Hidden(m.Open)
	v.open.Attr("aria-expanded", strconv.FormatBool(m.Open))
	if m.Open {
		v.open.Text(w.T("lab.5.3.back.close"))
	} else {
		v.open.Text(w.T("lab.5.3.back.open"))
	}
	v.label.Element.Hidden(!m.Open)
	v.label.Show(w.T("lab.5.3.back.label"), m.Chosen(), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	v.lead.Text(m.Lead(w)).Hidden(!m.Open)
	v.walk.Hidden(!m.Open || !m.Known())
	if !m.Open || !m.Known() {
		return
	}
	v.showErrors()
	v.showStrip()
	v.showStop()
	v.f.Happened(m.Happened(w))
}

func (v *backward) showErrors() {
	m, w := v.model, v.f.Words
	p, e := m.P(), m.Errors()
	v.errors.Head(w.T("lab.5.3.back.errors"), w.T("lab.5.3.back.digit"), "p", "t", "p − t")
	for k := range p {
		class, t := "plus", "0"
		if e[k] < 0 {
			class, t = "minus", "1" // of the label only
		}
		v.errors.Row(k, class, strconv.Itoa(k), probability(p[k]), t, difference(e[k]))
		v.errors.Bar(k, 3, strconv.FormatFloat(e[k], 'f', 3, 64))
	}
	tempered := m.Tempered(w)
	v.tempered.Text(tempered).Hidden(tempered == "")
}

func (v *backward) showStrip() {
	m, w := v.model, v.f.Words
	order := w.T("lab.5.3.back.strip")
	v.order.Text(order)
	v.strip.Attr("aria-label", order)
	keys := v.keys()
	paint := v.paper != nil && (v.paint.pass != m.pass || v.paint.paper != v.paper)
	v.stops.Show(keys, func(at int, s *backStop) {
		i := keys[at]
		s.name.Text(m.StopName(w, i))
		s.text.Text(m.Stop(i).ShapeText())
		s.norm.Text(w.T("lab.5.3.back.norm", "norm", m.NormText(i)))
		chosen := i == m.At()
		s.button.Attr("aria-pressed", strconv.FormatBool(chosen)).Attr("tabindex", strconv.Itoa(index(chosen)-1))
		if chosen && v.focus {
			s.button.Focus()
		}
		if paint {
			rgba, wide, high := m.OutputPicture(i, v.paper)
			s.output.Put(wide, high, rgba)
			rgba, wide, high = m.GradientPicture(i, v.paper)
			s.gradient.Put(wide, high, rgba)
		}
	})
	if paint {
		v.paint.pass, v.paint.paper = m.pass, v.paper
	}
}

// showStop shows the stop that is looked at.
func (v *backward) showStop() {
	m, w := v.model, v.f.Words
	i := m.At()
	v.name.Text(m.StopName(w, i) + "  " + m.Stop(i).ShapeText())
	v.rule.Text(m.Rule(w, i))
	v.pair.Hidden(m.Dense())
	v.dense.hide(!m.Dense())
	if m.Dense() {
		v.dense.show(v)
		return
	}
	if v.paper == nil {
		return
	}
	rgba, wide, high := m.OutputPicture(i, v.paper)
	v.output.put(m.OutputText(w, i), wide, high, rgba)
	rgba, wide, high = m.GradientPicture(i, v.paper)
	v.gradient.put(m.GradientText(w, i), wide, high, rgba)
}

// put shows a picture that is painted already, with its name.
func (p *picture) put(name string, w, h int, rgba []byte) {
	p.name.Text(name)
	p.canvas.Element().Attr("aria-label", name)
	p.canvas.Put(w, h, rgba)
}
