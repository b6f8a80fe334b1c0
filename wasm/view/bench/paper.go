//go:build js

package bench

import (
	"image/color"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// paper is the pictures that are printed: the canvas of the page, which is WebGL's,
// leaves paper blank.
type paper struct{ pad, input *dom.Canvas }

func (v *View) listenToPrinter() {
	v.paper = paper{dom.NewLargeCanvas(dom.ByID("paper-pad")), dom.NewLargeCanvas(dom.ByID("paper-input"))}
	dom.OnPrint(v.print)
}

func (v *View) print() {
	var film ink.Film
	side, grey := ink.FilmSide, film.Pad[:]
	if !v.model.Film(&film) {
		side, grey = ink.Side, film.Image[:] // a test digit, or nothing
	}
	black := color.RGBA{A: 255}
	rgba := make([]byte, 4*side*side)
	state.PaintThumb(rgba, grey, black)
	v.paper.pad.Put(side, side, rgba)
	rgba = rgba[:4*ink.Pixels]
	state.PaintThumb(rgba, film.Image[:], black)
	v.paper.input.Put(ink.Side, ink.Side, rgba)
}
