//go:build js

package thumb

import (
	"image/color"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// Thumb is an item of a list: a button with the picture of a digit and a line of text
// below, and other buttons under it.
type Thumb struct {
	item, button, line *dom.Element
	canvas             *dom.Canvas
	ink                color.RGBA // that it is painted with; none before
}

// New returns a Thumb that calls run when its picture is activated.
func New(run func(), more ...*dom.Element) *Thumb {
	t := &Thumb{line: dom.New("span", "")}
	picture := dom.New("canvas", "").Attr("aria-hidden", "true")
	t.canvas = dom.NewCanvas(picture)
	t.button = dom.Button("thumb", run, picture, t.line)
	t.item = dom.New("li", "", t.button).Append(more...)
	return t
}

// Item is the list's item.
func (t *Thumb) Item() *dom.Element { return t.item }

// Focus gives the picture the focus.
func (t *Thumb) Focus() { t.button.Focus() }

// Show shows grey values, always the same of one Thumb, in the theme's ink, the line
// below, and a title in full.
func (t *Thumb) Show(pixels []byte, in color.RGBA, class, line, title string) {
	t.item.Class(class)
	t.button.Attr("aria-label", title).Attr("title", title)
	t.line.Text(line)
	if t.ink != in {
		t.ink = in
		Paint(t.canvas, pixels, in)
	}
}

// Paint shows grey values in the theme's ink.
func Paint(c *dom.Canvas, pixels []byte, in color.RGBA) {
	var rgba [4 * ink.Pixels]byte
	state.PaintThumb(rgba[:], pixels, in)
	c.Put(ink.Side, ink.Side, rgba[:])
}
