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
	list, see                           dom.List[int, *entry]
	term                                *state.GlossaryTerm // in the panel; nil if that is closed
	opener                              *dom.Element        // has the focus afterwards
}

// entry is a term of the list, or a button that leads to a related one.
type entry struct{ name, text, formula, chapter *dom.Element }

// New fills the list and names the buttons.
func New(words *words.Words) *View {
	v := &View{
		words: words, panel: dom.ByID("term"), name: dom.ByID("term-name"), text: dom.ByID("term-text"),
		formula: dom.ByID("term-formula"), chapter: dom.ByID("term-chapter"), buttons: dom.All(".term"),
	}
	v.list = dom.List[int, *entry]{Parent: dom.ByID("terms-list"), Make: makeEntry}
	v.see = dom.List[int, *entry]{Parent: dom.ByID("term-see"), Make: func(int) (*dom.Element, *entry) {
		e := &entry{name: dom.New("button", "").Attr("type", "button")}
		return e.name, e
	}}
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

func makeEntry(int) (*dom.Element, *entry) {
	e := &entry{dom.New("dt", ""), dom.New("p", ""), dom.New("p", "formula"), dom.New("p", "note")}
	return dom.New("div", "", e.name, dom.New("dd", "", e.text, e.formula, e.chapter)), e
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
	v.see.Show(numbers(len(related)), func(i int, e *entry) {
		e.name.Attr("data-term", related[i].Key).Text(related[i].Name(v.words))
	})
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
	all := state.TermsInOrder(v.words)
	v.list.Show(numbers(len(all)), func(i int, e *entry) {
		e.name.Text(all[i].Name(v.words))
		e.text.Text(all[i].Text(v.words))
		e.formula.Text(all[i].Formula)
		e.chapter.Text(all[i].ChapterText(v.words))
	})
	if v.term != nil {
		v.show(v.term)
	}
}

// SetPaper implements the page's view.
func (v *View) SetPaper(*state.Paper) {}

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func px(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) + "px" }
