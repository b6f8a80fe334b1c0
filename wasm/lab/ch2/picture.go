//go:build js

package ch2

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// picture is a canvas of 28 by 28 pixels.
type picture struct {
	element *dom.Element
	canvas  *dom.Canvas
	rgba    []byte
}

func newPicture(class string) *picture {
	return pictureOf(dom.New("canvas", "ink "+class).Attr("role", "img"))
}

// twoInks is two pictures side by side: the drawing, and what is made of it.
const twoInks = `<div class="inks"><canvas class="ink" role="img" data-part="ink"></canvas><canvas class="ink" role="img" data-part="made"></canvas></div>`

func pictureOf(e *dom.Element) *picture {
	return &picture{element: e, canvas: dom.NewCanvas(e), rgba: make([]byte, 4*Pixels)}
}

// grey shows a drawing; inverted, its negative. label names it.
func (p *picture) grey(paper *state.Paper, grey []byte, inverted bool, label string) {
	p.element.Attr("aria-label", label)
	if paper == nil {
		return
	}
	if inverted {
		grey = negative(grey)
	}
	paper.PaintGrey(p.rgba, grey, nil)
	p.canvas.Put(side, side, p.rgba)
}

// over shows values with a sign over a drawing, which may be empty. label names it.
func (p *picture) over(paper *state.Paper, grey []byte, values []float32, label string) {
	p.element.Attr("aria-label", label)
	if paper == nil {
		return
	}
	paper.PaintOver(p.rgba, grey, values, state.MaxMagnitude(values))
	p.canvas.Put(side, side, p.rgba)
}

// negative returns the drawing with its ink inverted.
func negative(grey []byte) []byte {
	n := make([]byte, len(grey))
	for i, g := range grey {
		n[i] = 255 - g
	}
	return n
}

// digit is a digit as a field's value, or in a part's name.
func digit(d int) string { return strconv.Itoa(d) }
