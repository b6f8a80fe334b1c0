//go:build js

package timeline

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Seek   func(*protocol.Seek) // nil for nothing to send
	Branch func()
	Seen   func() // the strip has come into the window
}

// View is the handle, the notice and the strip.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	page, handle, rail, film   *dom.Element
	past, text, branch, back   *dom.Element
	said, strip                *dom.Element
	first, flip, last, from    *dom.Element
	sights                     []sight
	seen, predictions, drawing state.Seen
}

// sight is a bar of the strip.
type sight struct{ bar, digit *dom.Element }

// New takes the page's markup over.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, page: dom.ByID("page"), handle: dom.ByID("seek"), rail: dom.ByID("rail"), film: dom.ByID("past-film"),
		past: dom.ByID("past"), text: dom.ByID("past-text"),
		said: dom.ByID("hindsight-text"), strip: dom.ByID("sights"),
		first: dom.ByID("sight-first"), flip: dom.ByID("sight-flip"), last: dom.ByID("sight-last"), from: dom.ByID("timeline-from"),
	}
	v.branch = dom.ByID("past-branch").OnClick(commands.Branch)
	v.back = dom.ByID("past-back").OnClick(func() {
		v.handle.FocusInPlace() // the button goes
		commands.Seek(model.SeekNow())
	})
	v.handle.OnDrag(dom.Drag{
		Area: dom.ByID("track"),
		To:   func(x, _ float64) { commands.Seek(model.SeekTo(x)) },
		By:   func(dx, dy int, _ bool) { commands.Seek(model.SeekBy(dx - dy)) },
	}).OnKey(func(key string) bool {
		c, taken := model.SeekKey(key)
		if taken {
			commands.Seek(c)
		}
		return taken
	})
	v.strip.OnPoint(func(x, _ float64) {
		if w := v.strip.Width(); w > 0 {
			commands.Seek(model.SeekSight(x / float64(w)))
		}
	})
	dom.ByID("hindsight").OnVisible(func(on bool) {
		model.Timeline.HindsightVisible = on
		commands.Seen()
	})
	return v
}

// SetPaper changes nothing: the colours are the style sheet's.
func (v *View) SetPaper(*state.Paper) {}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.seen.Forget()
	v.Show()
}

// Show shows the model.
func (v *View) Show() {
	m, w := v.model, v.words
	_, looking := m.Past()
	flag := ""
	if looking {
		flag = "true"
	}
	v.page.Attr("data-past", flag)
	v.rail.Style("--at", number(m.Handle()))
	v.handle.Hidden(!m.HasPast()).
		Attr("aria-valuemax", "100").Attr("aria-valuenow", number(100*m.Handle())).Attr("aria-valuetext", m.HandleText(w))
	text := m.PastText(w)
	v.past.Hidden(text == "")
	v.text.Text(text)
	v.branch.Enabled(m.CanBranch())
	on := ""
	if m.HasPast() {
		on = "true"
	}
	v.film.Text(m.FilmText(w)).Attr("data-on", on)
	changed := v.seen.Changed(m.Rev.Past)
	if v.predictions.Changed(m.Rev.Prediction) || v.drawing.Changed(m.Rev.Pad) || changed {
		v.showHindsight()
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }

func (v *View) showHindsight() {
	m := v.model
	text := m.HindsightText(v.words)
	v.said.Text(text)
	v.from.Text(m.TimelineNote(v.words))
	all := m.Hindsight()
	for len(v.sights) < len(all) {
		s := sight{bar: dom.New("span", ""), digit: dom.New("b", "")}
		v.strip.Append(s.bar.Append(dom.New("i", ""), s.digit))
		v.sights = append(v.sights, s)
	}
	step, looking := m.Past()
	for i, s := range v.sights {
		s.bar.Hidden(i >= len(all))
		if i >= len(all) {
			continue
		}
		here := &all[i]
		class := ""
		if here.Digit == all[len(all)-1].Digit {
			class = "same"
		}
		if looking && here.Step == step {
			class += " seen"
		}
		digit := ""
		if state.Named(all, i) {
			digit = strconv.Itoa(here.Digit)
		}
		s.bar.Class(class).Style("--p", number(float64(here.P)))
		s.digit.Text(digit)
	}
	if len(all) == 0 {
		v.first.Text("")
		v.flip.Text("")
		v.last.Text("")
		return
	}
	flip := ""
	if i := state.Flip(all); i > 0 && i < len(all)-1 {
		flip = plot.Thousands(int(all[i].Step))
		v.flip.Style("left", number(100*(float64(i)+0.5)/float64(len(all)))+"%")
	}
	v.first.Text(plot.Thousands(int(all[0].Step)))
	v.flip.Text(flip)
	v.last.Text(plot.Thousands(int(all[len(all)-1].Step)))
}
