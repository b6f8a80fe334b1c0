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
	model   *state.Model
	words   *words.Words
	changed func() // the model was
	undo    func() // what was given up
	shown   []state.Notice
	loaded  bool // the download that was shown last had ended
}

// New returns the view. changed is called after a notice was dismissed, undo for its
// button.
func New(model *state.Model, words *words.Words, changed, undo func()) *View {
	return &View{model: model, words: words, changed: changed, undo: undo}
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
			v.changed()
		}}
		switch {
		case n.Reload:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("reload"), Do: dom.Reload})
		case n.Undo:
			dom.Notice(n.ID, n.Text, n.Quiet, dom.Action{Label: v.words.T("undo"), Do: v.undo}, dismiss)
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
