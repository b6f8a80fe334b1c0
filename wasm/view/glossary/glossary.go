//go:build js

package glossary

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// View is the list of terms, the panel and the buttons that open it.
type View struct {
	words *words.Words

	panel, name, text, formula, chapter *dom.Element
	buttons                             []*dom.Element // of the page's markup
	list                                []entry
	see                                 []*dom.Element
	term                                *state.GlossaryTerm // in the panel; nil if that is closed
	opener                              *dom.Element        // has the focus afterwards
}

// entry is a term of the list.
type entry struct{ name, text, formula, chapter *dom.Element }

// New fills the list and names the buttons.
func New(words *words.Words) *View {
	v := &View{
		words: words, panel: dom.ByID("term"), name: dom.ByID("term-name"), text: dom.ByID("term-text"),
		formula: dom.ByID("term-formula"), chapter: dom.ByID("term-chapter"), buttons: dom.All(".term"),
	}
	list, see := dom.ByID("terms-list"), dom.ByID("term-see")
	for range state.Terms() {
		e := entry{dom.New("dt", ""), dom.New("p", ""), dom.New("p", "formula"), dom.New("p", "note")}
		list.Append(dom.New("div", "", e.name, dom.New("dd", "", e.text, e.formula, e.chapter)))
		v.list = append(v.list, e)
	}
	for range state.MostRelated {
		e := dom.New("button", "").Attr("type", "button")
		see.Append(e)
		v.see = append(v.see, e)
	}
	dom.OnPageClick(".term", v.toggle)
	dom.OnPageClick("#term-see [data-term]", func(e *dom.Element) {
		v.show(state.TermOf(e.Data("term")))
		v.panel.FocusInPlace() // the button is another term's now
	})
	dom.ByID("term-close").OnClick(v.close)
	v.panel.OnPressOutside(".term", v.close).OnKey(func(key string) bool {
		if key == "Escape" {
			v.close()
		}
		return key == "Escape"
	}).OnTabOut(func(back bool) bool {
		v.close()
		return back // forward, the focus goes on from the button
	})
	dom.OnWindowMove(v.place)
	v.Redraw()
	return v
}

// NewButton returns a button for a term, which Explain gives it.
func NewButton() *dom.Element {
	return dom.New("button", "term").Attr("type", "button").Attr("aria-haspopup", "dialog").Attr("aria-controls", "term")
}

// Explain makes a button one for a term, and hides it without.
func Explain(button *dom.Element, w *words.Words, term string) {
	button.Attr("data-term", term).Attr("aria-label", state.TermLabel(w, term)).Hidden(term == "")
}

// toggle opens the panel for a button, or closes the button's.
func (v *View) toggle(button *dom.Element) {
	t := state.TermOf(button.Data("term"))
	same := v.term != nil && v.opener.Is(button)
	v.close()
	if t == nil || same {
		return
	}
	v.opener = button.Attr("aria-expanded", "true")
	v.panel.Hidden(false)
	v.show(t)
	v.panel.FocusInPlace()
}

// close closes the panel, and returns the focus.
func (v *View) close() {
	if v.term == nil {
		return
	}
	v.term = nil
	v.opener.Attr("aria-expanded", "false")
	v.opener.FocusInPlace()
	v.panel.Hidden(true)
}

// show shows a term in the panel.
func (v *View) show(t *state.GlossaryTerm) {
	if t == nil {
		return
	}
	v.term = t
	v.panel.Attr("data-term", t.Key)
	v.name.Text(t.Name(v.words))
	v.text.Text(t.Text(v.words))
	v.formula.Text(t.Formula)
	v.chapter.Text(t.ChapterText(v.words))
	related := t.Related()
	for i, e := range v.see {
		if e.Hidden(i >= len(related)); i < len(related) {
			e.Attr("data-term", related[i].Key).Text(related[i].Name(v.words))
		}
	}
	v.panel.ScrollInside(0)
	v.place()
}

// place puts the panel beside the button, if it is open.
func (v *View) place() {
	if v.term == nil {
		return
	}
	w, h := dom.Window()
	at, own := v.opener.Box(), v.panel.Box()
	left, top := state.PlacePanel(w, h, at.X, at.Y, at.H, own.W, own.H)
	v.panel.Style("left", px(left)).Style("top", px(top))
}

// Show closes the panel once its button is gone.
func (v *View) Show() {
	if v.term != nil && !v.opener.Shown() {
		v.close()
	}
}

// Redraw implements the page's view: another language.
func (v *View) Redraw() {
	for _, b := range v.buttons {
		b.Attr("aria-label", state.TermLabel(v.words, b.Data("term")))
	}
	for i, t := range state.TermsInOrder(v.words) {
		e := &v.list[i]
		e.name.Text(t.Name(v.words))
		e.text.Text(t.Text(v.words))
		e.formula.Text(t.Formula)
		e.chapter.Text(t.ChapterText(v.words))
	}
	if v.term != nil {
		v.show(v.term)
	}
}

// SetPaper implements the page's view.
func (v *View) SetPaper(*state.Paper) {}

func px(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) + "px" }
