//go:build js

package mini

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// View is the line.
type View struct {
	model *state.Model
	words *words.Words
	grey  *[ink.Pixels]byte // the network's input

	line, digit, percent, says *dom.Element
	page, pad                  *dom.Element
	canvas                     *dom.Canvas
	paper                      state.Paper
	painted                    [ink.Pixels]byte
	fresh                      bool // painted is on the canvas
	open                       bool
	away                       bool // the pad is out of the window
}

// New takes the page's markup over. grey stays the network's input.
func New(model *state.Model, words *words.Words, grey *[ink.Pixels]byte) *View {
	v := &View{
		model: model, words: words, grey: grey, page: dom.ByID("page"), pad: dom.ByID("pad"),
		line: dom.ByID("mini"), digit: dom.ByID("mini-digit"), percent: dom.ByID("mini-percent"), says: dom.ByID("mini-says"),
		canvas: dom.NewCanvas(dom.ByID("mini-thumb")),
	}
	v.pad.OnVisible(func(on bool) {
		v.away = !on
		v.setOpen(v.open)
	})
	v.line.OnClick(func() {
		if v.away {
			v.pad.ScrollToMiddle()
			v.pad.FocusInPlace()
			return
		}
		v.setOpen(!v.open)
		if v.open {
			v.pad.FocusInPlace()
		}
	})
	dom.OnWindowKey(func(key string) bool {
		if key != "Escape" || !v.open {
			return false
		}
		v.Close()
		v.line.Focus()
		return true
	})
	return v
}

// Open opens the sheet, where there is one.
func (v *View) Open() { v.setOpen(v.line.Shown()) }

// Close closes the sheet.
func (v *View) Close() { v.setOpen(false) }

func (v *View) setOpen(open bool) {
	v.open = open
	expanded, flag, says := "false", "", v.words.T("mini.draw")
	if open {
		expanded, flag, says = "true", "open", v.words.T("mini.close")
	}
	away := ""
	if v.away { // it leads back to the pad, and opens nothing
		expanded, away = "", "true"
	}
	v.line.Attr("aria-expanded", expanded)
	v.page.Attr("data-sheet", flag).Attr("data-away", away)
	v.says.Text(says)
}

// Show shows the drawing and its prediction.
func (v *View) Show() {
	p := v.model.Seen()
	kind, digit, percent := "empty", "?", ""
	if p.Known {
		kind, percent = "known", plot.Percent(float64(p.P[p.Digit]))
		if p.Doubt.String() != "" {
			kind = "doubt"
		}
		if p.Doubt.String() != "none" {
			digit = strconv.Itoa(p.Digit)
		}
	}
	v.line.Attr("data-state", kind)
	v.digit.Text(digit)
	v.percent.Text(percent)
	if !v.fresh || v.painted != *v.grey {
		v.fresh, v.painted = true, *v.grey
		var rgba [4 * ink.Pixels]byte
		v.paper.PaintGrey(rgba[:], v.grey[:], nil)
		v.canvas.Put(ink.Side, ink.Side, rgba[:])
	}
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.setOpen(v.open)
	v.Show()
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.paper, v.fresh = *p, false
	v.Show()
}
