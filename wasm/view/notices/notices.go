//go:build js

package notices

import (
	"slices"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// View is the notices at the top of the page.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	shown    []state.Notice
	loaded   bool // the download that was shown last had ended
}

// Commands is what the view asks of the page.
type Commands struct {
	Changed func() // a notice was dismissed
	Undo    func() // what was given up is to come back
	Reload  func() // the page is to be saved and loaded again
	Renew   func() // and past the browser's cache
	Unlink  func() // a link's recipe and drawing are to go
	Unlock  func() // what a link hides and locks is to be shown
	Take    func() // and in its newer release
	Keep    func() // a metered line may be used
}

// New returns the view.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	return &View{model: model, words: words, commands: commands}
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	all := v.model.Notices(v.words)
	for _, old := range v.shown {
		if !slices.ContainsFunc(all, func(n state.Notice) bool { return n.ID == old.ID }) {
			dom.RemoveNotice(old.ID)
		}
	}
	for _, n := range all {
		if slices.Contains(v.shown, n) {
			continue
		}
		dismiss := dom.Action{Label: v.words.T("dismiss"), Do: func() {
			v.model.Dismiss(n.Code)
			v.commands.Changed()
		}}
		switch {
		case n.Loses:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("reload.save"), Do: v.commands.Reload},
				dom.Action{Label: v.words.T("reload.lose"), Do: dom.Reload})
		case n.Reload:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("reload"), Do: v.commands.Reload})
		case n.Renew:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("reload"), Do: v.commands.Renew})
		case n.Code == state.CodeLink && n.Undo:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("undo"), Do: v.commands.Unlink}, dismiss)
		case n.Code == state.CodeLocked:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("link.unlock"), Do: v.commands.Unlock})
		case n.Undo:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("undo"), Do: v.commands.Undo}, dismiss)
		case n.Take:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("offline.take"), Do: v.commands.Take}, dismiss)
		case n.Keep:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.model.Offline.Button(v.words), Do: v.commands.Keep}, dismiss)
		default:
			dom.Notice(n.ID, n.Text, n.Quiet, dismiss)
		}
	}
	v.shown = all
	if done, total, ok := v.model.Loading(); ok {
		if ended := done >= total; !ended || !v.loaded {
			dom.Loaded("data", done, total)
			v.loaded = ended
		}
	}
}
