//go:build js

package ch5

import (
	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// expressionView is the lab "Your own expression" on the page.
type expressionView struct {
	f     *lab.Frame
	model *Expression
	graph *graphView

	label, field *dom.Element
	refused      *dom.Element
	examples     *lab.Choice
	digit        *dom.Element
	digitButton  *dom.Element
	opinion      opinionView
	stale        bool
}

func newExpressionView(f *lab.Frame) lab.View {
	v := &expressionView{f: f, model: NewExpression(), stale: true, opinion: newOpinionView(f)}
	v.graph = newGraphView(f.Words, v.model.Graph, func(i int, x float64) (ok bool) {
		v.change(func() { ok = v.model.Set(i, x) })
		return ok
	}, func(at int) { v.change(func() { v.model.Go(at) }) }, func(n *graph.Node) string { return n.Name })
	v.label = dom.New("span", "")
	v.field = dom.New("input", "").Attr("type", "text").Attr("autocomplete", "off").Attr("autocapitalize", "off").
		Attr("spellcheck", "false").Attr("aria-describedby", "expression-refused")
	v.field.OnInput(func() { v.change(func() { v.model.Type(v.field.Value()) }) })
	v.refused = dom.New("p", "refused").Attr("role", "status").Attr("id", "expression-refused")
	v.examples = lab.NewChoice(len(Examples), func(i int) { v.change(func() { v.model.Type(Examples[i]) }) })
	f.Try.Append(dom.New("label", "expression", v.label, v.field), v.refused, v.examples.Element,
		v.graph.element, v.graph.rule,
		dom.New("div", "steps", v.graph.buttons, v.graph.slider.Element), v.graph.table())
	v.digit = dom.New("p", "")
	v.digitButton = dom.Button("", func() { v.change(v.model.UseDigit) })
	f.Digit.Append(v.digit, v.digitButton)
	return v
}

// change changes the model and shows it.
func (v *expressionView) change(do func()) {
	do()
	v.f.Changed()
	v.stale = true
	v.Show()
}

// Address implements lab.Addressed.
func (v *expressionView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *expressionView) SetAddress(address string) {
	v.model.SetAddress(address)
	v.stale = true
}

// Hear implements lab.Listener.
func (v *expressionView) Hear(m protocol.Message) {
	if v.opinion.hear(m) {
		v.Show()
	}
}

// Lost implements lab.Listener.
func (v *expressionView) Lost() { v.opinion.forget() }

// Leave implements lab.Leaver.
func (v *expressionView) Leave() { v.opinion.forget() }

// Redraw implements lab.View.
func (v *expressionView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing here has colours of its own.
func (v *expressionView) SetPaper(*state.Paper) {}

// Show implements lab.View.
func (v *expressionView) Show() {
	if v.opinion.look() || v.stale {
		v.model.SetDigit(v.opinion.now)
		v.showDigit()
	}
	if !v.stale {
		return
	}
	v.stale = false
	e, w := v.model, v.f.Words
	v.label.Text(w.T("lab.5.2.field"))
	if !v.field.HasFocus() || v.field.Value() != e.Text() {
		v.field.SetValue(e.Text())
	}
	invalid := ""
	if e.Refusal().Code != Accepted {
		invalid = "true"
	}
	v.field.Attr("aria-invalid", invalid)
	v.refused.Text(e.Refusal().Sentence(w))
	chosen := -1
	for i, s := range Examples {
		if s == e.Text() {
			chosen = i
		}
	}
	v.examples.Show(w.T("lab.5.2.examples"), chosen, Examples[:]...)
	v.graph.show(-1)
	v.graph.rule.Text(v.graph.rules())
	v.f.Happened(e.Happened(w))
	if e.Seen() {
		v.f.Truth(1)
	}
	if e.Done() {
		v.f.Done()
	}
}

func (v *expressionView) showDigit() {
	w, e := v.f.Words, v.model
	_, b := e.Scores()
	if e.digits[0] < 0 {
		v.digit.Text(w.T("lab.5.2.digit.none"))
	} else {
		v.digit.Text(w.T("lab.5.2.digit", "first", e.digits[0], "second", e.digits[1], "b", number(b)))
	}
	v.digitButton.Text(w.T("lab.5.2.digit.use"))
}
