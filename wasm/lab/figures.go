//go:build js

package lab

import "github.com/zerokara/zerokara/wasm/dom"

// Figures is a table of numbers: a caption, heads of its columns, and rows that begin
// with a head of their own.
type Figures struct {
	Element       *dom.Element
	caption, body *dom.Element
	heads         []*dom.Element
	rows          []figuresRow
}

type figuresRow struct {
	root  *dom.Element
	cells []*dom.Element
}

// NewFigures returns a table of so many columns, the rows' heads among them.
func NewFigures(columns int) *Figures {
	f := &Figures{caption: dom.New("caption", ""), body: dom.New("tbody", "")}
	line := dom.New("tr", "")
	for range columns {
		h := dom.New("th", "").Attr("scope", "col")
		f.heads = append(f.heads, h)
		line.Append(h)
	}
	f.Element = dom.New("table", "readings", f.caption, dom.New("thead", "", line), f.body)
	return f
}

// Head shows the caption and the columns' heads.
func (f *Figures) Head(caption string, heads ...string) {
	f.caption.Text(caption)
	for i, h := range f.heads {
		h.Text(heads[i])
	}
}

// Row shows the i-th row, all those before it having been shown once.
func (f *Figures) Row(i int, class string, cells ...string) {
	if i == len(f.rows) {
		r := figuresRow{root: dom.New("tr", "")}
		for j := range f.heads {
			c := dom.New("td", "")
			if j == 0 {
				c = dom.New("th", "").Attr("scope", "row")
			}
			r.cells = append(r.cells, c)
			r.root.Append(c)
		}
		f.rows = append(f.rows, r)
		f.body.Append(r.root)
	}
	r := &f.rows[i]
	r.root.Class(class).Hidden(false)
	for j, c := range r.cells {
		c.Text(cells[j])
	}
}

// Bar shows a cell's value as a bar behind it, too: a fraction of the cell.
func (f *Figures) Bar(row, column int, fraction string) {
	f.rows[row].cells[column].Class("part").Style("--part", fraction)
}

// Cut hides the rows from n on.
func (f *Figures) Cut(n int) {
	for i := n; i < len(f.rows); i++ {
		f.rows[i].root.Hidden(true)
	}
}
