//go:build js

package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// shopView is the lab "The apple shop" on the page.
type shopView struct {
	f     *lab.Frame
	model *Shop
	graph *graphView

	shops       *lab.Choice
	quiz        *dom.Element
	form        *dom.Element
	asked       *dom.Element
	field       *dom.Element
	check, show *dom.Element
	stream      *dom.Element
	streams     dom.List[int, *dom.Element]
	streamName  *dom.Element
	digit       *dom.Element
	digitButton *dom.Element
	shown       uint32
	of          *Graph
	opinion     opinionView
	stale       bool
}

func newShopView(f *lab.Frame) lab.View {
	v := &shopView{f: f, model: NewShop(), stale: true, opinion: newOpinionView(f)}
	v.graph = newGraphView(f.Words, v.model.Graph, func(i int, x float64) (ok bool) {
		v.change(func() { ok = v.model.Graph().Set(i, x) })
		return ok
	}, func(at int) { v.change(func() { v.model.Go(at) }) }, v.name)
	v.shops = lab.NewChoice(numShops, func(i int) { v.change(func() { v.model.Choose(ShopKind(i)) }) })
	v.quiz = dom.Button("", func() {
		v.change(func() { v.model.SetQuiz(!v.model.Quiz()) })
		if v.model.Quiz() {
			v.field.Focus()
		}
	})
	v.asked = dom.New("span", "")
	v.field = dom.New("input", "").Attr("type", "text").Attr("inputmode", "decimal").Attr("autocomplete", "off")
	v.check = dom.New("button", "primary").Attr("type", "submit")
	v.show = dom.Button("", func() { v.change(v.model.Reveal) })
	v.form = dom.New("form", "quiz", dom.New("label", "", v.asked, v.field), v.check, v.show).OnSubmit(func() {
		v.change(func() { v.model.Answer(v.field.Value()) })
		if v.model.Verdict() == Correct {
			v.field.SetValue("")
		}
		v.field.Focus()
	})
	v.streamName = dom.New("span", "note")
	list := dom.New("span", "buttons")
	v.stream = dom.New("p", "buttons choose", v.streamName, list).Attr("role", "group")
	v.streams = dom.List[int, *dom.Element]{Parent: list, Make: func(i int) (*dom.Element, *dom.Element) {
		b := dom.Button("", func() {
			v.change(func() {
				if v.model.Stream() == i {
					i = -1
				}
				v.model.SetStream(i)
			})
		})
		return b, b
	}}
	f.Try.Append(v.shops.Element, v.graph.element, v.graph.rule, v.form,
		dom.New("div", "steps", v.graph.buttons.Append(v.quiz), v.graph.slider.Element),
		dom.New("div", "steps", v.stream, v.graph.table()))
	v.digit = dom.New("p", "")
	v.digitButton = dom.Button("", func() { v.change(func() { v.model.Choose(DigitShop) }) })
	f.Digit.Append(v.digit, v.digitButton)
	return v
}

// change changes the model and shows it.
func (v *shopView) change(do func()) {
	do()
	v.f.Changed()
	v.stale = true
	v.Show()
}

// name names a variable in the page's language.
func (v *shopView) name(n *graph.Node) string {
	w := v.f.Words
	switch n.Name {
	case "apple price":
		return w.T("lab.5.1.price")
	case "apples":
		return w.T("lab.5.1.apples")
	case "orange price":
		return w.T("lab.5.1.orange")
	case "oranges":
		return w.T("lab.5.1.oranges")
	case "bag price":
		return w.T("lab.5.1.bag")
	case "tax":
		return w.T("lab.5.1.tax")
	case "score":
		return w.T("lab.5.1.score")
	case "others":
		return w.T("lab.5.1.others")
	}
	return n.Name
}

// Address implements lab.Addressed.
func (v *shopView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *shopView) SetAddress(address string) {
	v.model.SetAddress(address)
	v.stale = true
}

// Hear implements lab.Listener.
func (v *shopView) Hear(m protocol.Message) {
	if v.opinion.hear(m) {
		v.Show()
	}
}

