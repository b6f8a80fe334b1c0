//go:build js

package watch

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/form"
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

	fields *form.Fields
	note   *dom.Element

	fingerprint, json, origin *dom.Element
	form, plots               state.Seen
	expect                    *expect
}

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		accuracy: dom.ByID("n-accuracy"), loss: dom.ByID("n-loss"), left: dom.ByID("n-left"), epoch: dom.ByID("n-epoch"), step: dom.ByID("n-step"), speed: dom.ByID("n-speed"),
		curves: dom.ByID("curves-text"), ghosts: dom.ByID("ghosts"),
		note: dom.ByID("settings-note"), fingerprint: dom.ByID("fingerprint"), origin: dom.ByID("recipe-origin"), json: dom.ByID("json"),
	}
	v.expect = newExpect(model, words, commands.Drawn)
	v.fields = form.New(dom.ByID("settings").OnSubmit(func() {}), "", &model.Form, words, commands.Edited, commands.Say)
	dom.ByID("race-this").OnClick(v.commands.Race)
	return v
}

// FocusRefused gives the first field whose value was refused the focus.
func (v *View) FocusRefused() { v.fields.FocusRefused() }

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
	v.origin.Text(m.OriginText(w))
	v.fields.Disabled(!m.Prepared || m.Locks().Recipe)
	if v.form.Changed(m.Form.Rev()) {
		v.fields.Show()
		v.json.Text(state.RecipeLines(m.Form.JSON()))
	}
}
