//go:build js

package dom

import (
	"encoding/base64"
	"errors"
	"strings"
	"syscall/js"
)

// Picture is drawn off the page, to be saved.
type Picture struct{ canvas, context js.Value }

// NewPicture returns a picture of w x h pixels without ink.
func NewPicture(w, h int) *Picture {
	c := document.Call("createElement", "canvas")
	c.Set("width", w)
	c.Set("height", h)
	return &Picture{c, c.Call("getContext", "2d")}
}

// Fill fills a rectangle with a colour of CSS.
func (p *Picture) Fill(x, y, w, h float64, colour string) {
	p.context.Set("fillStyle", colour)
	p.context.Call("fillRect", x, y, w, h)
}

// Text writes text on a line that begins at a point.
func (p *Picture) Text(x, y float64, text, font, colour string) {
	p.context.Set("font", font)
	p.context.Set("fillStyle", colour)
	p.context.Call("fillText", text, x, y)
}

// PNG returns the picture as a file.
func (p *Picture) PNG() ([]byte, error) {
	const head = "data:image/png;base64,"
	text, ok := strings.CutPrefix(p.canvas.Call("toDataURL", "image/png").String(), head)
	if !ok {
		return nil, errors.New("dom: the browser makes no PNG")
	}
	return base64.StdEncoding.DecodeString(text)
}
