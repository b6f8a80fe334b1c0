//go:build js

package preparation

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Drawn func() // the drawing's preprocessing has changed
}

// View is the section of the preprocessing.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	paper    *state.Paper // nil before the first
	frame    *dom.Frame

	note, digit, text *dom.Element
	steps             [state.StepCount]step

	film    ink.Film
	rgba    [4 * ink.FilmSide * ink.FilmSide]byte
	visible bool
	painted uint32 // the model's revision
	stale   bool   // the theme has changed
}

// step is one step: its picture and its switch.
type step struct {
	canvas *dom.Element
	pixels *dom.Canvas
	on     *dom.Element
}

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, stale: true,
		note: dom.ByID("film-note"), digit: dom.ByID("film-digit"), text: dom.ByID("film-reads"),
	}
	v.frame = dom.NewFrame(v.paint)
	for i, ids := range [state.StepCount][2]string{
		state.StepPen:    {"film-pad", "step-pen"},
		state.StepCrop:   {"film-crop", "step-crop"},
		state.StepFit:    {"film-box", "step-fit"},
		state.StepCentre: {"film-moved", "step-centre"},
		state.StepGrey:   {"film-result", "step-grey"},
	} {
		s := &v.steps[i]
		s.canvas, s.on = dom.ByID(ids[0]), dom.ByID(ids[1])
		s.pixels = dom.NewLargeCanvas(s.canvas)
		s.on.OnChange(func() {
			v.model.SetStep(i, s.on.IsChecked())
			v.commands.Drawn()
			v.Show()
		})
	}
	dom.ByID("film").OnVisible(func(on bool) {
		v.visible = on
		v.Show()
	})
	return v
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model: pictures only if anybody sees them.
func (v *View) Show() {
	m := v.model
	v.note.Text(m.PreparationNote(v.words))
	figure, known := m.PreparationFigure()
	class := "digit"
	if known {
		class = "digit known"
	}
	v.digit.Text(figure).Class(class)
	v.text.Text(m.PreparationText(v.words))
	for i := range v.steps {
		class := ""
		if !m.Step(i) {
			class = "left-out"
		}
		v.steps[i].canvas.Class(class)
		v.steps[i].on.Checked(m.Step(i))
	}
	if v.visible && v.paper != nil && (v.stale || v.painted != m.Rev.Input) {
		v.frame.Ask()
	}
}

// paint paints the pictures.
func (v *View) paint() {
	if v.paper == nil {
		return
	}
	v.painted, v.stale = v.model.Rev.Input, false
	f := &v.film
	inked := v.model.Film(f)
	put := func(i, side int, grey []byte) {
		rgba := v.rgba[:4*side*side]
		state.PaintThumb(rgba, grey, v.paper.Ink)
		if i == state.StepPen && inked {
			v.paper.PaintCrop(rgba, f)
		}
		v.steps[i].pixels.Put(side, side, rgba)
	}
	put(state.StepPen, ink.FilmSide, f.Pad[:])
	put(state.StepCrop, ink.FilmSide, f.Crop[:])
	put(state.StepFit, ink.Side, f.Box[:])
	put(state.StepCentre, ink.Side, f.Moved[:])
	put(state.StepGrey, ink.Side, f.Image[:])
}
