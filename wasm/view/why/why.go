//go:build js

package why

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Ask  func() // to send the model's question, if there is one, and to show the view
	Stop func() // to stop the explanation in work
}

// View is the section of the reasons.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	paper    *state.Paper // nil before the first
	frame    *dom.Frame

	attribution, counterfactual reason
	occlusion, gradient         *dom.Element
	how, old, again, outline    *dom.Element
	targets                     [recipe.Classes]*dom.Element
	read, altered, alteredText  *dom.Element
	alteredCanvas               *dom.Canvas
	alteredCells                [2][recipe.Classes]*dom.Element // before and after

	near, shown bool   // the section near the window, the page in its tab
	painted     uint32 // the model's revision
	stale       bool   // the theme has changed
}

// reason is what the two explanations have alike.
type reason struct {
	root, image, text, progress, stop *dom.Element
	canvas                            *dom.Canvas
	empty, told                       string // ids of what describes the picture
}

func newReason(id string, stop func()) reason {
	return reason{
		root: dom.ByID(id), image: dom.ByID(id + "-image"), text: dom.ByID(id + "-text"),
		progress: dom.ByID(id + "-progress"), stop: dom.ByID(id + "-stop").OnClick(stop),
		canvas: dom.NewCanvas(dom.ByID(id + "-picture")), empty: id + "-empty", told: id + "-text",
	}
}

// New fills the section, which the page's markup has without the digits.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, stale: true,
		attribution: newReason("look", commands.Stop), counterfactual: newReason("alter", commands.Stop),
		how: dom.ByID("look-how"), old: dom.ByID("look-old"), outline: dom.ByID("look-frame"),
		altered: dom.ByID("altered"), alteredText: dom.ByID("altered-text"),
		alteredCanvas: dom.NewCanvas(dom.ByID("altered-picture")),
	}
	v.frame = dom.NewFrame(v.draw)
	v.occlusion = v.method("look-occlusion", protocol.MethodOcclusion)
	v.gradient = v.method("look-gradient", protocol.MethodGradient)
	v.again = dom.ByID("look-again").OnClick(func() { v.attribute(v.model.Why.Method) })
	v.read = dom.ByID("alter-read").OnClick(func() {
		v.model.Why.AlteredShown = !v.model.Why.AlteredShown
		v.draw()
	})
	v.buildDigits()
	dom.ByID("why").OnVisible(func(on bool) {
		v.near = on
		v.tellVisible()
	})
	dom.OnPageVisible(func(on bool) {
		v.shown = on
		v.tellVisible()
	})
	return v
}

func (v *View) method(id string, method protocol.Method) *dom.Element {
	return dom.ByID(id).OnChange(func() { v.attribute(method) })
}

func (v *View) attribute(method protocol.Method) {
	v.model.AskAttribution(method)
	v.commands.Ask()
}

// buildDigits makes the choice of digits and the columns of their probabilities.
func (v *View) buildDigits() {
	targets, head := dom.ByID("targets"), dom.ByID("altered-head")
	rows := [2]*dom.Element{dom.ByID("altered-before"), dom.ByID("altered-after")}
	for d := range recipe.Classes {
		digit := strconv.Itoa(d)
		v.targets[d] = dom.New("input", "").Attr("type", "radio").Attr("name", "target").Attr("value", digit).OnChange(func() {
			v.model.AskCounterfactual(d)
			v.commands.Ask()
		})
		targets.Append(dom.New("label", "", v.targets[d], dom.New("span", "").Text(digit)))
		head.Append(dom.New("th", "").Attr("scope", "col").Text(digit))
		for i, row := range rows {
			v.alteredCells[i][d] = dom.New("td", "")
			row.Append(v.alteredCells[i][d])
		}
	}
}

// tellVisible lets the model ask for explanations only while they are seen.
func (v *View) tellVisible() {
	v.model.Why.Visible = v.near && v.shown
	v.commands.Ask()
	v.Show()
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.frame.Ask()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.draw() }

