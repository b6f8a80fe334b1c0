//go:build js

package offline

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// View is the section. Where nothing can be kept there is none.
type View struct {
	model *state.Model
	words *words.Words

	section, text, keep *dom.Element
}

// New returns the view. keep is called when the visitor lets a metered line be used.
func New(model *state.Model, words *words.Words, keep func()) *View {
	return &View{
		model: model, words: words,
		section: dom.ByID("offline"), text: dom.ByID("offline-text"), keep: dom.ByID("offline-keep").OnClick(keep),
	}
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	text, button := v.model.Offline.Text(v.words), v.model.Offline.Button(v.words)
	v.section.Hidden(text == "")
	v.text.Text(text)
	v.keep.Text(button).Hidden(button == "")
}
