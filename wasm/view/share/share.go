//go:build js

package share

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/qrcode"
	"github.com/zerokara/zerokara/wasm/words"
)

// Commands is what the view asks of the page.
type Commands struct {
	Link func(bare bool) string // the address, with or without the drawing
	Open func()                 // to where the panel is
	Here func() bool            // reports whether the page is there
}

// View is the panel of the link.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands

	link, holds         *dom.Element
	drawing, drawingRow *dom.Element
	copied, copy, send  *dom.Element
	code                *dom.Canvas
	codeText            *dom.Element
	shown               string // the link
	tried, refused      bool   // to copy it
}

// New fills the panel.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands, link: dom.ByID("share-link"), holds: dom.ByID("share-holds"),
		drawing: dom.ByID("share-drawing"), drawingRow: dom.ByID("share-with"), copied: dom.ByID("share-copied"), copy: dom.ByID("share-copy"),
		send: dom.ByID("share-send"), codeText: dom.ByID("share-qr-text"), code: dom.NewLargeCanvas(dom.ByID("share-qr")),
	}
	dom.ByID("share-open").OnClick(commands.Open)
	v.drawing.OnChange(v.Show)
	v.copy.OnClick(func() {
		dom.Copy(v.address(), func(ok bool) {
			v.tried, v.refused = true, !ok
			if !ok {
				v.link.Select()
			}
			v.Show()
		})
	})
	v.send.Hidden(!dom.CanShare()).OnClick(func() { dom.Share(words.T("title"), v.address()) })
	return v
}

func (v *View) bare() bool { return !v.drawing.IsChecked() }

func (v *View) address() string { return v.commands.Link(v.bare()) }

// Show shows the link to where the page was last beside this panel.
func (v *View) Show() {
	if !v.commands.Here() || !v.model.Linkable() {
		return
	}
	bare := v.bare()
	if link := v.commands.Link(bare); link != v.shown {
		v.shown, v.tried = link, false
		v.link.SetValue(link)
		v.draw(link)
	}
	v.holds.Text(v.model.SharedText(v.words, bare))
	v.drawingRow.Hidden(!v.model.HasDrawing())
	said := ""
	switch {
	case v.tried && v.refused:
		said = v.words.T("share.copy.refused")
	case v.tried:
		said = v.words.T("share.copied")
	}
	v.copied.Text(said)
}

// draw draws the QR code: black on white in every theme, as readers want it.
func (v *View) draw(link string) {
	c, err := qrcode.Encode(link)
	v.code.Element().Hidden(err != nil)
	if err != nil {
		v.codeText.Text(v.words.T("share.qr.long"))
		return
	}
	v.codeText.Text(v.words.T("share.qr.text"))
	n := c.Size()
	rgba := make([]byte, 4*n*n)
	for i := range n * n {
		k := byte(255)
		if c.Black(i%n, i/n) {
			k = 0
		}
		rgba[4*i], rgba[4*i+1], rgba[4*i+2], rgba[4*i+3] = k, k, k, 255
	}
	v.code.Put(n, n, rgba)
}

// Redraw implements the page's view: another language.
func (v *View) Redraw() {
	v.shown = ""
	v.Show()
}

// SetPaper implements the page's view.
func (v *View) SetPaper(*state.Paper) {}
