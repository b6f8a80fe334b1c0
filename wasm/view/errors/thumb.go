//go:build js

package errors

import (
	"image/color"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// thumb is a test image: a button with a small picture and the confidence below.
type thumb struct {
	item, button, line *dom.Element
	canvas             *dom.Canvas
	image              state.TestImage
	ink                color.RGBA // that it is painted with; none before
}

func (v *View) makeThumb(int) (*dom.Element, *thumb) {
	t := &thumb{line: dom.New("span", "")}
	picture := dom.New("canvas", "").Attr("aria-hidden", "true")
	t.canvas = dom.NewCanvas(picture)
	t.button = dom.Button("thumb", func() {
		c, _ := v.model.Errors.Cell()
		v.commands.Put(t.image.Pixels, int(t.image.Index), c.Label)
		v.commands.Say("pad", v.words.T("say.image", "label", c.Label))
		v.pad.Reveal()
	}, picture, t.line)
	t.item = dom.New("li", "", t.button)
	return t.item, t
}

func (v *View) showThumb(t *thumb, image state.TestImage) {
	e := &v.model.Errors
	class := "misread"
	if c, _ := e.Cell(); c.Correct() {
		class = ""
	}
	title := e.ImageTitle(v.words, image)
	t.image = image
	t.item.Class(class)
	t.button.Attr("aria-label", title).Attr("title", title)
	t.line.Text(image.Percent())
	if t.ink != v.ink {
		t.ink = v.ink
		var rgba [4 * ink.Pixels]byte
		state.PaintThumb(rgba[:], image.Pixels, v.ink)
		t.canvas.Put(ink.Side, ink.Side, rgba[:])
	}
}