// Lost implements lab.Listener.
func (v *shopView) Lost() { v.opinion.forget() }

// Leave implements lab.Leaver.
func (v *shopView) Leave() { v.opinion.forget() }

// Redraw implements lab.View.
func (v *shopView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing here has colours of its own.
func (v *shopView) SetPaper(*state.Paper) {}

// Show implements lab.View.
func (v *shopView) Show() {
	if v.opinion.look() || v.stale {
		v.model.SetDigit(v.opinion.now.Digit, v.opinion.now.P)
		v.showDigit()
	}
	s := v.model
	if v.of == s.Graph() && v.shown == s.Graph().rev && !v.stale {
		return
	}
	v.of, v.shown, v.stale = s.Graph(), s.Graph().rev, false
	w, g := v.f.Words, s.Graph()
	v.shops.Show(w.T("lab.5.1.shops"), int(s.shop), w.T("lab.5.1.shop.0"), w.T("lab.5.1.shop.1"), w.T("lab.5.1.shop.2"), w.T("lab.5.1.shop.3"))
	v.graph.quiz = s.Quiz()
	v.graph.show(s.Stream())
	v.quiz.Text(w.T("lab.5.1.quiz")).Attr("aria-pressed", strconv.FormatBool(s.Quiz()))
	next, more := g.Next()
	v.graph.next.Hidden(s.Quiz())
	v.form.Hidden(!s.Quiz() || !more)
	if more {
		if next.Back {
			v.asked.Text(w.T("lab.5.1.ask.back", "what", v.asks(next)))
		} else {
			v.asked.Text(w.T("lab.5.1.ask", "what", v.asks(next)))
		}
	}
	v.check.Text(w.T("lab.5.1.check"))
	v.show.Text(w.T("lab.5.1.show"))
	v.graph.rule.Text(v.rule(next))
	v.stream.Hidden(s.Quiz())
	v.showStreams()
	v.f.Happened(s.Happened(w, v.name))
	if s.Seen() {
		v.f.Truth(3)
	}
	if s.Done() {
		v.f.Done()
	}
}

// asks names what a step's number belongs to.
func (v *shopView) asks(s Step) string {
	switch {
	case !s.Back:
		return Written(s.Node, v.name)
	case s.Input < 0:
		return Written(s.Node, v.name)
	}
	return Written(s.Node.Inputs()[s.Input], v.name)
}

// rule is what stands below the graph: the newest step, or in the quiz what to make of
// the answer.
func (v *shopView) rule(next Step) string {
	w, s := v.f.Words, v.model
	switch s.Verdict() {
	case Correct:
		return w.T("lab.5.1.correct", "rule", v.graph.rules())
	case NoNumber:
		return w.T("lab.5.1.none")
	case Wrong:
		terms := next.Terms()
		if terms == "" {
			terms = "?"
		} else {
			terms += " = ?"
		}
		return w.T("lab.5.1.wrong", "rule", next.Rule(w, terms))
	}
	return v.graph.rules()
}

func (v *shopView) showStreams() {
	w, g := v.f.Words, v.model.Graph()
	v.streamName.Text(w.T("lab.5.1.stream"))
	v.stream.Attr("aria-label", w.T("lab.5.1.stream"))
	keys := make([]int, len(g.inputs))
	for i := range keys {
		keys[i] = i
	}
	v.streams.Show(keys, func(i int, b *dom.Element) {
		b.Text(v.name(g.inputs[i])).Attr("aria-pressed", strconv.FormatBool(i == v.model.Stream()))
	})
}

func (v *shopView) showDigit() {
	w, s := v.f.Words, v.model
	p := s.Probability()
	loss, grad := number(s.Loss()), number(p-1)
	if s.digit < 0 {
		v.digit.Text(w.T("lab.5.1.digit.none", "loss", loss, "gradient", grad))
	} else {
		v.digit.Text(w.T("lab.5.1.digit", "digit", s.digit, "p", number(p), "loss", loss, "gradient", grad))
	}
	v.digitButton.Text(w.T("lab.5.1.digit.show"))
}
