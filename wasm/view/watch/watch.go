//go:build js

package watch

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/glossary"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Edited func()                      // the form's recipe has changed, or a value was refused
	Drawn  func()                      // an expected curve was
	Say    func(kind, sentence string) // aloud
	Race   func()                      // the form's recipe
}

// View is the run in numbers and its recipe.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	accuracy, loss, left, epoch, step, speed *dom.Element
	curves                                   *dom.Element // in words
	ghosts                                   *dom.Element // the names of dashed curves

	fields         [len(state.Fields)]field
	normal, custom *dom.Element // choices
	also           *dom.Element // beside the choice that has changed other fields
	alsoText, keep *dom.Element // in it
	alsoAt         int          // the field that it is beside, -1 before the first
	note           *dom.Element
	optimizer      *dom.Element // the button that explains the one chosen

	fingerprint, json *dom.Element
	form, plots       state.Seen
	expect            *expect
}

// field is a field of the form and the message below it.
type field struct{ input, message, room *dom.Element }

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		accuracy: dom.ByID("n-accuracy"), loss: dom.ByID("n-loss"), left: dom.ByID("n-left"), epoch: dom.ByID("n-epoch"), step: dom.ByID("n-step"), speed: dom.ByID("n-speed"),
		curves: dom.ByID("curves-text"), ghosts: dom.ByID("ghosts"),
		note: dom.ByID("settings-note"), optimizer: dom.ByID("field-optimizer").Within(".term"), fingerprint: dom.ByID("fingerprint"), json: dom.ByID("json"),
		alsoText: dom.New("span", ""), alsoAt: -1,
	}
	v.expect = newExpect(model, words, commands.Drawn)
	form := dom.ByID("settings").OnSubmit(func() {})
	for i, name := range state.Fields {
		f := &v.fields[i]
		f.input = form.Within("[name=" + name + "]")
		f.room = dom.ByID("field-" + name)
		f.message = dom.New("p", "refused").Attr("id", "refused-"+name).Hidden(true)
		f.room.Append(f.message)
		f.input.OnChange(func() { v.edit(i) })
	}
	v.normal, v.custom = form.Within("[name=init] [value=normal]"), form.Within("[name=network] [value=custom]")
	v.keep = dom.Button("", v.keepMine).Attr("id", "keep-mine")
	dom.ByID("race-this").OnClick(v.commands.Race)
	v.also = dom.New("p", "also", v.alsoText, v.keep).Attr("id", "also").Hidden(true)
	return v
}

func (v *View) edit(i int) {
	form := &v.model.Form
	form.Edit(i, v.fields[i].input.Value())
	if form.Also() == i {
		v.commands.Say("settings", form.AlsoText(v.words))
	}
	v.commands.Edited()
}

func (v *View) keepMine() {
	v.fields[v.alsoAt].input.Focus() // the button goes
	v.model.Form.KeepMine()
	v.commands.Edited()
}

// FocusRefused gives the first field whose value was refused the focus.
func (v *View) FocusRefused() {
	if i := v.model.Form.FirstRefused(); i >= 0 {
		v.fields[i].input.Reveal()
	}
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.form.Forget()
	v.plots.Forget()
	v.expect.stale = true
	v.Show()
}

// Show shows the model.
func (v *View) Show() {
	m, w := v.model, v.words
	v.accuracy.Text(m.Accuracy())
	v.loss.Text(m.TrainLoss())
	v.left.Text(m.TimeLeft(w))
	v.epoch.Text(m.EpochText(w))
	v.step.Text(m.StepText(w))
	v.speed.Text(m.Speed())
	if v.plots.Changed(m.Rev.Curves) {
		v.curves.Text(m.CurvesText(w))
		ghosts := m.History.GhostsText(w)
		v.ghosts.Text(ghosts).Hidden(ghosts == "")
	}
	v.note.Text(m.SettingsNote(w))
	v.expect.Show()
	v.fingerprint.Text(m.FingerprintText(w))
	for i := range v.fields {
		v.fields[i].input.Disabled(!m.Prepared || m.Locks().Recipe)
	}
	if v.form.Changed(m.Form.Rev()) {
		v.showForm()
	}
}

func (v *View) showForm() {
	form := &v.model.Form
	for i := range v.fields {
		f := &v.fields[i]
		refused := form.Refused(i)
		invalid, described := "", ""
		if refused {
			invalid, described = "true", "refused-"+state.Fields[i]
		} else {
			f.input.SetValue(form.Value(i))
		}
		f.input.Attr("aria-invalid", invalid).Attr("aria-describedby", described)
		f.message.Text(form.RefusalText(v.words, i)).Hidden(!refused)
		if state.Fields[i] == state.FieldOptimizer {
			glossary.Explain(v.optimizer, v.words, state.TermOfOptimizer(form.Value(i)))
		}
	}
	v.normal.Text(form.InitNormalText(v.words))
	v.custom.Hidden(form.Value(0) != state.Custom)
	if at := form.Also(); at >= 0 && at != v.alsoAt {
		v.fields[at].room.Append(v.also)
		v.alsoAt = at
	}
	v.also.Hidden(form.Also() < 0)
	v.keep.Text(v.words.T("settings.keep"))
	v.alsoText.Text(form.AlsoText(v.words))
	v.json.Text(state.RecipeLines(form.JSON()))
}
