//go:build js

package score

import (
	"image/color"
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/thumb"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Play  func(action state.ScoreAction)
	Draw  func(strokes []ink.Stroke, label int) // in place of the drawing on the pad
	Teach func(r *state.Result)                 // a lesson about it
	Moved func(playing bool)                    // a round has begun or ended, and with it the pad has moved
	Pad   func()                                // to be shown, where it is not part of the page
	Say   func(kind, sentence string)
}

// View is the section of the score, and the round's line above the pad.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	ink      color.RGBA

	section, lead, begin, body        *dom.Element
	yours, tests, yourBar, testBar    *dom.Element
	wrongText                         *dom.Element
	round, ask, skip, next, stop, pad *dom.Element
	wrong                             dom.List[int, *row] // by the result's key
	running                           bool                // as shown
}

// row is a drawing whose prediction was wrong, and its button to teach it.
type row struct {
	thumb *thumb.Thumb
	teach *dom.Element
}

// New fills the section, which the page's markup has.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		section: dom.ByID("score"), lead: dom.ByID("score-text"), body: dom.ByID("score-body"),
		yours: dom.ByID("score-yours"), tests: dom.ByID("score-tests"), yourBar: dom.ByID("score-your-bar"), testBar: dom.ByID("score-test-bar"),
		wrongText: dom.ByID("misread-text"),
		round:     dom.ByID("round"), ask: dom.ByID("round-ask"), pad: dom.ByID("pad"),
	}
	v.begin = dom.ByID("score-begin").OnClick(func() {
		v.commands.Play(state.ScoreBegin)
		v.toRound()
	})
	v.skip = dom.ByID("round-skip").OnClick(func() { v.play(state.ScoreSkip) })
	v.next = dom.ByID("round-next").OnClick(func() { v.play(state.ScoreNext) })
	v.stop = dom.ByID("round-stop").OnClick(func() { v.play(state.ScoreStop) })
	dom.OnPageKey(v.key)
	v.wrong = dom.List[int, *row]{Parent: dom.ByID("misread"), Make: v.makeRow}
	return v
}

// toRound brings the question and the pad below it into view, and gives the pad the
// focus.
func (v *View) toRound() {
	v.commands.Pad()
	if !v.round.InView() || !v.pad.InView() {
		v.round.ScrollToTop()
	}
	v.pad.FocusHere()
}

// play does what a button of the round says. The focus goes to the pad, where the next
// digit is drawn.
func (v *View) play(action state.ScoreAction) {
	v.act(action)
	if v.model.Score.Running() {
		v.pad.FocusHere()
	}
}

// act lifts a pen that the keyboard has put down, first.
func (v *View) act(action state.ScoreAction) {
	v.pad.Press("Escape")
	v.commands.Play(action)
}

// key takes the keys of a round, wherever the focus is.
func (v *View) key(key string, on dom.Focused) (taken bool) {
	if !v.model.Score.Running() || on == dom.OnField || !v.model.Heeds(key) {
		return false
	}
	switch {
	case key == "Enter" && on == dom.OnPage:
		v.act(state.ScoreNext)
	case key == "s" || key == "S":
		v.act(state.ScoreSkip)
	default:
		return false
	}
	return true
}

func (v *View) makeRow(key int) (*dom.Element, *row) {
	r := &row{teach: dom.Button("small", func() {
		if result := v.model.Score.Result(key); result != nil {
			v.commands.Teach(result)
		}
	})}
	r.thumb = thumb.New(func() {
		if result := v.model.Score.Result(key); result != nil {
			v.commands.Draw(result.Strokes, result.Asked)
			v.commands.Say("pad", v.words.T("say.drawn", "label", result.Asked))
			v.pad.Reveal()
		}
	}, r.teach)
	return r.thumb.Item(), r
}

// SetPaper shows the pictures in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.ink = p.Ink
	v.Show()
}

// Redraw shows everything in another language.
func (v *View) Redraw() { v.Show() }

// Show shows the model.
func (v *View) Show() {
	s := &v.model.Score
	was := v.running
	v.running = s.Running()
	if v.running {
		v.ask.Text(s.Ask(v.words))
	}
	disabled := ""
	if !v.model.CanScoreNext() {
		disabled = "true"
	}
	v.next.Attr("aria-disabled", disabled)
	v.round.Hidden(!v.running)
	v.begin.Text(s.BeginLabel(v.words)).Disabled(!v.model.Prepared).Hidden(v.running)
	v.lead.Text(v.model.ScoreLead(v.words))
	v.showScore(s)
	if v.running != was {
		v.commands.Moved(v.running)
		if was {
			v.end(s)
		}
	}
}

func (v *View) showScore(s *state.Score) {
	_, of := s.Count()
	v.body.Hidden(of == 0)
	if of == 0 {
		return
	}
	v.yours.Text(s.Yours(v.words))
	tests, accuracy := v.model.ScoreTests()
	v.tests.Text(tests)
	v.yourBar.Style("--part", strconv.FormatFloat(s.Fraction(), 'f', -1, 64))
	v.testBar.Style("--part", strconv.FormatFloat(accuracy, 'f', -1, 64))
	wrong := s.Wrong()
	v.wrongText.Text(s.WrongText(v.words))
	keys := make([]int, len(wrong))
	for i, r := range wrong {
		keys[i] = r.Key
	}
	v.wrong.Show(keys, func(i int, r *row) {
		result := wrong[i]
		r.thumb.Show(result.Pixels[:], v.ink, "misread", result.Figure(v.words), result.Title(v.words))
		r.teach.Text(v.words.T("score.teach")).Attr("aria-label", v.words.T("score.teach.label", "label", result.Asked)).Disabled(v.model.Lesson.Running())
	})
}

// end shows the score of a round that has ended. The focus does not go to the button:
// the Enter that ends a round must not begin another.
func (v *View) end(s *state.Score) {
	v.section.ScrollToTop()
	if _, of := s.Count(); of > 0 {
		v.commands.Say("score", s.Aloud(v.words))
		v.body.FocusHere()
	} else {
		v.begin.FocusHere()
	}
}
