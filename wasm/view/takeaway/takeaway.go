//go:build js

// Package takeaway is the list of files that the network can be taken away as, and the
// way back for one.
package takeaway

import (
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Save func(kind string)           // a file
	Take func(name string, b []byte) // what the visitor has brought
	Huge func(name string)           // a file that is too large to be read
	Say  func(kind, sentence string) // aloud
	Seen func() bool                 // the view is shown
}

// View is the list.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	sizes, saves             []*dom.Element // by kind
	note, taken              *dom.Element
	choose, text, copy, used *dom.Element
	copied                   string // what became of a copy
	json                     string // that was put into the text
}

// New fills the markup's element.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		note: dom.ByID("take-note"), taken: dom.ByID("take-taken"), text: dom.ByID("take-text"),
	}
	for _, kind := range export.Kinds() {
		v.sizes = append(v.sizes, dom.ByID("take-"+kind+"-size"))
		v.saves = append(v.saves, dom.ByID("take-"+kind).OnClick(func() { commands.Save(kind) }))
	}
	file := dom.ByID("take-file").OnFile(state.MaxTaken, v.take)
	dom.ByID("take-drop").OnDrop(state.MaxTaken, v.take)
	v.choose = dom.ByID("take-open").OnClick(file.ChooseFile)
	v.copy = dom.ByID("take-copy").OnClick(func() {
		dom.Copy(v.text.Value(), func(ok bool) {
			v.copied = v.words.T("takeaway.uncopied")
			if ok {
				v.copied = v.words.T("takeaway.copied")
			}
			v.Show()
		})
	})
	v.used = dom.ByID("take-use").OnClick(func() {
		v.copied = ""
		commands.Take(v.words.T("takeaway.pasted"), []byte(v.text.Value()))
	})
	return v
}

func (v *View) take(f dom.File) {
	v.copied = ""
	if f.Data == nil {
		v.commands.Huge(f.Name)
		return
	}
	v.commands.Take(f.Name, f.Data)
}

// Show shows the model.
func (v *View) Show() {
	if !v.commands.Seen() {
		return
	}
	m := v.model
	there := m.Ready && m.Prepared
	for i, kind := range export.Kinds() {
		v.sizes[i].Text(m.TakeAwaySize(v.words, kind))
		v.saves[i].Enabled(there && !m.TakeAway.Busy)
	}
	v.choose.Enabled(there)
	v.copy.Enabled(there)
	v.used.Enabled(there)
	if json := m.RecipeJSON(); v.json != json { // what the visitor has written stays until the network is another
		v.json = json
		v.text.SetValue(json)
	}
	v.note.Text(m.TakeAway.Note(v.words))
	if v.copied != "" {
		v.taken.Text(v.copied)
	} else {
		v.taken.Text(m.TakeAway.TakenNote(v.words))
	}
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// SetPaper does nothing: it has no pictures.
func (v *View) SetPaper(*state.Paper) {}
