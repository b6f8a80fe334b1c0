//go:build js

package ch2

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
)

// learnView is Rosenblatt's rule on the page: the weights as a point, the way that it
// has come, the vector that was added last.
type learnView struct {
	plot              *lab.Plot
	path, loop, added *lab.Line
	now               *lab.Mark
	all, one, text    *dom.Element
}

func (l *learnView) build(v *GatesView) (buttons, rest *dom.Element) {
	l.plot = lab.NewPlot("weights")
	l.path, l.loop, l.added = l.plot.Line("training"), l.plot.Line("training loop"), l.plot.Line("added")
	l.now = l.plot.Mark("training")
	l.all = dom.Button("", func() { v.change(v.model.LearnAll) })
	l.one = dom.Button("", func() { v.change(func() { v.model.LearnStep() }) })
	l.text = dom.New("p", "note").Attr("role", "status")
	return dom.New("p", "buttons acts", l.all, l.one), dom.New("div", "learn", l.text, l.plot.Element)
}

// name names the buttons, which two layers have not.
func (l *learnView) name(v *GatesView) {
	l.all.Text(v.words.T("lab.2.1.learn.all")).Hidden(v.model.Stacked())
	l.one.Text(v.words.T("lab.2.1.learn.one")).Hidden(v.model.Stacked())
}

func (l *learnView) show(v *GatesView) {
	g, w := v.model, v.words
	updates, loop := g.Path()
	goes := g.Learning() == LearnGoes
	l.all.Enabled(goes)
	l.one.Enabled(goes)
	l.text.Text(g.LearnText(w))
	l.plot.Element.Hidden(len(updates) == 0)
	if len(updates) == 0 {
		return
	}
	l.plot.Describe(g.PathText(w))
	xs, ys := []float64{updates[0].Before[0]}, []float64{updates[0].Before[1]}
	for _, u := range updates {
		xs, ys = append(xs, u.After[0]), append(ys, u.After[1])
	}
	x, y := axis("w₁", xs), axis("w₂", ys)
	l.plot.Axes(x, y)
	l.path.Show(xs, ys)
	last := len(xs) - 1
	if loop >= 0 {
		l.loop.Show(xs[loop:], ys[loop:])
	} else {
		l.loop.Show(nil, nil)
	}
	l.added.Show(xs[last-1:], ys[last-1:])
	l.now.Show(xs[last], ys[last], "w")
}

// axis returns an axis for values, with 0 on it and some room.
func axis(name string, values []float64) lab.Axis {
	from, to := 0.0, 0.0
	for _, v := range values {
		from, to = min(from, v), max(to, v)
	}
	room := 0.15*(to-from) + 0.1
	return lab.Axis{From: from - room, To: to + room, Label: name}
}

// wiresView is the two layers as wires, of which those that carry a 1 are lit.
type wiresView struct {
	rows    *lab.Choice
	svg     *dom.Element
	wires   [7]*dom.Element
	letters [6]*dom.Element // x1, x2, NAND, OR, AND, y
}

// The wires go from left to right: x1 and x2 to NAND and OR, these to AND, and out.
const wires = `<svg class="wires" viewBox="0 0 360 180" role="img">
<path data-part="w0" d="M50 50H125"/><path data-part="w1" d="M50 50L125 130"/><path data-part="w2" d="M50 130L125 50"/>
<path data-part="w3" d="M50 130H125"/><path data-part="w4" d="M165 50L240 90"/><path data-part="w5" d="M165 130L240 90"/>
<path data-part="w6" d="M280 90H330"/>
<rect class="node" x="117" y="32" width="56" height="36" rx="6"/><rect class="node" x="117" y="112" width="56" height="36" rx="6"/>
<rect class="node" x="232" y="72" width="56" height="36" rx="6"/>
<text class="name" x="30" y="26">x₁</text><text class="name" x="30" y="106">x₂</text><text class="name" x="145" y="26">NAND</text>
<text class="name" x="145" y="106">OR</text><text class="name" x="260" y="66">AND</text><text class="name" x="345" y="66">y</text>
<text data-part="l0" x="30" y="56"></text><text data-part="l1" x="30" y="136"></text><text data-part="l2" x="145" y="56"></text>
<text data-part="l3" x="145" y="136"></text><text data-part="l4" x="260" y="96"></text><text data-part="l5" x="345" y="96"></text></svg>`

