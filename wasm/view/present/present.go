//go:build js

package present

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Changed func()                      // what is shown, and where
	Go      func(state.Place)           // to a view
	Say     func(kind, sentence string) // aloud
}

// View is what begins and ends a presentation.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	page, pad, end *dom.Element
	switcher       *dom.Element // of shortcuts
	shortcuts      []shortcut
	on, hides      bool // as shown
}

// remembered is the name under which the browser keeps that shortcuts are off.
const remembered = "zerokara.shortcuts"

// shortcut is a button and the keys that do as it does, in the markup.
type shortcut struct {
	button     *dom.Element
	all, other string // other than single characters
}

// New takes the page's markup over.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, page: dom.ByID("page"), pad: dom.ByID("pad"), end: dom.ByID("present-end"),
		switcher: dom.ByID("shortcuts").Enabled(true),
	}
	v.shortcuts = []shortcut{{dom.ByID("present-start"), "p", ""}, {v.end, "p Escape", "Escape"}, {dom.ByID("round-skip"), "s", ""}}
	model.SetShortcuts(dom.Remembered(remembered) != "off")
	v.switcher.OnChange(func() {
		on, value := v.switcher.IsChecked(), "on"
		if model.SetShortcuts(on); !on {
			value = "off"
		}
		dom.Remember(remembered, value)
		v.Show()
	})
	dom.ByID("present-start").OnClick(func() {
		model.Present(true)
		commands.Changed()
		commands.Go(state.Watch)
	})
	v.end.OnClick(func() {
		model.Present(false)
		commands.Changed()
		v.pad.FocusInPlace() // the button is gone
	})
	dom.OnPageKey(func(key string, on dom.Focused) bool {
		if on == dom.OnField || !model.PresentKey(key) {
			return false
		}
		commands.Changed()
		return true
	})
	return v
}

// Show shows the model.
func (v *View) Show() {
	on, hides := v.model.Presenting(), v.model.Hides()
	if on && !v.on {
		v.commands.Say("present", v.model.PresentationBegins(v.words))
	}
	if hides && !v.hides {
		v.commands.Say("present", v.words.T("present.hidden"))
	}
	v.on, v.hides = on, hides
	flag := ""
	if on {
		flag = "true"
	}
	v.page.Attr("data-present", flag)
	v.end.Hidden(!on)
	v.switcher.Checked(v.model.Shortcuts())
	for _, s := range v.shortcuts {
		keys := s.other
		if v.model.Shortcuts() {
			keys = s.all
		}
		s.button.Attr("aria-keyshortcuts", keys)
	}
}

// Redraw implements the page's view: another language.
func (v *View) Redraw() {}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}
