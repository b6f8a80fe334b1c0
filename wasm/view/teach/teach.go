//go:build js

package teach

import (
	"image/color"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/thumb"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Changed func()                        // the kept drawings
	Teach   func(command *protocol.Teach) // nil if there is none
	Stop    func()                        // the lesson
	Say     func(kind, sentence string)   // aloud
	Writer  func() string                 // the visitor's name
}

// View is the section of lessons.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	input    *[ink.Pixels]byte // the network's input
	ink      color.RGBA

	section            *dom.Element
	canvas             *dom.Canvas
	painted            [ink.Pixels]byte
	paintedIn          color.RGBA // none before
	question, fieldset *dom.Element
	digits             [recipe.Classes]digit
	teach, keep, again *dom.Element
	note               *dom.Element

	lesson, stage, progress, stop *dom.Element
	running                       bool // as shown
	receipt                       receipt
}

// digit is what the visitor can say that the drawing is.
type digit struct{ label, radio *dom.Element }

// New fills the section, which the page's markup has.
func New(model *state.Model, words *words.Words, input *[ink.Pixels]byte, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, input: input,
		section: dom.ByID("teach"),
		canvas:  dom.NewCanvas(dom.ByID("teach-thumb")), question: dom.ByID("teach-legend"), fieldset: dom.ByID("teach-digits"),
		teach: dom.ByID("teach-go"), note: dom.ByID("teach-note"),
		lesson: dom.ByID("lesson"), stage: dom.ByID("lesson-text"), progress: dom.ByID("lesson-progress"),
		receipt: newReceipt(),
	}
	for d := range v.digits {
		name := strconv.Itoa(d)
		radio := dom.New("input", "").Attr("type", "radio").Attr("name", "digit").Attr("value", name).OnChange(func() {
			v.model.ChooseDigit(d)
			v.Show()
		})
		v.digits[d] = digit{dom.New("label", "", radio, dom.New("span", "").Text(name)), radio}
		v.fieldset.Append(v.digits[d].label)
	}
	dom.ByID("teach-form").OnSubmit(func() { v.begin(v.model.TeachDrawing(v.commands.Writer())) })
	v.keep = dom.ByID("teach-keep").OnClick(func() {
		if v.model.KeepDrawing(v.commands.Writer()) {
			v.commands.Say("kept", v.model.KeptAs(v.words))
		}
		v.commands.Changed()
	})
	v.again = dom.ByID("kept-again").OnClick(func() {
		v.begin(v.model.TeachAgain())
		v.lesson.ScrollToMiddle()
	})
	v.stop = dom.ByID("lesson-stop").OnClick(v.commands.Stop)
	return v
}

// Learn begins a lesson about a drawing of a round, here.
func (v *View) Learn(r *state.Result) {
	v.begin(v.model.TeachStrokes(r.Asked, v.commands.Writer(), r.Strokes))
	v.section.ScrollToTop()
}

// begin begins a lesson, if there is a command to send.
func (v *View) begin(command *protocol.Teach) {
	v.commands.Teach(command)
	v.commands.Changed()
	if command != nil {
		v.stop.FocusHere()
	}
}

// SetPaper shows the picture in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.ink = p.Ink
	v.Show()
}

// Redraw shows everything in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	if v.painted != *v.input || v.paintedIn != v.ink {
		v.painted, v.paintedIn = *v.input, v.ink
		thumb.Paint(v.canvas, v.painted[:], v.ink)
	}
	m := v.model
	v.question.Text(m.LessonQuestion(v.words))
	v.fieldset.Disabled(!m.CanChoose())
	for d := range v.digits {
		class := ""
		if m.Predicts(d) {
			class = "answered"
		}
		v.digits[d].label.Class(class)
		v.digits[d].radio.Checked(m.Lesson.Chosen(d))
	}
	v.teach.Disabled(!m.CanTeach())
	v.keep.Disabled(!m.CanKeep())
	v.again.Disabled(!m.CanTeachAgain())
	v.note.Text(m.LessonNote(v.words))
	v.showLesson()
}

// showLesson shows the lesson under way, or the receipt of the last. At its end the
// focus does not stay on a button that is gone.
func (v *View) showLesson() {
	l := &v.model.Lesson
	ends := v.running && !l.Running()
	focused := ends && v.stop.HasFocus()
	v.running = l.Running()
	if v.running {
		v.stage.Text(l.Stage(v.words))
		v.progress.Number("value", l.Progress())
	}
	v.lesson.Hidden(!v.running)
	r, ok := v.model.Receipt(v.words)
	v.receipt.show(&r, ok)
	if ends {
		v.commands.Say("lesson", r.Title)
	}
	if focused {
		v.receipt.root.FocusHere()
	}
}
