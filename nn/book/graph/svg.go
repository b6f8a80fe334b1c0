package graph

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// The drawing's measures in pixels, and the colour of gradients.
const (
	columnWidth, rowHeight = 170, 84
	margin, radius         = 24, 19
	variableWidth          = 110
	gradColour             = "#274a86"
)

// SVG returns a drawing of the graph as in the book: variables on the left,
// operations as circles, and on every edge the value going forward above the
// derivative going back.
func (g *Graph) SVG() string {
	places := g.Layout()
	at := func(n *Node) (x, y float64) {
		p := places[n.index]
		return margin + variableWidth/2 + float64(p.Column)*columnWidth, margin + radius + p.Row*rowHeight
	}
	width, height := 0.0, 0.0
	for _, n := range g.nodes {
		x, y := at(n)
		width, height = max(width, x), max(height, y)
	}
	width, height = width+columnWidth, height+radius+margin

	var b strings.Builder
	b.WriteString(format.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" font-family="Liberation Sans, Helvetica, Arial, sans-serif" font-size="13">`+"\n", width, height, width, height))
	b.WriteString(`<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0.5 8 4 0 7.5z" fill="#6b645b"/></marker></defs>` + "\n")
	b.WriteString(`<rect width="100%" height="100%" fill="#fdfaf3"/>` + "\n")
	for _, n := range g.nodes {
		x, y := at(n)
		for j, in := range n.in {
			fromX, fromY := at(in)
			edge(&b, fromX+in.halfWidth(), fromY, x-radius, y+float64(2*j-len(n.in)+1)*7, in.Value, n.edges[j])
		}
	}
	for _, n := range g.results() {
		x, y := at(n)
		edge(&b, x+radius, y, x+columnWidth-margin, y, n.Value, n.Grad)
	}
	for _, n := range g.nodes {
		x, y := at(n)
		if n.op != nil {
			b.WriteString(format.Sprintf(`<circle cx="%g" cy="%g" r="%d" fill="#fdfaf3" stroke="#1d1a16" stroke-width="1.5"/>`+"\n", x, y, radius))
		}
		size := 14
		if n.op != nil && len([]rune(n.op.sign)) == 1 {
			size = 20
		} else if n.op == sigmoid {
			size = 10
		}
		text(&b, x, y+float64(size)*0.34, size, "#1d1a16", n.Label())
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// halfWidth returns the distance from a node's middle to its edges' starts.
func (n *Node) halfWidth() float64 {
	if n.op != nil {
		return radius
	}
	return min(float64(len([]rune(n.Name)))*3.9+6, columnWidth-2*radius)
}

// edge draws an arrow with its value above and its gradient below it.
func edge(b *strings.Builder, x1, y1, x2, y2, value, grad float64) {
	b.WriteString(format.Sprintf(`<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="#6b645b" stroke-width="1.2" marker-end="url(#arrow)"/>`+"\n", tenths(x1), tenths(y1), tenths(x2), tenths(y2)))
	x, y := x1+0.4*(x2-x1), y1+0.4*(y2-y1)
	text(b, x, y-6, 13, "#1d1a16", number(value))
	text(b, x, y+16, 13, gradColour, number(grad))
}

// text draws a centred text with a halo, legible on a line.
func text(b *strings.Builder, x, y float64, size int, colour, s string) {
	b.WriteString(format.Sprintf(`<text x="%s" y="%s" font-size="%d" text-anchor="middle" fill="%s" stroke="#fdfaf3" stroke-width="4" paint-order="stroke">%s</text>`+"\n", tenths(x), tenths(y), size, colour, escaped(s)))
}

// escaped is html.EscapeString; package html would bring its table of names into the page.
func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(s)
}

func tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
