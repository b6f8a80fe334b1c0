//go:build js

package ch2

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// The picture in its own units; at 320 pixels, the width of a small phone's page, a
// handle is 45 pixels wide for a finger.
const (
	picture = 400
	reach   = 28 // radius of what a finger meets
	knob    = 9
	dot     = 12
)

// GatesView is the lab "Gates" on the page.
type GatesView struct {
	model *Gates
	words *words.Words

	lead, formula, count, note *dom.Element
	choices                    [NumGates]*dom.Element
	firing, line               *dom.Element
	handles                    [2]*dom.Element
	dots                       [4]gateDot
	fields                     [3]*dom.Element // w1, w2, b
	refused                    *dom.Element
	flip, reset                *dom.Element
	caption                    *dom.Element
	heads                      [3]*dom.Element
	rows                       [4]gateRow
	shown                      uint32
	stale                      bool
}

// gateDot is a point of the picture: filled for a 1, crossed out where the neuron is
// wrong.
type gateDot struct{ group, title, circle, cross *dom.Element }

// gateRow is the same point in the table.
type gateRow struct{ line, x, y, sum, output, target *dom.Element }

// NewGatesView puts the lab into an empty element.
func NewGatesView(root *dom.Element, model *Gates, w *words.Words) *GatesView {
	v := &GatesView{model: model, words: w, stale: true}
	v.lead = dom.New("p", "lead")
	choices := dom.New("p", "buttons").Attr("role", "group")
	for gate := range Gate(NumGates) {
		v.choices[gate] = dom.Button("", func() { v.change(func() { v.model.Choose(gate) }) }).Text(gate.String())
		choices.Append(v.choices[gate])
	}
	v.formula, v.note = dom.New("p", "formula"), dom.New("p", "note")
	v.count = dom.New("p", "count").Attr("role", "status")
	v.flip = dom.Button("", func() { v.change(v.model.Flip) })
	v.reset = dom.Button("", func() { v.change(v.model.Reset) })
	root.Append(v.lead, choices, v.buildPicture(), v.count, v.note, v.buildFields(), v.formula,
		dom.New("p", "buttons", v.flip, v.reset), v.buildTable())
	v.Show()
	return v
}

// change changes the model and shows it.
func (v *GatesView) change(f func()) {
	f()
	v.Show()
}

func (v *GatesView) buildPicture() *dom.Element {
	area := dom.NewSVG("rect", "area").Attr("width", strconv.Itoa(picture)).Attr("height", strconv.Itoa(picture)).
		Attr("fill", "none").Attr("stroke", "currentColor")
	v.firing = dom.NewSVG("path", "firing").Attr("fill", "currentColor").Attr("fill-opacity", "0.12")
	v.line = dom.NewSVG("path", "line").Attr("stroke", "currentColor").Attr("stroke-width", "3")
	svg := dom.NewSVG("svg", "gates", area, v.firing, v.line).
		Attr("viewBox", "0 0 "+strconv.Itoa(picture)+" "+strconv.Itoa(picture)).Style("user-select", "none")
	for i := range v.dots {
		d := gateDot{title: dom.NewSVG("title", ""), circle: circle("dot", dot), cross: dom.NewSVG("path", "cross")}
		d.circle.Attr("stroke", "currentColor").Attr("stroke-width", "2")
		d.cross.Attr("d", "M-20-20L20 20M20-20L-20 20").Attr("stroke", "currentColor").Attr("stroke-width", "2")
		d.group = dom.NewSVG("g", "", d.title, d.circle, d.cross).Attr("role", "img")
		v.dots[i] = d
		svg.Append(d.group)
	}
	for i := range v.handles {
		h := dom.NewSVG("g", "handle", circle("reach", reach).Attr("fill", "transparent"), circle("knob", knob).Attr("fill", "currentColor")).
			Attr("role", "slider").Attr("aria-valuemin", "-0.5").Attr("aria-valuemax", "1.5")
		h.OnDrag(dom.Drag{
			Area: area,
			To:   func(x, y float64) { v.change(func() { v.model.Drag(i, AtArea(x, y)) }) },
			By:   func(dx, dy int, fine bool) { v.change(func() { v.model.Nudge(i, dx, dy, fine) }) },
		})
		v.handles[i] = h
		svg.Append(h)
	}
	return svg
}

func circle(class string, radius int) *dom.Element {
	return dom.NewSVG("circle", class).Attr("r", strconv.Itoa(radius))
}

func (v *GatesView) buildFields() *dom.Element {
	fields := dom.New("p", "fields")
	for i, name := range [...]string{"w₁", "w₂", "b"} {
		f := dom.New("input", "").Attr("type", "number").Attr("step", "0.1").Attr("inputmode", "decimal")
		f.OnChange(func() {
			value, err := strconv.ParseFloat(f.Value(), 64)
			taken := err == nil && v.model.SetWeight(i, value)
			v.stale = true // a value that is refused is replaced by the one that counts
			v.Show()
			v.refused.Hidden(taken)
		})
		v.fields[i] = f
		fields.Append(dom.New("label", "", dom.New("span", "").Text(name), f))
	}
	v.refused = dom.New("span", "refused").Attr("role", "alert").Hidden(true)
	return fields.Append(v.refused)
}

