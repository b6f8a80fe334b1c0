//go:build js

package ch5

import (
	"math"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// picture is a picture of signed numbers with its name.
type picture struct {
	root, name *dom.Element
	canvas     *dom.Canvas
}

func newPicture(class string) picture {
	p := picture{name: dom.New("figcaption", "note"), canvas: dom.NewLargeCanvas(dom.New("canvas", "").Attr("role", "img"))}
	p.root = dom.New("figure", "map-of "+class, p.canvas.Element(), p.name)
	return p
}

// show paints numbers between -top and top in the diverging scale.
func (p *picture) show(paper *state.Paper, name string, rows, columns int, top float64, at func(i int) float64) {
	p.name.Text(name)
	p.canvas.Element().Attr("aria-label", name)
	if paper == nil {
		return
	}
	if !(top > 0) {
		top = 1
	}
	rgba := make([]byte, 0, 4*rows*columns)
	for i := range rows * columns {
		c := paper.Diverging[uint8(128+math.Round(127*max(-1, min(1, at(i)/top))))]
		rgba = append(rgba, c.R, c.G, c.B, 255)
	}
	p.canvas.Put(columns, rows, rgba)
}
