//go:build js

package ch2

import (
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

func pictureOf(e *dom.Element) *picture {
	return &picture{element: e, canvas: dom.NewCanvas(e), rgba: make([]byte, 4*Pixels)}
}

// grey shows a drawing; inverted, its negative.
func (p *picture) grey(paper *state.Paper, grey []byte, inverted bool) {
	if paper == nil {
		return
	}
	if inverted {
		grey = negative(grey)
	}
	paper.PaintGrey(p.rgba, grey, nil)
	p.canvas.Put(side, side, p.rgba)
}

// over shows values with a sign over a drawing, which may be empty.
func (p *picture) over(paper *state.Paper, grey []byte, values []float32) {
	if paper == nil {
		return
	}
	limit := float32(0)
	for _, v := range values {
		limit = max(limit, v, -v)
	}
	paper.PaintOver(p.rgba, grey, values, limit)
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
