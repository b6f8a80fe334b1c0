//go:build js

package lab

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/glossary"
	"github.com/zerokara/zerokara/wasm/words"
)

// Frame is what stands round a lab, from its question to what comes next.
type Frame struct {
	Try   *dom.Element // the lab's main part
	Digit *dom.Element // the same on the visitor's digit
	Guess *dom.Element // for a guess that is drawn or typed

	Model *state.Model
	Words *words.Words

	page    *Page
	lab     table.Lab
	root    *dom.Element
	section *dom.Section
	view    View
	changed func() // the address is to follow

	title, question, book       *dom.Element
	terms                       []term
	guessTitle, guessText       *dom.Element
	options                     []*dom.Element
	digitTitle, digitNote       *dom.Element
	happenedTitle, happened     *dom.Element
	missionTitle, mission, done *dom.Element
	code, codeText, files       *dom.Element
	next                        *dom.Element

	guess, truth int // of the options; -1 is none
	sentence     string
}

// term is a term that the lab's words need, with the button that explains it.
type term struct {
	key          string
	name, button *dom.Element
}

func newFrame(page *Page, l table.Lab, changed func()) *Frame {
	f := &Frame{
		Model: page.Model, Words: page.Words, page: page, lab: l, changed: changed, guess: -1, truth: -1,
		Try: dom.New("div", "try"), Digit: dom.New("div", "on-digit"), Guess: dom.New("div", "options"),
		book: dom.New("p", "book"), question: dom.New("p", "question"),
		guessText: dom.New("p", ""), digitNote: dom.New("p", "note"), happened: dom.New("p", ""),
		mission: dom.New("p", ""), done: dom.New("p", "done").Attr("role", "status"),
		codeText: dom.New("p", ""), files: dom.New("p", "files"), next: dom.New("a", "button next"),
	}
	heading := func() *dom.Element { return dom.New("h4", "") }
	f.title = dom.New("h3", "").Attr("tabindex", "-1").Attr("id", "lab-"+l.ID)
	f.guessTitle, f.digitTitle, f.happenedTitle, f.missionTitle, f.code = heading(), heading(), heading(), heading(), heading()
	f.Guess.Attr("role", "group")
	for i := range l.Guesses {
		b := dom.Button("", func() { f.choose(i) })
		f.options = append(f.options, b)
		f.Guess.Append(b)
	}
	terms := dom.New("p", "terms")
	for key := range strings.FieldsSeq(l.Terms) {
		t := term{key, dom.New("span", ""), glossary.NewButton()}
		f.terms = append(f.terms, t)
		terms.Append(dom.New("span", "", t.name, t.button))
	}
	f.root = dom.New("article", "lab",
		dom.New("header", "", f.title, f.book, terms, f.question),
		dom.New("div", "guess", f.guessTitle, f.guessText, f.Guess),
		f.Try,
		dom.New("div", "yours", f.digitTitle, f.Digit, f.digitNote),
		dom.New("div", "happened", f.happenedTitle, f.happened),
		dom.New("div", "mission", f.missionTitle, f.mission, f.done),
		dom.New("div", "code", f.code, f.codeText, f.files),
		f.next,
	).Attr("data-lab", l.ID).Attr("aria-labelledby", "lab-"+l.ID)
	f.section = dom.NewSection(f.root, page.Commands.Fail)
	return f
}

// build makes the lab's view.
func (f *Frame) build(build Build) {
	f.section.Run(func() {
		f.redraw()
		f.view = build(f)
		if f.page.paper != nil {
			f.view.SetPaper(f.page.paper)
		}
	})
}

// Image returns the drawing that the lab is about, 784 grey values, and whether it is
// the visitor's. rev counts its changes.
func (f *Frame) Image() (pixels []byte, own bool, rev int) {
	f.page.look()
	return f.page.image[:], f.page.own, f.page.rev
}

// Post sends a command to the worker.
func (f *Frame) Post(m protocol.Message) { f.page.Commands.Post(m) }

// NewID returns a number for a command that no other has.
func (f *Frame) NewID() uint32 {
	f.page.ids++
	return f.page.ids
}

// Say has a sentence read out by a screen reader; a newer one of its kind replaces it.
func (f *Frame) Say(sentence string) { f.page.Commands.Say("lab", sentence) }

// Use makes a recipe the bench's network, untrained.
func (f *Frame) Use(r recipe.Recipe) { f.page.Commands.Use(r) }

