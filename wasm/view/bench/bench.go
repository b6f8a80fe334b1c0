//go:build js

package bench

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Drawn   func()                      // the drawing has changed
	Example func()                      // a neat digit on the pad
	Choose  func(digit int)             // of several
	Say     func(kind, sentence string) // aloud
}

// View is the drawing and its prediction.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	hand     state.Hand
	pointers *dom.Pointers
	keys     state.KeyPen
	pen      *dom.Element // of the keyboard
	paper    paper

	undo, clear, example *dom.Element
	what                 *dom.Element

	prediction, digit, percent, remark, loss *dom.Element
	number                                   *dom.Element
	digits                                   dom.List[int, *digit]
	places                                   []int // 0, 1, ...: keys of digits
	probabilities                            [recipe.Classes]*dom.Element
}

// digit is one of several digits: a button that shows its bars.
type digit struct{ button, figure, percent *dom.Element }

// New fills the section.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, keys: state.NewKeyPen(), pen: dom.ByID("pen"), what: dom.ByID("bench-what"),
		prediction: dom.ByID("answer"), digit: dom.ByID("digit"), percent: dom.ByID("percent"), remark: dom.ByID("remark"), loss: dom.ByID("bench-loss"),
		number: dom.ByID("number"),
	}
	v.undo = dom.ByID("undo").OnClick(v.undoStroke)
	v.clear = dom.ByID("clear").OnClick(v.clearPad)
	v.example = dom.ByID("example").OnClick(commands.Example)
	v.digits = dom.List[int, *digit]{Parent: v.number, Make: v.makeDigit}
	rows := dom.ByID("probabilities")
	for i := range v.probabilities {
		v.probabilities[i] = dom.New("td", "")
		rows.Append(dom.New("tr", "", dom.New("th", "").Attr("scope", "row").Text(strconv.Itoa(i)), v.probabilities[i]))
	}
	v.listenToPrinter()
	v.showPen()
	return v
}

func (v *View) makeDigit(i int) (*dom.Element, *digit) {
	d := &digit{figure: dom.New("b", ""), percent: dom.New("span", "")}
	d.button = dom.Button("", func() { v.commands.Choose(i) }, d.figure, d.percent)
	return d.button, d
}

func (v *View) undoStroke() {
	v.model.Drawing.Undo()
	v.commands.Drawn()
	v.commands.Say("pad", v.words.T("say.undone"))
}

func (v *View) clearPad() {
	v.model.Drawing.Clear()
	v.commands.Drawn()
	v.commands.Say("pad", v.words.T("say.cleared"))
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	d := &v.model.Drawing
	ink := ""
	if !d.Empty() {
		ink = "true"
	}
	dom.ByID("page").Attr("data-ink", ink)
	v.undo.Enabled(d.CanUndo())
	v.clear.Enabled(!d.Empty())
	v.example.Enabled(true)
	v.what.Text(v.model.OnPad(v.words))
	v.showPrediction()
	v.showNumber()
}

func (v *View) showPrediction() {
	m := v.model
	v.prediction.Attr("data-state", m.Verdict()).Attr("data-digits", strconv.Itoa(len(m.Several.Predictions())))
	v.digit.Text(m.Figures())
	percent := ""
	if m.Seen().Known {
		percent = m.Percent(m.Prediction.Digit)
	}
	v.percent.Text(percent)
	v.remark.Text(m.Remark(v.words))
	v.loss.Text(m.LossText(v.words))
	for i, e := range v.probabilities {
		e.Text(m.Percent(i))
	}
}

func (v *View) showNumber() {
	s := &v.model.Several
	n := len(v.model.SeenDigits())
	v.number.Hidden(n < 2)
	for len(v.places) < n {
		v.places = append(v.places, len(v.places))
	}
	v.digits.Show(v.places[:n], func(i int, d *digit) {
		figure, percent := s.Figure(i)
		d.figure.Text(figure)
		d.percent.Text(percent)
		d.button.Attr("aria-pressed", strconv.FormatBool(i == s.Shown())).Attr("aria-label", s.Title(v.words, i))
	})
}
