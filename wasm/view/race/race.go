//go:build js

package race

import (
	"image/color"
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/form"
	"github.com/zerokara/zerokara/wasm/view/thumb"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Changed func()                      // the race: the worker is to be told, the address follows
	Input   func() []byte               // the network's input
	Say     func(kind, sentence string) // aloud
}

const lanes = 4

// classes are the looks of the lanes' curves and letters.
var classes = [lanes]string{"training", "network", "test", "ink dashed"}

// View is the race's section.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	ink      color.RGBA

	opponents     [state.Opponents]*dom.Element
	add           *dom.Element
	lanes         [lanes]lane
	fields        *form.Fields // of the lane whose form is open
	editor        *dom.Element // them
	edited        int          // the lane that they are shown at, -1 for none
	length, guess *lab.Choice
	label, bench  *lab.Choice
	start, note   *dom.Element
	finish        *dom.Element
	canvas        *dom.Canvas
	picture       *dom.Element
	chart         *lab.Plot
	curves        [lanes]*lab.Line
	marks         [lanes]*lab.Mark
	table         *lab.Figures

	seen   state.Seen // the race
	form   state.Seen
	pad    state.Seen
	racing bool // as shown
}

// lane is a lane's line in the list of recipes.
type lane struct{ item, name, text, print, edit, remove *dom.Element }

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{model: model, words: words, commands: commands, edited: -1}
	r := &model.Race
	against := dom.ByID("race-against")
	for o := range v.opponents {
		v.opponents[o] = against.Within("button:nth-of-type(" + strconv.Itoa(1+o) + ")").OnClick(v.change(func() { model.RaceAgainst(state.Opponent(o)) }))
	}
	v.add = against.Within("button:last-of-type").OnClick(v.change(func() { r.Add(model.Form.Recipe()) }))
	list := dom.ByID("race-lanes")
	for i := range v.lanes {
		l := &v.lanes[i]
		l.name, l.text, l.print = dom.New("b", classes[i]), dom.New("span", ""), dom.New("code", "")
		l.remove = dom.Button("", v.change(func() { r.Remove(i) })).Text("×")
		l.edit = dom.Button("edit", v.change(func() { r.EditLane(i) }))
		l.item = dom.New("li", "", l.name, dom.New("span", "", l.text, l.print), l.edit, l.remove)
		list.Append(l.item)
	}
	v.editor = dom.ByID("settings").Within(".fields").Clone("p").Attr("id", "race-fields").Hidden(true)
	v.lanes[0].item.Append(v.editor)
	v.fields = form.New(v.editor, "race-", r.Form(), words, v.change(r.TakeForm), commands.Say)
	v.fields.Only(func(field string) bool { return !state.Common(field) })
	v.length = lab.NewChoice(state.Lengths, func(i int) { v.change(func() { r.SetLength(i) })() })
	v.guess = lab.NewChoice(lanes, func(i int) { v.change(func() { r.SetGuess(i) })() })
	v.label = lab.NewChoice(recipe.Classes, func(i int) { v.change(func() { model.SayRaceLabel(i) })() })
	v.bench = lab.NewChoice(1+lanes, func(i int) { v.change(func() { r.Show(i - 1) })() })
	v.start = dom.ByID("race-start").OnClick(v.toggle)
	v.note, v.finish, v.picture = dom.ByID("race-note"), dom.ByID("race-finish"), dom.ByID("race-digit")
	v.canvas = dom.NewCanvas(v.picture)
	v.chart = lab.NewPlot("race")
	for i := range v.curves {
		v.curves[i] = v.chart.Line(classes[i])
	}
	for i := range v.marks {
		v.marks[i] = v.chart.Mark(classes[i])
	}
	v.table = lab.NewFigures(5)
	dom.ByID("race-setup").Append(v.label.Element, v.guess.Element, v.length.Element, dom.ByID("race-go"), v.note, v.bench.Element)
	dom.ByID("race-result").Append(v.chart.Element, v.table.Element)
	return v
}

// change returns a handler that changes the race.
func (v *View) change(do func()) func() {
	return func() {
		do()
		v.commands.Changed()
	}
}

// toggle begins the race, or ends it.
func (v *View) toggle() {
	if v.model.Race.Running() {
		v.model.Race.Stop()
	} else {
		v.model.StartRace(v.commands.Input())
	}
	v.commands.Changed()
}

// SetPaper shows the digit in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.ink = p.Ink
	v.Redraw()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.seen.Forget()
	v.form.Forget()
	v.Show()
}