// Changed is to be called after whatever the visitor did in the lab: the address
// follows.
func (f *Frame) Changed() {
	f.page.raise(f.lab.ID, table.Tried)
	f.changed()
}

// Happened says what happened, in sentences with the measured numbers.
func (f *Frame) Happened(sentence string) {
	f.sentence = sentence
	f.showHappened()
}

// Aside has the part on the visitor's digit take the place of Try and of the guess, or
// gives it back.
func (f *Frame) Aside(on bool) { f.root.Attr("data-aside", strconv.FormatBool(on)) }

// Chosen returns the visitor's guess, -1 without one.
func (f *Frame) Chosen() int { return f.guess }

// Truth says which guess is correct: the lab has shown it.
func (f *Frame) Truth(option int) {
	if f.truth != option {
		f.truth = option
		f.showGuess()
	}
}

// Done says that the visitor has reached the mission.
func (f *Frame) Done() {
	if f.page.raise(f.lab.ID, table.Done) {
		f.showMission()
		f.changed()
	}
}

func (f *Frame) choose(option int) {
	f.guess = option
	f.Changed()
	f.showGuess()
}

// show shows what has changed.
func (f *Frame) show() {
	f.section.Run(func() {
		f.page.look()
		f.showDigit()
		f.view.Show()
	})
}

// redraw shows the frame's words.
func (f *Frame) redraw() {
	w := f.Words
	f.title.Text(f.lab.ID + "  " + w.Name("lab", f.lab.ID+".title"))
	f.book.Text(w.T("lab.book", "section", f.lab.Book))
	f.question.Text(w.Name("lab", f.lab.ID+".question"))
	for _, t := range f.terms {
		t.name.Text(w.Named("term.", t.key))
		glossary.Explain(t.button, w, t.key)
	}
	f.guessTitle.Text(w.T("lab.guess"))
	f.digitTitle.Text(w.T("lab.digit"))
	f.happenedTitle.Text(w.T("lab.happened"))
	f.missionTitle.Text(w.T("lab.mission"))
	f.mission.Text(w.Name("lab", f.lab.ID+".mission"))
	f.code.Text(w.T("lab.code"))
	f.codeText.Text(w.Name("lab", f.lab.ID+".code"))
	f.files.Text(w.T("lab.files", "ours", f.lab.File, "book", f.lab.Script))
	if next, ok := f.lab.Next(); ok {
		f.next.Attr("href", "#/book/"+next.Chapter()+"?"+table.Query(next.ID, "")).
			Text(w.T("lab.next", "lab", next.ID+" "+w.Name("lab", next.ID+".title")))
	} else {
		f.next.Attr("href", state.Watch.Fragment()).Text(w.T("lab.next.bench"))
	}
	f.showGuess()
	f.showDigit()
	f.showHappened()
	f.showMission()
}

func (f *Frame) showGuess() {
	w := f.Words
	text := w.Name("lab", f.lab.ID+".guess")
	f.Guess.Attr("aria-label", text)
	for i, b := range f.options {
		class := ""
		if f.guess >= 0 && i == f.truth {
			class = "true"
		}
		b.Text(w.Name("lab", f.lab.ID+".guess."+strconv.Itoa(i))).Class(class).Attr("aria-pressed", strconv.FormatBool(i == f.guess))
	}
	if f.guess >= 0 && f.truth >= 0 {
		if f.guess == f.truth {
			text += " " + w.T("lab.guess.correct")
		} else {
			text += " " + w.T("lab.guess.wrong", "truth", w.Name("lab", f.lab.ID+".guess."+strconv.Itoa(f.truth)))
		}
	}
	f.guessText.Text(text)
}

func (f *Frame) showDigit() {
	if f.page.own {
		f.digitNote.Text(f.Words.T("lab.own"))
	} else {
		f.digitNote.Text(f.Words.T("lab.example", "digit", exampleDigit))
	}
}

func (f *Frame) showHappened() {
	s := f.sentence
	if s == "" {
		s = f.Words.T("lab.happened.none")
	}
	f.happened.Text(s)
}

func (f *Frame) showMission() {
	done := f.page.Standing(f.lab.ID) == table.Done
	f.root.Attr("data-standing", f.page.Standing(f.lab.ID).String())
	if done {
		f.done.Text(f.Words.T("lab.done"))
	} else {
		f.done.Text(f.Words.T("lab.open"))
	}
}
