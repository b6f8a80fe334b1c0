//go:build js

package ch5

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/book/graph"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/words"
)

// graphView draws a Graph with fields for its variables, and leads through it. Two labs
// have one.
type graphView struct {
	words *words.Words
	graph func() *Graph
	set   func(i int, v float64) bool
	walk  func(at int)
	name  func(*graph.Node) string

	element, room, svg, alt *dom.Element
	lines                   *dom.Element // below the circles
	edges                   []edgeParts
	nodes                   []nodeParts
	vars                    []varParts

	slider            *lab.Slider
	next, rest, again *dom.Element
	buttons           *dom.Element
	rule              *dom.Element
	figures           *lab.Figures
	summary           *dom.Element
	quiz              bool
	from              int // the variable whose stream is seen; -1: none
	at                int // the step that was drawn
}

type edgeParts struct{ line, value, grad *dom.Element }
type nodeParts struct{ circle, sign, sum *dom.Element }
type varParts struct{ root, name, field, sum *dom.Element }

// newGraphView returns the drawing of the graph that a lab has at the moment. set and walk
// change the lab and show it.
func newGraphView(w *words.Words, g func() *Graph, set func(i int, v float64) bool, walk func(at int), name func(*graph.Node) string) *graphView {
	v := &graphView{words: w, graph: g, set: set, walk: walk, name: name, from: -1}
	v.alt, v.lines = dom.NewSVG("title", ""), dom.NewSVG("g", "")
	v.svg = dom.NewSVG("svg", "walk", v.alt, v.lines).Attr("role", "img")
	v.room = dom.New("div", "room", v.svg)
	v.element = dom.New("div", "graph", v.room).OnResize(v.draw)
	v.slider = lab.NewSlider(v.walk)
	v.next = dom.Button("primary", func() { v.walk(v.graph().at + 1) })
	v.rest = dom.Button("", func() { v.walk(v.graph().Rest()) })
	v.again = dom.Button("", func() { v.walk(0) })
	v.buttons = dom.New("p", "buttons", v.next, v.rest, v.again)
	v.rule = dom.New("p", "rule").Attr("role", "status")
	v.figures = lab.NewFigures(4)
	v.summary = dom.New("summary", "")
	return v
}

// table is the numbers beside the picture.
func (v *graphView) table() *dom.Element {
	return dom.New("details", "", v.summary, v.figures.Element)
}

// show shows the graph; stream is the variable whose stream is seen, or -1.
func (v *graphView) show(stream int) {
	w, g := v.words, v.graph()
	v.from = stream
	v.draw()
	v.slider.Show(w.T("graph.step"), g.at, g.Last(), w.T("graph.step.of", "n", g.at, "all", g.Last()))
	v.next.Text(w.T("graph.next")).Enabled(g.at < g.Last())
	if g.at < g.Turn() {
		v.rest.Text(w.T("graph.forwards"))
	} else {
		v.rest.Text(w.T("graph.backwards"))
	}
	v.rest.Enabled(g.at < g.Last())
	v.again.Text(w.T("graph.again")).Enabled(g.at > 0)
	v.showTable()
}

// rules says what the newest step was.
func (v *graphView) rules() string {
	if s, ok := v.graph().Newest(); ok {
		return s.Rule(v.words, s.Sum())
	}
	return v.words.T("graph.begin")
}

