package ch5

import "github.com/zerokara/zerokara/nn/book/graph"

// The drawing's measures in pixels.
const (
	radius   = 18 // of an operation's circle
	forkBend = 24 // of two lines that go the same way
	headroom = 6  // for the name of the uppermost variable
)

// A drawing's measures: on a phone all is narrower, and fields are higher.
type measures struct{ fieldHalf, outLength, minColumn, maxColumn, row float64 }

var (
	atDesk  = measures{46, 76, 100, 150, 64}
	onPhone = measures{36, 54, 84, 150, 76}
)

func (m *measures) least(columns int) float64 {
	return m.fieldHalf + m.minColumn*float64(columns) + radius + m.outLength
}

// Layout is where a graph's parts are in a drawing, in pixels.
type Layout struct {
	Width, Height float64
	Field         float64   // how wide a variable's is
	X, Y          []float64 // of the nodes' middles
}

// Layout lays the graph out in a drawing that is as wide as width if that can be.
func (w *Graph) Layout(width float64) (l Layout) {
	columns, rows := 0, 0.0
	for _, p := range w.places {
		columns, rows = max(columns, p.Column), max(rows, p.Row)
	}
	m := &atDesk
	if width < m.least(columns) {
		m = &onPhone
	}
	column := min(max((width-m.fieldHalf-m.outLength-radius)/float64(max(columns, 1)), m.minColumn), m.maxColumn)
	top := float64(headroom)
	for _, n := range w.g.Nodes() {
		if in := n.Inputs(); len(in) == 2 && in[0] == in[1] {
			top = forkBend/2 + headroom // for the numbers of the outer lines
		}
	}
	for _, p := range w.places {
		l.X = append(l.X, m.fieldHalf+column*float64(p.Column))
		l.Y = append(l.Y, top+m.row*(p.Row+0.5))
	}
	l.Width = m.least(0) + column*float64(columns)
	l.Height = 2*top + m.row*(rows+1)
	l.Field = 2 * m.fieldHalf
	return l
}

// Edge is a line of the drawing, from left to right: the value above it, the gradient
// below.
type Edge struct {
	From, To       *graph.Node // To is nil for the line to the result
	Input          int         // of To
	X1, Y1, X2, Y2 float64
	Bend           float64 // downwards, of its middle: of two that go the same way, or of a long one
}

// Edges returns the lines, that to the result last.
func (w *Graph) Edges(l *Layout) (edges []Edge) {
	start := func(n *graph.Node) (x, y float64) {
		half := float64(radius)
		if n.Inputs() == nil && !constant(n) {
			half = l.Field / 2
		}
		return l.X[n.Index()] + half, l.Y[n.Index()]
	}
	for _, n := range w.g.Nodes() {
		in := n.Inputs()
		for j, from := range in {
			e := Edge{From: from, To: n, Input: j}
			e.X1, e.Y1 = start(from)
			e.X2, e.Y2 = l.X[n.Index()]-radius, l.Y[n.Index()]+float64(2*j-len(in)+1)*7
			if len(in) == 2 && in[0] == in[1] {
				e.Bend = float64(2*j-1) * forkBend
			} else if w.places[n.Index()].Column > w.places[from.Index()].Column+1 {
				e.Bend = -16 // over what is between
			}
			edges = append(edges, e)
		}
	}
	e := Edge{From: w.out}
	e.X1, e.Y1 = start(w.out)
	e.X2, e.Y2 = l.Width, e.Y1
	return append(edges, e)
}

// Text is where the edge's numbers are centred. They are nearer to its start: where lines
// meet there is no room.
func (e *Edge) Text() (x, y float64) {
	const at = 0.42
	return e.X1 + at*(e.X2-e.X1), e.Y1 + at*(e.Y2-e.Y1) + 4*at*(1-at)*e.Bend
}
