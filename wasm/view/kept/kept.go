//go:build js

package kept

import (
	"image/color"
	"slices"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/confirm"
	"github.com/zerokara/zerokara/wasm/view/thumb"
	"github.com/zerokara/zerokara/wasm/words"
)

// fileName is the export's; the sentence kept.exported has it.
const fileName = "zerokara-drawings.ndjson"

// Commands is what the view asks of the page.
type Commands struct {
	Changed func()                                // the drawings: they are to be stored and classified
	Draw    func(strokes []ink.Stroke, label int) // in place of the drawing on the pad
	Say     func(kind, sentence string)           // aloud
}

// View is the list of drawings.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	confirm  *confirm.Dialog
	ink      color.RGBA

	title, text, note      *dom.Element
	export, choose, delete *dom.Element
	pad                    *dom.Element
	facts                  [state.MaxFacts]*dom.Element
	newest                 *row
	list                   dom.List[int, *row] // by key of the entry, the newest first
	seen                   state.Seen
}

// row is a drawing and its button to delete it.
type row struct {
	thumb  *thumb.Thumb
	remove *dom.Element
}

// New fills the element, which the page's markup has.
func New(model *state.Model, words *words.Words, confirm *confirm.Dialog, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, confirm: confirm,
		title: dom.ByID("kept-title"), text: dom.ByID("kept-text"), note: dom.ByID("kept-note"), pad: dom.ByID("pad"),
	}
	for i := range v.facts {
		v.facts[i] = dom.New("p", "note")
	}
	dom.ByID("kept-facts").Append(v.facts[:]...)
	v.export = dom.ByID("kept-export").OnClick(func() {
		dom.Download(fileName, "application/x-ndjson", v.model.Kept.File())
		v.model.ExportedKept()
		v.Show()
	})
	file := dom.ByID("kept-file").OnFile(state.MaxImport, v.takeFile)
	v.choose = dom.ByID("kept-import").OnClick(file.ChooseFile)
	v.delete = dom.ByID("kept-clear").OnClick(v.askToClear)
	v.list = dom.List[int, *row]{Parent: dom.ByID("kept-list"), Make: v.makeRow}
	return v
}

func (v *View) takeFile(f dom.File) {
	if v.model.Lesson.Running() {
		return // its drawings must stay as they are
	}
	if f.Data == nil {
		v.model.RefuseImport(f.Size)
	} else {
		v.model.ImportKept(f.Data)
	}
	v.commands.Changed()
}

func (v *View) makeRow(key int) (*dom.Element, *row) {
	r := &row{remove: dom.Button("remove", func() { v.askToRemove(key) }).Text("×")}
	r.thumb = thumb.New(func() {
		if e := v.entry(key); e != nil {
			v.commands.Draw(e.Drawing.Strokes, e.Drawing.Label)
			v.commands.Say("pad", v.words.T("say.drawn", "label", e.Drawing.Label))
			v.pad.Reveal()
		}
	}, r.remove)
	return r.thumb.Item(), r
}

// entry returns the entry with a key, nil if it is gone.
func (v *View) entry(key int) *state.Entry {
	all := v.model.Kept.Entries()
	if i := slices.IndexFunc(all, func(e *state.Entry) bool { return e.Key == key }); i >= 0 {
		return all[i]
	}
	return nil
}

func (v *View) askToRemove(key int) {
	e := v.entry(key)
	if e == nil {
		return
	}
	v.confirm.Ask(v.words.T("kept.delete.one", "label", e.Drawing.Label), func() {
		v.model.RemoveKept(key)
		v.commands.Changed()
		v.commands.Say("kept", v.words.T("say.deleted", "n", 1))
		if v.newest != nil {
			v.newest.thumb.Focus()
		} else {
			v.choose.FocusHere()
		}
	})
}

func (v *View) askToClear() {
	n := len(v.model.Kept.Entries())
	v.confirm.Ask(v.model.Kept.ClearQuestion(v.words), func() {
		v.model.ClearKept()
		v.commands.Changed()
		v.commands.Say("kept", v.words.T("say.deleted", "n", n))
		v.choose.FocusHere()
	})
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.ink = p.Ink
	v.seen.Forget()
	v.Show()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.seen.Forget()
	v.Show()
}

// Show shows the model, if it has changed.
func (v *View) Show() {
	if !v.seen.Changed(v.model.Rev.Kept) {
		return
	}
	c := &v.model.Kept
	all, busy := c.Entries(), v.model.Lesson.Running()
	v.title.Text(c.Title(v.words))
	v.text.Text(c.Text(v.words))
	v.note.Text(c.Note(v.words))
	facts := c.Facts(v.words)
	for i, p := range v.facts {
		if i < len(facts) {
			p.Text(facts[i]).Hidden(false)
		} else {
			p.Hidden(true)
		}
	}
	keys := make([]int, 0, len(all))
	for _, e := range slices.Backward(all) {
		keys = append(keys, e.Key)
	}
	v.newest = nil
	v.list.Show(keys, func(i int, r *row) {
		if i == 0 {
			v.newest = r
		}
		v.showRow(r, all[len(all)-1-i], busy)
	})
	v.export.Disabled(len(all) == 0 || busy)
	v.delete.Disabled(!c.Clearable() || busy)
	v.choose.Disabled(busy)
}

func (v *View) showRow(r *row, e *state.Entry, busy bool) {
	e = v.model.SeenKept(e)
	class := ""
	if e.Wrong() {
		class = "misread"
	}
	r.thumb.Show(e.Drawing.Pixels[:], v.ink, class, e.Figure(v.words), e.Title(v.words))
	r.remove.Attr("aria-label", v.words.T("kept.delete", "label", e.Drawing.Label)).Disabled(busy)
}
