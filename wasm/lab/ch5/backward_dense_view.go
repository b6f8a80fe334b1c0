//go:build js

package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
)

// backDense shows x, dY and dW = xᵀ dY of a dense layer side by side.
type backDense struct {
	text, element    *dom.Element
	x, dy, dw        *dom.Canvas
	grid, area, spot *dom.Element
	rows, columns    [2]*dom.Element // what the chosen element lights: its factor, and of dW its row or column
}

func (d *backDense) build(v *backward) {
	canvas := func() *dom.Canvas { return dom.NewLargeCanvas(dom.New("canvas", "").Attr("aria-hidden", "true")) }
	d.x, d.dy, d.dw = canvas(), canvas(), canvas()
	for i := range d.rows {
		d.rows[i], d.columns[i] = dom.New("i", "band"), dom.New("i", "band")
	}
	letter := func(class, s string) *dom.Element {
		return dom.New("i", "letter "+class).Text(s).Attr("aria-hidden", "true")
	}
	d.spot = dom.New("span", "spot").Attr("role", "slider")
	d.area = dom.New("div", "back-area", d.dw.Element(), d.rows[1], d.columns[1], d.spot)
	m := v.model
	d.spot.OnDrag(dom.Drag{Area: d.area, To: func(x, y float64) { v.change(func() { m.Point(x, y) }) },
		By: func(dx, dy int, _ bool) { v.change(func() { m.Nudge(dx, dy) }) }})
	at := func(f func(do func())) func(x, y float64) {
		return func(x, y float64) {
			if box := d.area.Box(); box.W > 0 && box.H > 0 {
				f(func() { m.Point(x/box.W, y/box.H) })
			}
		}
	}
	d.dw.Element().OnPoint(at(v.change)).OnHover(at(func(do func()) { // it only lights: the address stays
		do()
		v.Show()
	}))
	d.grid = dom.New("div", "back-product",
		letter("at-dy", "dY"), dom.New("div", "back-dy", d.dy.Element(), d.columns[0]),
		letter("at-x", "x"), dom.New("div", "back-x", d.x.Element(), d.rows[0]),
		letter("at-dw", "dW"), d.area)
	d.text, d.element = dom.New("p", "note"), dom.New("p", "back-element")
}

func (d *backDense) hide(on bool) {
	for _, e := range [...]*dom.Element{d.grid, d.text, d.element} {
		e.Hidden(on)
	}
}

func (d *backDense) show(v *backward) {
	m, w := v.model, v.f.Words
	inputs, units := m.Window()
	row, column := m.Element()
	d.text.Text(m.DenseText(w))
	element := m.ElementText(w)
	d.element.Text(element)
	d.grid.Style("--inputs", strconv.Itoa(inputs)).Style("--units", strconv.Itoa(units))
	for _, b := range d.rows {
		b.Style("top", edge(row, inputs)).Style("height", edge(1, inputs))
	}
	for _, b := range d.columns {
		b.Style("left", edge(column, units)).Style("width", edge(1, units))
	}
	d.spot.Style("left", share(column, units)).Style("top", share(row, inputs))
	d.spot.Attr("aria-label", w.T("lab.5.3.back.map")).Attr("aria-valuetext", element).
		Attr("aria-valuemin", "1").Attr("aria-valuemax", strconv.Itoa(inputs*units)).Attr("aria-valuenow", strconv.Itoa(row*units+column+1))
	if v.paper == nil {
		return
	}
	x, dy, dw := m.DensePictures(v.paper)
	d.x.Put(1, inputs, x)
	d.dy.Put(units, 1, dy)
	d.dw.Put(units, inputs, dw)
}

// edge returns where the i-th of n parts begins.
func edge(i, n int) string {
	return strconv.FormatFloat(float64(i)/float64(n)*100, 'f', 2, 64) + "%"
}
