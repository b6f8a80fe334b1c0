package graph

import (
	"cmp"
	"slices"
)

// place is a node's column and height, in rows.
type place struct {
	column int
	row    float64
}

// layout returns every node's place: an operation in the column after the last of
// its inputs, at their mean height; a variable in the column before the first
// operation that takes it, each in a row of its own. Nodes of a column are at
// least a row apart.
func (g *Graph) layout() []place {
	places := make([]place, len(g.nodes))
	for _, n := range g.nodes {
		for _, in := range n.in {
			places[n.index].column = max(places[n.index].column, places[in.index].column+1)
		}
	}
	first := make([]int, len(g.nodes)) // column of the first operation that takes a node
	for i := range first {
		first[i] = -1
	}
	for _, n := range g.nodes {
		for _, in := range n.in {
			if c := places[n.index].column; first[in.index] < 0 || c < first[in.index] {
				first[in.index] = c
			}
		}
	}
	rows := 0
	for _, n := range g.nodes {
		p := &places[n.index]
		if n.op == nil {
			p.column = max(first[n.index]-1, 0)
			p.row = float64(rows)
			rows++
			continue
		}
		p.row = 0
		for _, in := range n.in {
			p.row += places[in.index].row / float64(len(n.in))
		}
	}
	spread(places)
	return places
}

// spread moves the nodes of a column at least a row apart, keeping their order.
func spread(places []place) {
	columns := map[int][]*place{}
	for i := range places {
		p := &places[i]
		columns[p.column] = append(columns[p.column], p)
	}
	for _, column := range columns {
		slices.SortStableFunc(column, func(a, b *place) int { return cmp.Compare(a.row, b.row) })
		for i := 1; i < len(column); i++ {
			column[i].row = max(column[i].row, column[i-1].row+1)
		}
	}
}
