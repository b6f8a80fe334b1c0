package graph

// Place is a node's column and height, in rows, in a drawing.
type Place struct {
	Column int
	Row    float64
}

// Layout returns every node's place: an operation in the column after the last of
// its inputs, at their mean height; a variable in the column before the first
// operation that takes it, each in a row of its own. Nodes of a column are at
// least a row apart.
func (g *Graph) Layout() []Place {
	places := make([]Place, len(g.nodes))
	for _, n := range g.nodes {
		for _, in := range n.in {
			places[n.index].Column = max(places[n.index].Column, places[in.index].Column+1)
		}
	}
	first := make([]int, len(g.nodes)) // column of the first operation that takes a node
	for i := range first {
		first[i] = -1
	}
	for _, n := range g.nodes {
		for _, in := range n.in {
			if c := places[n.index].Column; first[in.index] < 0 || c < first[in.index] {
				first[in.index] = c
			}
		}
	}
	rows := 0
	for _, n := range g.nodes {
		p := &places[n.index]
		if n.op == nil {
			p.Column = max(first[n.index]-1, 0)
			p.Row = float64(rows)
			rows++
			continue
		}
		p.Row = 0
		for _, in := range n.in {
			p.Row += places[in.index].Row / float64(len(n.in))
		}
	}
	spread(places)
	return places
}

// spread moves the nodes of a column at least a row apart, keeping their order.
func spread(places []Place) {
	last := 0
	for _, p := range places {
		last = max(last, p.Column)
	}
	for at := range last + 1 {
		var column []*Place
		for i := range places {
			if places[i].Column != at {
				continue
			}
			column = append(column, &places[i])
			for j := len(column) - 1; j > 0 && column[j].Row < column[j-1].Row; j-- {
				column[j], column[j-1] = column[j-1], column[j]
			}
		}
		for i := 1; i < len(column); i++ {
			column[i].Row = max(column[i].Row, column[i-1].Row+1)
		}
	}
}
