//go:build js

package history

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

const maxGhosts = 3

// compare is a table of the runs that were chosen, a column each, and their test curves.
type compare struct {
	element, note, what, head *dom.Element
	heads                     [maxGhosts]*dom.Element
	rows                      dom.List[int, *compareRow]
	plot                      *lab.Plot
	room                      *dom.Element
	lines                     [maxGhosts]*lab.Line
	ends                      [maxGhosts]*lab.Mark
}

type compareRow struct {
	name  *dom.Element
	cells [maxGhosts]*dom.Element
}

func (c *compare) build(parent *dom.Element) {
	c.note, c.what = dom.New("p", "note").Attr("role", "status"), dom.New("th", "").Attr("scope", "col")
	c.head = dom.New("tr", "", c.what)
	body := dom.New("tbody", "")
	for i := range c.heads {
		c.heads[i] = dom.New("th", "").Attr("scope", "col")
		c.head.Append(c.heads[i])
	}
	c.plot = lab.NewPlot("")
	for i, class := range [maxGhosts]string{"ghost-a", "ghost-b", "ghost-c"} {
		c.lines[i], c.ends[i] = c.plot.Line("test "+class), c.plot.Mark("test")
	}
	c.element = dom.New("div", "table", dom.New("table", "", dom.New("thead", "", c.head), body))
	c.room = dom.New("div", "lab", c.plot.Element)
	parent.Append(dom.New("div", "runs-compare", c.note, c.element, c.room).Attr("id", "history-compare"))
	c.rows = dom.List[int, *compareRow]{Parent: body, Make: func(int) (*dom.Element, *compareRow) {
		r := &compareRow{name: dom.New("th", "").Attr("scope", "row")}
		tr := dom.New("tr", "", r.name)
		for i := range r.cells {
			r.cells[i] = dom.New("td", "")
			tr.Append(r.cells[i])
		}
		return tr, r
	}}
}

func (c *compare) show(h *state.History, w *words.Words) {
	c.note.Text(h.CompareNote(w))
	rows, all := h.Compare(w), h.Ghosts()
	c.element.Hidden(len(rows) == 0)
	c.room.Hidden(len(rows) == 0)
	if len(rows) == 0 {
		return
	}
	c.what.Text(w.T("history.what"))
	for i, e := range c.heads {
		if e.Hidden(i >= len(all)); i < len(all) {
			e.Text(all[i].GhostText(w))
		}
	}
	keys := make([]int, len(rows))
	for i := range rows {
		keys[i] = i
	}
	c.rows.Show(keys, func(i int, r *compareRow) {
		r.name.Text(rows[i].Name)
		for j, e := range r.cells {
			if e.Hidden(j >= len(all)); j < len(all) {
				e.Text(rows[i].Values[j])
			}
		}
	})
	steps, least := h.CompareAxes()
	c.plot.Axes(lab.Axis{To: steps, Label: w.T("number.step")}, lab.Axis{From: 1, To: least, Log: true, Label: w.T("history.chart")})
	c.plot.Describe(w.T("history.chart"))
	for i := range c.lines {
		if i >= len(all) {
			c.lines[i].Show(nil, nil)
			c.ends[i].Element.Hidden(true)
			continue
		}
		xs, ys := all[i].Run.Mistakes(least)
		c.lines[i].Show(xs, ys)
		if n := len(xs); n > 0 {
			c.ends[i].Show(xs[n-1], ys[n-1], all[i].Letter)
		} else {
			c.ends[i].Element.Hidden(true)
		}
	}
}