func (v *graphView) draw() {
	g := v.graph()
	l := g.Layout(float64(v.element.Width()))
	px := func(at float64) string { return strconv.FormatFloat(math.Round(10*at)/10, 'f', -1, 64) }
	v.svg.Attr("width", px(l.Width)).Attr("height", px(l.Height)).Attr("viewBox", "0 0 "+px(l.Width)+" "+px(l.Height))
	v.room.Style("width", px(l.Width)+"px").Style("height", px(l.Height)+"px").Style("--field", px(l.Field)+"px")
	text := v.words.T("graph.picture", "formula", Written(g.out, v.name))
	v.svg.Attr("aria-label", text)
	v.alt.Text(text)

	newest, any := g.Newest()
	if v.at != g.at && any { // keep the newest in sight where the drawing is wider than its place
		v.element.ScrollAcross(l.X[newest.Node.Index()] - float64(v.element.Width())/2)
	}
	v.at = g.at
	next, more := g.Next()
	asked := more && v.quiz // the next number is typed: a question mark stands for it
	edges := g.Edges(&l)
	for len(v.edges) < len(edges) {
		e := edgeParts{dom.NewSVG("path", ""), dom.NewSVG("text", "value"), dom.NewSVG("text", "grad")}
		v.lines.Append(e.line)
		v.svg.Append(e.value, e.grad)
		v.edges = append(v.edges, e)
	}
	for i, e := range v.edges {
		on := i < len(edges)
		e.line.Hidden(!on)
		e.value.Hidden(!on || !g.HasValue(edges[i].From) || crowded(edges[i].From))
		known := false
		if on {
			d := &edges[i]
			x, y := d.Text()
			known = d.To == nil && g.at > g.Turn() || d.To != nil && g.HasSent(d.To, d.Input)
			e.line.Attr("d", "M"+px(d.X1)+" "+px(d.Y1)+"Q"+px((d.X1+d.X2)/2)+" "+px((d.Y1+d.Y2)/2+2*d.Bend)+" "+px(d.X2)+" "+px(d.Y2))
			class, text := "value", number(d.From.Value)
			if asked && next == (Step{Node: d.From}) {
				class, text = "value newest", "?"
				e.value.Hidden(false)
			} else if any && !newest.Back && newest.Node == d.From {
				class = "value newest"
			}
			e.value.Class(class).Attr("x", px(x)).Attr("y", px(y-6)).Text(text)
			sent, class := Step{Node: d.To, Back: true, Input: d.Input}, "grad"
			if d.To == nil {
				sent = Step{Node: d.From, Back: true, Input: -1}
			}
			text = number(sent.Result())
			if asked && next == sent {
				class, text, known = "grad newest", "?", true
			} else if any && newest == sent {
				class = "grad newest"
			}
			e.grad.Class(class).Attr("x", px(x)).Attr("y", px(y+17)).Text(text)
		}
		e.grad.Hidden(!known)
	}
	v.drawNodes(&l, px)
	v.stream(edges)
}

// crowded reports whether a node's number would stand in its own field's name: then the
// field alone has it.
func crowded(n *graph.Node) bool {
	return n.Inputs() == nil && !constant(n) && utf8.RuneCountInString(number(n.Value)) > 7
}

func (v *graphView) drawNodes(l *Layout, px func(float64) string) {
	g := v.graph()
	ops, vars := 0, 0
	for i, n := range g.g.Nodes() {
		sum := ""
		if g.HasGrad(n) && len(g.Uses(n)) > 1 {
			sum = "Σ " + number(n.Grad)
		}
		if n.Inputs() == nil && !constant(n) {
			if vars == len(v.vars) {
				v.addVar(vars)
			}
			p := v.vars[vars]
			vars++
			name := v.name(n)
			p.root.Hidden(false).Style("left", px(l.X[i])+"px").Style("top", px(l.Y[i])+"px")
			p.name.Text(name)
			p.field.Attr("aria-label", name)
			if !p.field.HasFocus() {
				p.field.SetValue(entry(n.Value))
			}
			p.sum.Text(sum)
			continue
		}
		if ops == len(v.nodes) {
			p := nodeParts{dom.NewSVG("circle", "").Attr("r", strconv.Itoa(radius)), dom.NewSVG("text", "sign"), dom.NewSVG("text", "grad")}
			v.svg.Append(p.circle, p.sign, p.sum)
			v.nodes = append(v.nodes, p)
		}
		p := v.nodes[ops]
		ops++
		class := "op"
		if s, ok := g.Newest(); ok && s.Node == n {
			class = "op newest"
		}
		if constant(n) {
			class = "constant"
		}
		p.circle.Hidden(false).Class(class).Attr("cx", px(l.X[i])).Attr("cy", px(l.Y[i]))
		label := n.Label()
		class = "sign"
		if len(label) > 2 {
			class = "sign word"
		}
		p.sign.Hidden(false).Class(class).Attr("x", px(l.X[i])).Attr("y", px(l.Y[i]+5)).Text(label)
		p.sum.Hidden(sum == "").Attr("x", px(l.X[i])).Attr("y", px(l.Y[i]+radius+15)).Text(sum)
	}
	for _, p := range v.nodes[ops:] {
		p.circle.Hidden(true)
		p.sign.Hidden(true)
		p.sum.Hidden(true)
	}
	for _, p := range v.vars[vars:] {
		p.root.Hidden(true)
	}
}