func (l *wiresView) build(v *GatesView) *dom.Element {
	l.rows = lab.NewChoice(4, func(i int) { v.change(func() { v.model.ChooseRow(i) }) })
	l.svg = dom.Markup(wires)
	for i := range l.wires {
		l.wires[i] = l.svg.Part("w" + digit(i))
	}
	for i := range l.letters {
		l.letters[i] = l.svg.Part("l" + digit(i))
	}
	return dom.New("div", "", l.rows.Element, l.svg)
}

func (l *wiresView) show(v *GatesView) {
	g, w := v.model, v.words
	rows := g.StackRows()
	l.rows.Show(w.T("lab.2.1.inputs"), g.Chosen(), rows[0].X.Pair(), rows[1].X.Pair(), rows[2].X.Pair(), rows[3].X.Pair())
	r := rows[g.Chosen()]
	x, y := int(r.X.X), int(r.X.Y)
	for i, on := range [...]int{x, x, y, y, r.NAND, r.OR, r.Y} {
		class := "wire"
		if on == 1 {
			class = "wire lit"
		}
		l.wires[i].Class(class)
	}
	for i, value := range [...]int{x, y, r.NAND, r.OR, r.Y, r.Y} {
		l.letters[i].Text(strconv.Itoa(value))
	}
	l.svg.Attr("aria-label", w.T("lab.2.1.wires", "x", x, "y", y, "nand", r.NAND, "or", r.OR, "output", r.Y))
}

// probeView is the drawing with the two pixels that are x1 and x2.
type probeView struct {
	picture *picture
	pixels  [2]*dom.Element
	text    *dom.Element
}

const pixels = `<svg class="pixels" viewBox="0 0 28 28"><rect data-part="area" width="28" height="28" fill="none"/>
<g data-part="x0" class="handle" role="slider" aria-valuemin="1" aria-valuemax="28"><circle class="reach" r="4.5"/><rect class="knob" x="-.5" y="-.5" width="1" height="1"/><text dx="1.4" dy="-.8">x₁</text></g>
<g data-part="x1" class="handle" role="slider" aria-valuemin="1" aria-valuemax="28"><circle class="reach" r="4.5"/><rect class="knob" x="-.5" y="-.5" width="1" height="1"/><text dx="1.4" dy="-.8">x₂</text></g></svg>`

func (p *probeView) build(v *GatesView) *dom.Element {
	p.picture, p.text = newPicture(""), dom.New("p", "note")
	svg := dom.Markup(pixels)
	area := svg.Part("area")
	for i := range p.pixels {
		p.pixels[i] = svg.Part("x" + digit(i)).OnDrag(dom.Drag{
			Area: area,
			To:   func(x, y float64) { v.change(func() { v.model.SetPixel(i, int(x*side), int(y*side)) }) },
			By: func(dx, dy int, fine bool) {
				v.change(func() {
					column, row := v.model.Pixel(i)
					v.model.SetPixel(i, column+dx, row+dy)
				})
			},
		})
	}
	return dom.New("div", "probe", dom.New("div", "over", p.picture.element, svg), p.text)
}

func (p *probeView) show(v *GatesView, grey []byte, probe Probe) {
	g, w := v.model, v.words
	p.picture.grey(v.paper, grey, false, w.T("lab.2.1.drawing"))
	for i, e := range p.pixels {
		column, row := g.Pixel(i)
		e.Attr("transform", "translate("+strconv.Itoa(column)+".5 "+strconv.Itoa(row)+".5)").
			Attr("aria-label", g.PixelName(w, i)).Attr("aria-valuenow", strconv.Itoa(column+1)).Attr("aria-valuetext", g.PixelPlace(w, i))
	}
	p.text.Text(probe.Text(w))
}