func (v *GatesView) buildTable() *dom.Element {
	head := func(s string) *dom.Element { return dom.New("th", "").Attr("scope", "col").Text(s) }
	for i := range v.heads {
		v.heads[i] = head("")
	}
	v.caption = dom.New("caption", "")
	body := dom.New("tbody", "")
	for i := range v.rows {
		r := gateRow{dom.New("tr", ""), dom.New("td", ""), dom.New("td", ""), dom.New("td", ""), dom.New("td", ""), dom.New("td", "")}
		body.Append(r.line.Append(r.x, r.y, r.sum, r.output, r.target))
		v.rows[i] = r
	}
	titles := dom.New("tr", "", head("x₁"), head("x₂"), v.heads[0], v.heads[1], v.heads[2])
	return dom.New("table", "", v.caption, dom.New("thead", "", titles), body)
}

// Redraw shows everything anew, in another language.
func (v *GatesView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing depends on the theme but by its styles.
func (v *GatesView) SetPaper(*state.Paper) {}

// Show shows the model, if it has changed.
func (v *GatesView) Show() {
	if v.shown == v.model.Rev() && !v.stale {
		return
	}
	v.shown, v.stale = v.model.Rev(), false
	g, w := v.model, v.words
	v.lead.Text(w.T("gates.text"))
	for gate, b := range v.choices {
		b.Attr("aria-pressed", strconv.FormatBool(g.Gate() == Gate(gate)))
	}
	v.showPicture()
	v.count.Text(g.Count(w))
	v.note.Text(g.Note(w))
	for i, weight := range g.Weights() {
		v.fields[i].Number("value", weight)
	}
	v.refused.Text(w.T("gates.refused", "max", maxWeight)).Hidden(true)
	v.formula.Text(g.Formula(w))
	v.flip.Text(w.T("gates.flip"))
	v.reset.Text(w.T("gates.reset"))
	v.caption.Text(w.T("gates.table"))
	v.heads[0].Text(w.T("gates.sum"))
	v.heads[1].Text(w.T("gates.output"))
	v.heads[2].Text(w.T("gates.target"))
	for i, row := range g.Rows() {
		r := v.rows[i]
		r.x.Text(strconv.Itoa(int(row.X.X)))
		r.y.Text(strconv.Itoa(int(row.X.Y)))
		r.sum.Text(row.Figure())
		r.output.Text(strconv.Itoa(row.Output))
		r.target.Text(strconv.Itoa(row.Target))
		class := ""
		if !row.Correct() {
			class = "wrong"
		}
		r.line.Class(class)
	}
}

func (v *GatesView) showPicture() {
	g, w := v.model, v.words
	var d []byte
	for i, p := range g.Firing() {
		d = appendPoint(d, i, p)
	}
	v.firing.Attr("d", string(d))
	a, b, ok := g.Line()
	if ok {
		v.line.Attr("d", string(appendPoint(appendPoint(nil, 0, a), 1, b)))
	}
	v.line.Hidden(!ok)
	for i, h := range v.handles {
		p := g.Handle(i)
		h.Hidden(!ok).Attr("transform", move(p)).Attr("aria-label", g.HandleName(w, i)).
			Attr("aria-valuenow", strconv.FormatFloat(p.X, 'f', 2, 64)).Attr("aria-valuetext", g.HandlePlace(w, i))
	}
	for i, r := range g.Rows() {
		dot := v.dots[i]
		fill := "none"
		if r.Target == 1 {
			fill = "currentColor"
		}
		title := r.Title(w)
		dot.group.Attr("transform", move(r.X)).Attr("aria-label", title)
		dot.title.Text(title)
		dot.circle.Attr("fill", fill)
		dot.cross.Hidden(r.Correct())
	}
}

// appendPoint appends the i-th point of a path.
func appendPoint(d []byte, i int, p Point) []byte {
	command := byte('L')
	if i == 0 {
		command = 'M'
	}
	x, y := p.Area()
	d = append(d, command)
	d = appendUnits(d, x)
	d = append(d, ' ')
	return appendUnits(d, y)
}

// move is the transform that puts something to a point.
func move(p Point) string {
	x, y := p.Area()
	s := appendUnits([]byte("translate("), x)
	s = append(s, ' ')
	return string(append(appendUnits(s, y), ')'))
}

func appendUnits(b []byte, part float64) []byte {
	return strconv.AppendFloat(b, math.Round(part*picture*10)/10, 'f', -1, 64)
}
