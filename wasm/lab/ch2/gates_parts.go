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
	return dom.New("p", "buttons rule", l.all, l.one), dom.New("div", "learn", l.text, l.plot.Element)
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

// The wires from left to right: x1 and x2 to NAND and OR, these to AND, and out.
var wirePaths = [7]string{"M50 50H125", "M50 50L125 130", "M50 130L125 50", "M50 130H125", "M165 50L240 90", "M165 130L240 90", "M280 90H330"}

func (l *wiresView) build(v *GatesView) *dom.Element {
	l.rows = lab.NewChoice(4, func(i int) { v.change(func() { v.model.ChooseRow(i) }) })
	l.svg = dom.NewSVG("svg", "wires").Attr("viewBox", "0 0 360 180").Attr("role", "img")
	for i, d := range wirePaths {
		l.wires[i] = dom.NewSVG("path", "").Attr("d", d)
		l.svg.Append(l.wires[i])
	}
	for i, at := range [...][2]int{{30, 50}, {30, 130}, {145, 50}, {145, 130}, {260, 90}, {345, 90}} {
		if i >= 2 && i < 5 {
			l.svg.Append(dom.NewSVG("rect", "node").Attr("x", strconv.Itoa(at[0]-28)).Attr("y", strconv.Itoa(at[1]-18)).
				Attr("width", "56").Attr("height", "36").Attr("rx", "6"),
				svgText("name", at[0], at[1]-24).Text([...]string{"NAND", "OR", "AND"}[i-2]))
		}
		l.letters[i] = svgText("", at[0], at[1]+6)
		l.svg.Append(l.letters[i])
	}
	l.svg.Append(svgText("name", 30, 26).Text("x₁"), svgText("name", 30, 106).Text("x₂"), svgText("name", 345, 66).Text("y"))
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

func (p *probeView) build(v *GatesView) *dom.Element {
	p.picture, p.text = newPicture(""), dom.New("p", "note")
	area := dom.NewSVG("rect", "").Attr("width", strconv.Itoa(side)).Attr("height", strconv.Itoa(side)).Attr("fill", "none")
	svg := dom.NewSVG("svg", "pixels", area).Attr("viewBox", "0 0 "+strconv.Itoa(side)+" "+strconv.Itoa(side)).Style("user-select", "none")
	for i := range p.pixels {
		letter := svgText("", 0, 0).Attr("dx", "1.4").Attr("dy", "-0.8").Text([...]string{"x₁", "x₂"}[i])
		p.pixels[i] = dom.NewSVG("g", "handle",
			dom.NewSVG("circle", "reach").Attr("r", "4.5"),
			dom.NewSVG("rect", "knob").Attr("x", "-0.5").Attr("y", "-0.5").Attr("width", "1").Attr("height", "1"), letter).
			Attr("role", "slider").Attr("aria-valuemin", "1").Attr("aria-valuemax", strconv.Itoa(side))
		p.pixels[i].OnDrag(dom.Drag{
			Area: area,
			To:   func(x, y float64) { v.change(func() { v.model.SetPixel(i, int(x*side), int(y*side)) }) },
			By: func(dx, dy int, fine bool) {
				v.change(func() {
					column, row := v.model.Pixel(i)
					v.model.SetPixel(i, column+dx, row+dy)
				})
			},
		})
		svg.Append(p.pixels[i])
	}
	return dom.New("div", "probe", dom.New("div", "over", p.picture.element, svg), p.text)
}

func (p *probeView) show(v *GatesView, grey []byte, probe Probe) {
	g, w := v.model, v.words
	p.picture.grey(v.paper, grey, false)
	p.picture.element.Attr("aria-label", w.T("lab.2.1.drawing"))
	for i, e := range p.pixels {
		column, row := g.Pixel(i)
		e.Attr("transform", "translate("+strconv.Itoa(column)+".5 "+strconv.Itoa(row)+".5)").
			Attr("aria-label", g.PixelName(w, i)).Attr("aria-valuenow", strconv.Itoa(column+1)).Attr("aria-valuetext", g.PixelPlace(w, i))
	}
	p.text.Text(probe.Text(w))
}
