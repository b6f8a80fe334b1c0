//go:build js

package place

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Moved   func()                                             // another view is shown
	Unknown func(place string)                                 // an address leads nowhere
	Opened  func(p state.Place, query string, focus bool) bool // a part of it, if there is such a one
}

// entry is a place's part of the page.
type entry struct {
	place         state.Place
	root, heading *dom.Element
	scroll        float64 // when it was left
}

// View is the frame of the views: the links to them and the one that is shown.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	entries               []entry
	links                 []link // to places, or to a group of places
	page, menu, now       *dom.Element
	train, next, lookTabs *dom.Element
	testTabs, bookTabs    *dom.Element
	shown                 int    // of entries
	query                 string // of the address that is shown
	open                  bool
}

// link is a link of the page that is marked while one is where it leads.
type link struct {
	element *dom.Element
	place   state.Place // Watch, or a group's first
	group   bool        // it is marked in the whole group
}

// ids are those of the elements and of the headings of state.Places.
var ids = [...][2]string{
	{"watch", "learn-title"},
	{"inside", "inside-title"}, {"why", "why-title"}, {"film", "film-title"},
	{"errors", "errors-title"}, {"score", "score-title"}, {"teach", "teach-title"},
	{"gan", "gan-title"}, {"runs", "runs-title"}, {"race", "race-title"},
	{"book2", "book2-title"}, {"book3", "book3-title"}, {"book4", "book4-title"}, {"book5", "book5-title"}, {"about", "explain-title"},
}

// New takes the page's markup over, and shows what the address says.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, page: dom.ByID("page"),
		menu: dom.ByID("menu"), now: dom.ByID("place-now"), train: dom.ByID("train"), next: dom.ByID("next"),
		lookTabs: dom.ByID("look-tabs"), testTabs: dom.ByID("test-tabs"), bookTabs: dom.ByID("book-tabs"),
	}
	for i, p := range state.Places() {
		v.entries = append(v.entries, entry{place: p, root: dom.ByID(ids[i][0]), heading: dom.ByID(ids[i][1])})
		if p.Group() == "look" || p.Group() == "test" || p.Group() == "book" {
			v.links = append(v.links, link{dom.ByID("to-" + ids[i][0]), p, false})
		}
	}
	for _, p := range []state.Place{state.Watch, "look/inside", "test/errors", "noise", "runs", "race", "book/2", "about"} {
		v.links = append(v.links, link{dom.ByID("to-" + p.Group()), p, true})
	}
	v.menu.OnClick(func() { v.setMenu(!v.open) }).OnKey(v.escape)
	dom.ByID("places").OnKey(v.escape).OnClick(func() { v.setMenu(false) })
	dom.OnFragment(func() { v.follow(true) })
	v.follow(false)
	return v
}

func (v *View) escape(key string) bool {
	if key != "Escape" || !v.open {
		return false
	}
	v.setMenu(false)
	v.menu.Focus()
	return true
}

func (v *View) setMenu(open bool) {
	v.open = open
	expanded, flag := "false", ""
	if open {
		expanded, flag = "true", "open"
	}
	v.menu.Attr("aria-expanded", expanded)
	v.page.Attr("data-menu", flag)
}

// Place returns the place that is shown.
func (v *View) Place() state.Place { return v.entries[v.shown].place }

// Go goes to a place, as a link does; query is "" or begins with "?".
func (v *View) Go(p state.Place, query string) { dom.SetFragment(p.Fragment() + query) }

// follow shows what the address says, and moves the focus to its heading.
func (v *View) follow(focus bool) {
	fragment := dom.Fragment()
	p, ok := state.ParsePlace(fragment)
	if !ok {
		v.commands.Unknown(fragment)
	}
	v.setMenu(false)
	old := v.shown
	v.entries[old].scroll = dom.Scroll()
	for i := range v.entries {
		if v.entries[i].place == p {
			v.shown = i
		}
	}
	v.query = state.Query(fragment)
	v.place()
	if focus && v.shown != old {
		e := &v.entries[v.shown]
		e.heading.FocusInPlace()
		dom.ScrollTo(e.scroll)
		v.commands.Moved()
	}
	if !v.commands.Opened(p, v.query, focus) {
		v.commands.Unknown(fragment)
	}
}

// place brings the page in line with the place.
func (v *View) place() {
	here := &v.entries[v.shown]
	v.page.Attr("data-view", here.place.Name())
	for i := range v.entries {
		v.entries[i].root.Hidden(i != v.shown)
	}
	v.lookTabs.Hidden(here.place.Group() != "look")
	v.testTabs.Hidden(here.place.Group() != "test")
	v.bookTabs.Hidden(here.place.Group() != "book")
	for _, l := range v.links {
		current := ""
		if l.place == here.place {
			current = "page"
		} else if l.group && l.place.Group() == here.place.Group() {
			current = "true"
		}
		l.element.Attr("aria-current", current)
	}
	v.now.Text(here.place.Heading(v.words))
	dom.SetTitle(here.place.Title(v.words))
	v.Show()
}

// Show shows which button of the transport leads on: to train, or, once that is done,
// to the next place. It is the primary one, unless the view or its lab has its own.
func (v *View) Show() {
	here := v.entries[v.shown].place
	next := here.Next()
	done := v.model.Phase == protocol.PhaseDone
	class := "primary"
	if here.OwnPrimary() || table.OwnPrimary(here.Chapter(), v.query) {
		class = "secondary"
	}
	v.train.Hidden(done).Class(class)
	v.next.Hidden(!done).Class(class+" button").Attr("href", next.Fragment()).Text(next.Label(v.words, here))
}

// Redraw implements the page's view: another language.
func (v *View) Redraw() { v.place() }

// SetPaper implements the page's view.
func (v *View) SetPaper(*state.Paper) {}