// Show shows the model, if it has changed.
func (v *View) Show() {
	m, w, r := v.model, v.words, &v.model.Race
	changed := v.seen.Changed(r.Rev())
	if v.form.Changed(m.Form.Rev()) || changed {
		v.showRecipes()
	}
	v.note.Text(m.RaceNote(w))
	v.start.Text(m.RaceButton(w)).Disabled(!m.CanRace() && !r.Running())
	v.label.Element.Hidden(!m.AsksRaceLabel())
	if v.pad.Changed(m.Rev.Pad) || changed {
		label, ok := m.RaceLabel()
		if !ok {
			label = -1
		}
		v.label.Show(w.T("race.label.legend"), label, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	}
	if !changed {
		return
	}
	text := r.FinishText(w)
	v.finish.Text(text)
	if v.racing && !r.Running() {
		v.commands.Say("race", text)
	}
	v.racing = r.Running()
	v.showChoices()
	v.showCurves()
	digit := r.Digit()
	v.picture.Hidden(digit == nil)
	if digit != nil {
		thumb.Paint(v.canvas, digit, v.ink)
	}
}

// showRecipes shows the recipes and those that they can be raced against.
func (v *View) showRecipes() {
	m, w, r := v.model, v.words, &v.model.Race
	for o, b := range v.opponents {
		b.Hidden(!m.CanRaceAgainst(state.Opponent(o))).Disabled(r.Running())
	}
	v.add.Hidden(!r.CanAdd(m.Form.Recipe())).Disabled(r.Running())
	for i := range v.lanes {
		l := &v.lanes[i]
		l.item.Hidden(i >= r.Lanes())
		if i >= r.Lanes() {
			continue
		}
		name := r.LaneName(i)
		l.name.Text(name)
		expanded := "false"
		if r.Edited() == i {
			expanded = "true"
		}
		l.edit.Text(w.T("race.edit")).Attr("aria-label", w.T("race.edit.lane", "lane", name)).Attr("aria-expanded", expanded).Attr("aria-controls", "race-fields").
			Disabled(r.Running() || m.Locks().Recipe)
		l.text.Text(r.Differs(w, i))
		l.print.Text(r.FingerprintText(i)).Attr("title", w.T("race.fingerprint")).Hidden(r.Lane(i).Fingerprint == 0)
		l.remove.Attr("aria-label", w.T("race.remove", "lane", name)).Attr("title", w.T("race.remove", "lane", name)).
			Hidden(r.Lanes() < 3).Disabled(r.Running())
	}
	v.showForm()
}

// showForm shows the form of the lane that is open, in its line.
func (v *View) showForm() {
	i := v.model.Race.Edited()
	opened := i >= 0 && i != v.edited
	v.edited = i
	v.editor.Hidden(i < 0)
	if opened {
		v.editor.MoveTo(v.lanes[i].item)
	}
	if i >= 0 {
		v.fields.Disabled(false)
		v.fields.Show()
	}
	if opened {
		v.fields.Focus()
	}
}

// showChoices shows what the visitor has chosen.
func (v *View) showChoices() {
	w, r := v.words, &v.model.Race
	var names, shown, all []string
	shown = append(shown, w.T("race.show.run"))
	for i := range r.Lanes() {
		names, shown = append(names, r.LaneName(i)), append(shown, w.T("race.show.lane", "lane", r.LaneName(i)))
	}
	for i := range state.Lengths {
		all = append(all, state.LengthText(w, i))
	}
	v.guess.Show(w.T("race.guess"), r.Guess(), names...)
	v.bench.Show(w.T("race.show"), 1+r.Shown(), shown...)
	v.bench.Element.Hidden(!r.Shows())
	v.length.Show(w.T("race.length"), r.Length(), all...)
	v.guess.Disabled(r.Running())
	v.length.Disabled(r.Running())
}

// showCurves shows the chart, and its numbers beside it.
func (v *View) showCurves() {
	w, r := v.words, &v.model.Race
	last, low, high := r.Axis()
	v.chart.Axes(lab.Axis{From: 0, To: last, Label: w.T("race.step")}, lab.Axis{From: low, To: high, Log: true, Label: w.T("race.chart")})
	v.table.Head(w.T("race.lanes"), w.T("race.lane"), w.T("race.loss"), w.T("race.prediction"), w.T("race.since"), w.T("race.test"))
	for i := range lanes {
		if i >= r.Lanes() {
			v.curves[i].Show(nil, nil)
			v.marks[i].Element.Hidden(true)
			continue
		}
		l := r.Lane(i)
		v.curves[i].Show(l.Steps, l.Losses)
		if step, loss, ok := r.Mark(i); ok {
			v.marks[i].Show(step, loss, r.LaneName(i))
		} else {
			v.marks[i].Element.Hidden(true)
		}
		v.table.Row(i, "", r.LaneName(i), r.Standing(w, i), r.Predicts(i), r.HeldText(w, i), r.AccuracyText(i))
		_, p, _ := l.Last()
		v.table.Bar(i, 2, strconv.FormatFloat(float64(p), 'f', 3, 32))
	}
	v.table.Cut(r.Lanes())
	v.chart.Describe(r.FinishText(w))
}
