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
	shown   []state.Notice
	loaded  bool // the download that was shown last had ended
}

// New returns the view. changed is called after a notice was dismissed.
func New(model *state.Model, words *words.Words, changed func()) *View {
	return &View{model: model, words: words, changed: changed}
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
		if n.Reload {
			dom.Notice(n.ID, n.Text, n.Quiet, v.words.T("reload"), dom.Reload)
		} else {
			dom.Notice(n.ID, n.Text, n.Quiet, v.words.T("dismiss"), func() {
				v.model.Dismiss(n.Code)
				v.changed()
			})
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