// addVar adds the field of the i-th variable.
func (v *graphView) addVar(i int) {
	p := varParts{name: dom.New("span", "name"), sum: dom.New("span", "sum"), field: dom.New("input", "").Attr("type", "text").Attr("inputmode", "decimal")}
	p.field.OnInput(func() {
		if x, ok := typed(p.field.Value()); ok {
			v.set(i, x)
		}
	}).OnBlur(func() {
		p.field.SetValue(entry(v.graph().inputs[i].Value))
	}).OnKey(func(key string) bool { return v.nudge(p.field, i, key) })
	p.root = dom.New("label", "var", p.name, p.field, p.sum)
	v.room.Append(p.root)
	v.vars = append(v.vars, p)
}

// nudge moves a variable by the arrow keys.
func (v *graphView) nudge(field *dom.Element, i int, key string) bool {
	by := 0.0
	switch key {
	case "ArrowUp":
		by = 1
	case "ArrowDown":
		by = -1
	default:
		return false
	}
	x := v.graph().inputs[i].Value
	if a := math.Abs(x); a < 10 && x != math.Trunc(x) {
		by /= 10
	}
	x = math.Round(1e6*(x+by)) / 1e6
	v.set(i, x)
	field.SetValue(entry(v.graph().inputs[i].Value))
	return true
}

// stream shows how strong the stream from a variable is on each line.
func (v *graphView) stream(edges []Edge) {
	var flow []float64
	if v.from >= 0 {
		flow = v.graph().Flow(v.from)
	}
	for i, e := range edges {
		parts := v.edges[i]
		class, width := "edge", ""
		if flow != nil {
			strength := flow[e.From.Index()]
			if strength != 0 {
				class = "edge flows"
				width = strconv.FormatFloat(min(2+2*math.Log2(1+math.Abs(strength)), 14), 'f', 1, 64)
			}
			if e.To != nil {
				parts.value.Hidden(false).Text("×" + factor(e.To.Derivatives()[e.Input]))
			} else {
				parts.value.Hidden(false).Text(number(strength))
			}
			parts.grad.Hidden(false)
		}
		parts.line.Class(class).Style("stroke-width", width)
	}
}

func (v *graphView) showTable() {
	w, g := v.words, v.graph()
	v.summary.Text(w.T("graph.table"))
	v.figures.Head(w.T("graph.table"), w.T("graph.what"), w.T("graph.value"), w.T("graph.down"), w.T("graph.gradient"))
	var flow []float64
	if v.from >= 0 {
		flow = g.Flow(v.from)
	}
	for i, n := range g.g.Nodes() {
		value, down, grad := "?", "", "?"
		if g.HasValue(n) || flow != nil {
			value = number(n.Value)
		}
		if flow != nil {
			down = number(flow[i])
		}
		if g.HasGrad(n) || flow != nil {
			grad = g.Gradient(n)
		}
		v.figures.Row(i, "", Written(n, v.name), value, down, grad)
	}
	v.figures.Cut(len(g.g.Nodes()))
}
