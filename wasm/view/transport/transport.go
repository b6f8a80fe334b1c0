//go:build js

package transport

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Train, Step, Reset func()
}

// View is the buttons, the progress and the status line.
type View struct {
	model *state.Model
	words *words.Words

	status, progress   *dom.Element
	train, step, reset *dom.Element
}

// New returns the view.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	return &View{
		model: model, words: words, status: dom.ByID("status"), progress: dom.ByID("progress"),
		train: dom.ByID("train").OnClick(commands.Train),
		step:  dom.ByID("step").OnClick(commands.Step),
		reset: dom.ByID("reset").OnClick(commands.Reset),
	}
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	m := v.model
	learned := ""
	if m.Learned() {
		learned = "true"
	}
	dom.ByID("page").Attr("data-phase", m.Phase.String()).Attr("data-learned", learned)
	v.status.Text(m.Status(v.words))
	v.train.Text(m.MainButton(v.words)).Enabled(m.Prepared)
	v.step.Enabled(m.CanStep())
	v.reset.Enabled(m.Prepared)
	v.progress.Number("value", m.Fraction())
}