// Show shows the model: what can be used at once, all else if anybody sees it.
func (v *View) Show() {
	v.enable()
	if v.model.Why.Visible || v.model.Hides() { // hidden before the view opens
		v.frame.Ask()
	}
}

func (v *View) enable() {
	v.again.Disabled(!v.model.Explains() || v.model.Why.Busy(false))
	for _, input := range v.targets {
		input.Disabled(!v.model.Explains())
	}
}

func (v *View) draw() {
	v.enable()
	paint := v.paper != nil && (v.stale || v.painted != v.model.Rev.Why)
	v.showAttribution(paint)
	v.showCounterfactual(paint)
	if paint {
		v.painted, v.stale = v.model.Rev.Why, false
	}
}

func (v *View) showAttribution(paint bool) {
	m, r := v.model, &v.attribution
	w := m.SeenWhy()
	v.occlusion.Checked(m.Why.Method != protocol.MethodGradient)
	v.gradient.Checked(m.Why.Method == protocol.MethodGradient)
	v.how.Text(m.AttributionHow(v.words))
	v.old.Text(m.AttributionNote(v.words))
	fraction, shown := w.Progress(false)
	r.show(m.AttributionState(), m.AttributionText(v.words), fraction, shown, v.again)
	if e := &w.Attribution; paint && e.Of > 0 {
		v.paintOver(r.canvas, e)
	}
	row, column, ok := w.Patch()
	v.outline.Hidden(!ok)
	if ok {
		const side = float64(ink.Side) / 100
		place := func(property string, pixels int) {
			v.outline.Style(property, strconv.FormatFloat(float64(pixels)/side, 'f', 3, 64)+"%")
		}
		place("left", column)
		place("top", row)
		place("width", protocol.OcclusionPatch)
		place("height", protocol.OcclusionPatch)
	}
}

func (v *View) showCounterfactual(paint bool) {
	m, r := v.model, &v.counterfactual
	w := m.SeenWhy()
	for d, input := range v.targets {
		input.Checked(w.Targeted && w.Target == d)
	}
	fraction, shown := w.Progress(true)
	r.show(m.CounterfactualState(), m.CounterfactualText(v.words), fraction, shown, v.targets[w.Target])
	known := w.Altered()
	open := known && w.AlteredShown
	v.read.Disabled(!known).Attr("aria-expanded", strconv.FormatBool(open)).Text(m.AlteredButton(v.words))
	v.altered.Hidden(!open)
	if e := &w.Counterfactual; paint && w.ForTarget() {
		v.paintOver(r.canvas, e)
		var rgba [4 * ink.Pixels]byte
		v.paper.PaintGrey(rgba[:], e.Pixels, e.Values)
		v.alteredCanvas.Put(ink.Side, ink.Side, rgba[:])
	}
	if !open {
		return
	}
	v.alteredText.Text(m.AlteredText(v.words))
	for i := range v.alteredCells {
		for d, cell := range v.alteredCells[i] {
			text, best := m.AlteredCell(i == 1, d)
			class := ""
			if best {
				class = "answers"
			}
			cell.Text(text).Class(class)
		}
	}
}

// paintOver paints a drawing and an explanation's values over it.
func (v *View) paintOver(c *dom.Canvas, e *protocol.Explained) {
	var rgba [4 * ink.Pixels]byte
	v.paper.PaintOver(rgba[:], e.Pixels, e.Values, state.MaxMagnitude(e.Values))
	c.Put(ink.Side, ink.Side, rgba[:])
}

// show shows an explanation and its progress. The focus goes to next with the button
// that stops it.
func (r *reason) show(is, text string, fraction float64, shown bool, next *dom.Element) {
	described := r.told
	if is == state.ReasonEmpty {
		described = r.empty
	}
	r.root.Attr("data-state", is)
	r.text.Text(text)
	r.image.Attr("aria-labelledby", described)
	if shown {
		r.progress.Number("value", fraction)
	} else if r.stop.HasFocus() {
		next.Focus()
	}
	r.progress.Hidden(!shown)
	r.stop.Hidden(!shown)
}
