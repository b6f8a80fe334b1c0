//go:build js

package history

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Changed func()                      // the history is to be stored and shown
	Open    func(id int, train bool)    // a run is to be the bench's
	Link    func(r *state.Run) string   // a run's address; nil for none
	Say     func(kind, sentence string) // aloud
}

// View is the list, the details of one run, and the comparison of some.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	title, lead, removedText, undo *dom.Element
	removed                        *dom.Element
	list                           dom.List[int, *row] // by ID, the newest first
	details                        details
	compare                        compare
	seen                           state.Seen
	network                        state.Seen
}

// row is a run of the list.
type row struct {
	item, name, line, letter, choose, chooseText *dom.Element
}

// details are those of one run, in its row.
type details struct {
	id                                int
	in                                *row
	element, differs, differsText     *dom.Element
	time, timeText                    *dom.Element
	fingerprint, print, label, name   *dom.Element
	open, train, csv, delete, address *dom.Element
	note                              *dom.Element
}

// New fills the element #history.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		title: dom.New("h3", "").Attr("id", "history-title").Attr("tabindex", "-1"), lead: dom.New("p", "note").Attr("id", "history-lead"),
		removedText: dom.New("span", ""),
	}
	v.undo = dom.Button("", v.undoRemove).Attr("id", "history-undo")
	v.removed = dom.New("p", "removed", v.removedText, v.undo)
	list := dom.New("ol", "runs-list").Attr("aria-labelledby", "history-title")
	dom.ByID("history").Append(dom.New("div", "history-head", v.title, v.lead), v.removed, list)
	v.buildDetails()
	v.compare.build(dom.ByID("history"))
	v.list = dom.List[int, *row]{Parent: list, Make: v.makeRow}
	return v
}

func (v *View) makeRow(id int) (*dom.Element, *row) {
	r := &row{line: dom.New("p", "note"), letter: dom.New("span", "letter"), choose: dom.New("input", "").Attr("type", "checkbox").Attr("role", "switch"), chooseText: dom.New("span", "")}
	r.name = dom.Button("name", func() {
		v.model.OpenDetails(id)
		v.Show()
		if v.details.in == r {
			r.item.ScrollIn()
		}
	})
	r.choose.OnChange(func() {
		v.model.ChooseRun(id)
		v.commands.Changed()
	})
	r.item = dom.New("li", "", dom.New("div", "run-head", r.name, r.line, dom.New("label", "switch", r.choose, r.chooseText, r.letter)))
	return r.item, r
}

func (v *View) buildDetails() {
	d := &v.details
	d.differs, d.differsText = dom.New("dt", ""), dom.New("dd", "")
	d.time, d.timeText = dom.New("dt", ""), dom.New("dd", "")
	d.fingerprint, d.print = dom.New("dt", ""), dom.New("dd", "print")
	d.label, d.name = dom.New("span", ""), dom.New("input", "").Attr("id", "history-name").Attr("maxlength", "40").Attr("autocomplete", "off")
	d.name.OnChange(func() {
		v.model.RenameRun(d.id, d.name.Value())
		v.commands.Changed()
	})
	d.open = dom.Button("", func() { v.open(false) }).Attr("id", "history-open")
	d.train = dom.Button("", func() { v.open(true) }).Attr("id", "history-train")
	d.csv = dom.Button("", func() {
		if r := v.model.History.Opened(); r != nil {
			dom.Download(r.FileName(), "text/csv", r.Curves().AppendCSV(nil))
		}
	}).Attr("id", "history-csv")
	d.delete = dom.Button("", v.remove).Attr("id", "history-delete")
	d.note = dom.New("p", "note")
	d.address = dom.New("a", "button").Hidden(true)
	d.element = dom.New("div", "run-details",
		dom.New("dl", "", d.differs, d.differsText, d.time, d.timeText, d.fingerprint, d.print),
		dom.New("label", "rename", d.label, d.name),
		dom.New("div", "buttons", d.open, d.train, d.csv, d.address, d.delete), d.note)
}

func (v *View) open(train bool) {
	if r := v.model.History.Opened(); r != nil {
		v.commands.Open(r.ID, train)
		v.commands.Say("history", v.words.T("say.history.opened", "name", r.Title(v.words)))
	}
}

func (v *View) remove() {
	r := v.model.History.Opened()
	if r == nil {
		return
	}
	v.model.RemoveRun(r.ID)
	v.commands.Changed()
	v.commands.Say("history", v.words.T("say.history.deleted", "name", r.Title(v.words)))
	v.title.FocusHere()
}

func (v *View) undoRemove() {
	v.model.UndoRemove()
	v.commands.Changed()
	v.title.FocusHere()
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.seen.Forget()
	v.Show()
}

// Show shows the model, if it has changed.
func (v *View) Show() {
	m, w := v.model, v.words
	networks := v.network.Changed(m.Rev.Network + m.Rev.Kept) // which decide what can be opened
	if !v.seen.Changed(m.Rev.History) && !networks {
		return
	}
	h := &m.History
	v.title.Text(w.T("history.title"))
	v.lead.Text(m.HistoryLead(w))
	removed := h.RemovedText(w)
	v.removedText.Text(removed)
	v.undo.Text(w.T("undo")).Disabled(!h.CanUndoRemove())
	v.removed.Hidden(removed == "")
	all := h.Runs()
	keys := make([]int, len(all))
	for i, r := range all {
		keys[i] = r.ID
	}
	opened, more := h.Opened(), h.CanChooseMore()
	v.details.in = nil
	v.list.Show(keys, func(i int, row *row) {
		r := all[i]
		title, letter := r.Title(w), h.Letter(r.ID)
		expanded, class := "false", ""
		if r == opened {
			expanded = "true"
			v.showDetails(row, r)
		}
		if m.OnBench(r) {
			class = "on-bench"
		}
		row.item.Class(class)
		row.name.Text(title).Attr("aria-expanded", expanded)
		row.line.Text(r.Text(w, dom.When(r.When())))
		row.letter.Text(letter)
		row.chooseText.Text(w.T("history.in"))
		row.choose.Checked(letter != "").Disabled(letter == "" && !more).Attr("aria-label", w.T("history.choose", "name", title))
	})
	v.details.element.Hidden(opened == nil)
	v.compare.show(h, w)
}

func (v *View) showDetails(in *row, r *state.Run) {
	d, w := &v.details, v.words
	if d.id != r.ID || in != d.in {
		if !d.element.HasFocus() || d.id != r.ID {
			in.item.Append(d.element)
		}
		d.id = r.ID
	}
	d.in = in
	d.differs.Text(w.T("history.differs"))
	d.differsText.Text(r.Differences(w))
	d.time.Text(w.T("history.time"))
	d.timeText.Text(r.TimeText(w))
	d.fingerprint.Text(w.T("history.fingerprint"))
	d.print.Text(r.FingerprintText())
	d.label.Text(w.T("history.rename"))
	d.name.SetValue(r.Name).Attr("placeholder", r.Title(w))
	opens, trains := v.model.CanReopen(r)
	d.open.Text(w.T("history.open")).Disabled(!opens)
	d.train.Text(w.T("history.continue")).Disabled(!trains)
	d.csv.Text(w.T("history.csv"))
	d.delete.Text(w.T("history.delete"))
	if v.commands.Link != nil {
		d.address.Text(w.T("history.link")).Attr("href", v.commands.Link(r)).Hidden(false)
	}
	d.note.Text(v.model.HistoryNote(w))
}
