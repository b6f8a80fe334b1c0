//go:build js

package errors

import (
	"image/color"
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/thumb"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Ask func()                                // to send the model's question and to show the view
	Put func(pixels []byte, index, label int) // an image of the test set on the pad
	Say func(kind, sentence string)           // aloud
}

// View is the section of the confusion matrix.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	ink      color.RGBA

	lead, body, note  *dom.Element
	title, text, more *dom.Element
	pad               *dom.Element
	cells             [recipe.Classes * recipe.Classes]*dom.Element
	reached           int                         // the cell that the Tab key reaches
	mixups            dom.List[int, *dom.Element] // by index of the cell
	chips             []state.Cell                // shown as mix-ups
	thumbs            dom.List[int, *thumb.Thumb] // by index in the test set
	seen              state.Seen
}

// New fills the section, which the page's markup has with an empty table.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		lead: dom.ByID("errors-lead"), body: dom.ByID("errors-body"), note: dom.ByID("matrix-note"),
		title: dom.ByID("cell-title"), text: dom.ByID("cell-text"), pad: dom.ByID("pad"),
	}
	v.more = dom.ByID("cell-more").OnClick(func() {
		v.model.MoreImages()
		v.commands.Ask()
	})
	v.buildMatrix()
	v.mixups = dom.List[int, *dom.Element]{Parent: dom.ByID("mixups"), Make: func(cell int) (*dom.Element, *dom.Element) {
		b := dom.Button("", func() { v.choose(cell) })
		return b, b
	}}
	v.thumbs = dom.List[int, *thumb.Thumb]{Parent: dom.ByID("cell-digits"), Make: v.makeThumb}
	return v
}

func (v *View) buildMatrix() {
	head, rows := dom.ByID("matrix-head"), dom.ByID("matrix-rows")
	for label := range recipe.Classes {
		digit := strconv.Itoa(label)
		head.Append(dom.New("th", "").Attr("scope", "col").Text(digit))
		row := dom.New("tr", "", dom.New("th", "").Attr("scope", "row").Text(digit))
		for predicted := range recipe.Classes {
			row.Append(dom.New("td", "", v.buildCell(recipe.Classes*label+predicted)))
		}
		rows.Append(row)
	}
	v.cells[0].Attr("tabindex", "0")
}

func (v *View) buildCell(i int) *dom.Element {
	v.cells[i] = dom.Button("", func() { v.choose(i) }).Attr("tabindex", "-1").OnFocus(func() {
		v.cells[v.reached].Attr("tabindex", "-1")
		v.cells[i].Attr("tabindex", "0")
		v.reached = i
	}).OnKey(func(key string) bool {
		to, ok := state.MoveInMatrix(i, key)
		if ok {
			v.cells[to].Focus()
		}
		return ok
	})
	return v.cells[i]
}

// choose chooses the i-th cell of the matrix.
func (v *View) choose(i int) {
	v.model.ChooseCell(i/recipe.Classes, i%recipe.Classes)
	if c, ok := v.model.Errors.Cell(); ok && c.Label == i/recipe.Classes && c.Predicted == i%recipe.Classes {
		v.commands.Say("cell", c.Title(v.words)) // once: its figure changes with every evaluation
	}
	v.commands.Ask()
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
	if !v.seen.Changed(v.model.Rev.Errors) {
		return
	}
	x, ok := v.model.Matrix()
	v.lead.Text(v.model.ErrorsLead(v.words))
	shown := "empty"
	if ok {
		shown = "shown"
	}
	v.body.Attr("data-state", shown)
	v.showMatrix(&x)
	v.showMixups(&x)
	v.showCell()
}

func (v *View) showMatrix(x *state.Matrix) {
	for i, c := range x.Cells {
		class := "none"
		if c.Correct() {
			class = "right"
		} else if c.N > 0 {
			class = "wrong"
		}
		disabled := ""
		if c.N == 0 {
			disabled = "true"
		}
		v.cells[i].Text(c.Figure()).Class(class).Style("--part", strconv.FormatFloat(x.Tint(c), 'f', -1, 64)).
			Attr("aria-disabled", disabled).Attr("aria-label", x.Label(v.words, c)).Attr("aria-pressed", v.pressed(c))
	}
	v.note.Text(v.model.MatrixNote(v.words, x))
}

func (v *View) pressed(c state.Cell) string { return strconv.FormatBool(v.model.Errors.Chosen(c)) }

// showMixups shows the most frequent mistakes, a way in. They do not change under the
// visitor's focus.
func (v *View) showMixups(x *state.Matrix) {
	if len(v.chips) == 0 || !v.mixups.Parent.HasFocus() {
		v.chips = x.Mixups()
	}
	keys := make([]int, len(v.chips))
	for i, c := range v.chips {
		keys[i] = recipe.Classes*c.Label + c.Predicted
	}
	v.mixups.Show(keys, func(i int, b *dom.Element) {
		c := v.chips[i]
		b.Text(c.Mixup(v.words)).Attr("title", c.Title(v.words)).Attr("aria-pressed", v.pressed(c))
	})
}

func (v *View) showCell() {
	e := &v.model.Errors
	v.title.Text(e.Title(v.words))
	v.text.Text(e.Text(v.words))
	images := e.Images()
	keys := make([]int, len(images))
	for i := range images {
		keys[i] = int(images[i].Index)
	}
	v.thumbs.Show(keys, func(i int, t *thumb.Thumb) { v.showThumb(t, images[i]) })
	if !e.Waiting() { // the old images stay until then, and their button
		v.more.Hidden(!e.More())
	}
	v.more.Disabled(e.Asking())
}
