//go:build js

package lab

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
)

// Plot is a plot: axes, lines in SVG, and marks and letters in HTML, which keep their
// size whatever the plot's. Its width is that of where it is put, its height a style's.
type Plot struct {
	Element *dom.Element // to be put into the page
	Area    *dom.Element // the box of the axes

	svg, name    *dom.Element
	xName, yName *dom.Element
	xTicks       *dom.Element
	yTicks       *dom.Element
	grid         *dom.Element
	ticks        [2][]*dom.Element // kept for other axes
	x, y         Axis
}

// NewPlot returns a plot without axes. Its parts' looks are in site/styles/plot.css.
func NewPlot(class string) *Plot {
	p := &Plot{
		name: dom.NewSVG("title", ""), grid: dom.NewSVG("path", "grid"),
		xName: dom.New("span", "x-name"), yName: dom.New("span", "y-name"),
		xTicks: dom.New("div", "x-ticks").Attr("aria-hidden", "true"), yTicks: dom.New("div", "y-ticks").Attr("aria-hidden", "true"),
	}
	units := strconv.Itoa(pathUnits)
	p.svg = dom.NewSVG("svg", "", p.name, p.grid).Attr("viewBox", "0 0 "+units+" "+units).
		Attr("preserveAspectRatio", "none").Attr("role", "img")
	p.Area = dom.New("div", "chart-area", p.svg)
	p.Element = dom.New("div", "chart "+class, p.yName, p.yTicks, p.Area, p.xTicks, p.xName)
	return p
}

// Describe is what the plot shows, for those who do not see it.
func (p *Plot) Describe(s string) {
	p.svg.Attr("aria-label", s)
	p.name.Text(s)
}

// Axes sets the axes. Lines and marks are to be shown again where they have changed.
func (p *Plot) Axes(x, y Axis) {
	p.x, p.y = x, y
	p.xName.Text(x.Label)
	p.yName.Text(y.Label)
	var grid []byte
	for i, a := range [...]Axis{x, y} {
		parent, side := p.xTicks, "left"
		if i == 1 {
			parent, side = p.yTicks, "bottom"
		}
		marks := a.Marks()
		for len(p.ticks[i]) < len(marks) {
			e := dom.New("span", "")
			p.ticks[i] = append(p.ticks[i], e)
			parent.Append(e)
		}
		for j, e := range p.ticks[i] {
			e.Hidden(j >= len(marks))
			if j >= len(marks) {
				continue
			}
			e.Text(marks[j].Label).Style(side, percent(marks[j].At))
			at := strconv.FormatFloat(math.Round(pathUnits*marks[j].At), 'f', -1, 64)
			if i == 0 {
				grid = append(grid, "M"+at+" 0V"+strconv.Itoa(pathUnits)...)
			} else {
				at = strconv.FormatFloat(math.Round(pathUnits*(1-marks[j].At)), 'f', -1, 64)
				grid = append(grid, "M0 "+at+"H"+strconv.Itoa(pathUnits)...)
			}
		}
	}
	p.grid.Attr("d", string(grid))
}

// Under puts something under the lines, such as the canvas of a heat map.
func (p *Plot) Under(e *dom.Element) {
	p.Area.Append(e.Class("under"))
	p.Area.Append(p.svg)
}

// Line is a line, or dots, through points of a plot.
type Line struct {
	plot *Plot
	path *dom.Element
	dots bool
	buf  []byte
}

// Line returns a new line above those before.
func (p *Plot) Line(class string) *Line {
	l := &Line{plot: p, path: dom.NewSVG("path", class)}
	p.svg.Append(l.path)
	return l
}

// Dots returns dots instead, without a line between them.
func (p *Plot) Dots(class string) *Line {
	l := p.Line("dots " + class)
	l.dots = true
	return l
}

// Show shows the line through points: none where a value has no place, such as a NaN.
func (l *Line) Show(xs, ys []float64) {
	l.buf = l.buf[:0]
	if l.dots {
		for i := range xs {
			if n := len(l.buf); len(appendPath(l.buf, l.plot.x, l.plot.y, xs[i:i+1], ys[i:i+1])) > n {
				l.buf = append(appendPath(l.buf, l.plot.x, l.plot.y, xs[i:i+1], ys[i:i+1]), "h0"...)
			}
		}
	} else {
		l.buf = appendPath(l.buf, l.plot.x, l.plot.y, xs, ys)
	}
	l.path.Attr("d", string(l.buf)).Hidden(len(l.buf) == 0)
}

// Mark is a point of a plot with something written to it; it may be dragged.
type Mark struct {
	Element *dom.Element
	plot    *Plot
	text    *dom.Element
}

// Mark returns a new mark.
func (p *Plot) Mark(class string) *Mark {
	m := &Mark{plot: p, text: dom.New("span", "")}
	m.Element = dom.New("div", "mark "+class, m.text)
	p.Area.Append(m.Element)
	return m
}

// Handle returns a mark that is dragged: to is given the point's values, by the arrow
// keys' directions, 1 up and to the right, and whether Shift is held.
func (p *Plot) Handle(class string, to func(x, y float64), by func(dx, dy int, fine bool)) *Mark {
	m := p.Mark("handle " + class)
	m.Element.Attr("role", "slider").OnDrag(dom.Drag{
		Area: p.Area,
		To:   func(x, y float64) { to(p.x.Value(x), p.y.Value(1-y)) },
		By:   func(dx, dy int, fine bool) { by(dx, -dy, fine) },
	})
	return m
}

// Name names a handle for a screen reader, with its value as a number and in words.
func (m *Mark) Name(name string, value float64, text string) {
	m.Element.Attr("aria-label", name).Attr("aria-valuetext", text).
		Attr("aria-valuenow", strconv.FormatFloat(value, 'f', -1, 64)).
		Attr("aria-valuemin", strconv.FormatFloat(min(m.plot.x.From, m.plot.x.To), 'f', -1, 64)).
		Attr("aria-valuemax", strconv.FormatFloat(max(m.plot.x.From, m.plot.x.To), 'f', -1, 64))
}

// Show puts the mark to a point, with a text. It is hidden where that is outside of the
// plot.
func (m *Mark) Show(x, y float64, text string) {
	left, up := m.plot.x.At(x), m.plot.y.At(y)
	m.Element.Hidden(!(left >= -0.001 && left <= 1.001 && up >= -0.001 && up <= 1.001)).
		Style("left", percent(left)).Style("bottom", percent(up))
	side := ""
	if left > 0.6 {
		side = "before"
	}
	m.text.Text(text).Class(side)
}

func percent(at float64) string {
	return strconv.FormatFloat(math.Round(at*1e4)/100, 'f', -1, 64) + "%"
}
