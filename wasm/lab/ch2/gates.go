package ch2

import (
	"math"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

// The plane of the inputs that is shown, in both directions.
const (
	low, high = -0.5, 1.5
	extent    = high - low
)

const (
	margin    = 0.1 // that the handles keep from the picture's edge
	apart     = 0.2 // and from each other
	nudge     = 0.05
	fineNudge = 0.01
	maxWeight = 100
	minSize   = 0.5 // of the weights that dragging gives, as a vector
)

// Point is a pair of inputs.
type Point struct{ X, Y float64 }

func (p Point) plus(d Point, times float64) Point { return Point{p.X + times*d.X, p.Y + times*d.Y} }

func (p Point) to(q Point) Point { return q.plus(p, -1) }

// Area returns where a point is in the picture: 0, 0 is its upper left corner, 1, 1
// its lower right one.
func (p Point) Area() (x, y float64) { return (p.X - low) / extent, (high - p.Y) / extent }

// AtArea returns the point there.
func AtArea(x, y float64) Point { return Point{low + extent*x, high - extent*y} }

// Gate is a truth table of two inputs.
type Gate int

// The gates of the book's chapter 2.
const (
	AND Gate = iota
	OR
	NAND
	XOR
)

// NumGates is how many there are.
const NumGates = 4

// String returns the gate's name.
func (g Gate) String() string { return [...]string{"AND", "OR", "NAND", "XOR"}[g] }

func (g Gate) fires(a, b bool) bool {
	switch g {
	case AND:
		return a && b
	case OR:
		return a || b
	case NAND:
		return !(a && b)
	}
	return a != b
}

// Row is a row of the truth table and what the neuron makes of it.
type Row struct {
	X              Point
	Sum            float64 // w·x + b
	Output, Target int
}

// Correct reports whether the output is the target.
func (r Row) Correct() bool { return r.Output == r.Target }

// Gates is the lab "Gates": a neuron whose line w·x + b = 0 is to separate a gate's
// ones from its zeros. The line is dragged by two handles, or its weights are typed.
type Gates struct {
	gate    Gate
	table   []perceptron.Example
	neuron  perceptron.Perceptron
	handles [2]Point // the neuron fires to the left of the way from the first to the second
	size    float64  // of the weights as a vector, which dragging keeps
	path    path
	stacked bool
	row     int    // of the truth table, whose wires are lit
	pixels  [2]int // of the drawing, as x1 and x2
	rev     uint32
}

// NewGates returns the lab as it begins.
func NewGates() *Gates {
	g := &Gates{neuron: perceptron.Perceptron{Weights: make([]float64, 2)}, size: math.Sqrt2 / 2, pixels: firstPixels}
	g.Choose(AND)
	g.Reset()
	return g
}

// Rev counts the changes.
func (g *Gates) Rev() uint32 { return g.rev }

// Gate returns the gate that is wanted.
func (g *Gates) Gate() Gate { return g.gate }

// Choose chooses the gate, for one neuron.
func (g *Gates) Choose(gate Gate) {
	g.gate, g.table, g.stacked = gate, perceptron.TruthTable(gate.fires), false
	g.path.clear()
	g.rev++
}

// Reset puts the line where it was at first.
func (g *Gates) Reset() {
	g.handles = [2]Point{{1.2, 0.8}, {-0.2, 0.2}}
	g.follow()
}

// Flip exchanges the sides of the line.
func (g *Gates) Flip() {
	w := g.neuron.Weights
	w[0], w[1], g.neuron.Bias = 0-w[0], 0-w[1], 0-g.neuron.Bias
	g.handles[0], g.handles[1] = g.handles[1], g.handles[0]
	g.path.clear()
	g.rev++
}

// Handle returns one of both handles.
func (g *Gates) Handle(i int) Point { return g.handles[i] }

// Drag moves a handle, as far as the picture goes, unless it came too close to the
// other. The weights keep their size: the line does not tell it.
func (g *Gates) Drag(i int, to Point) {
	to = Point{min(max(to.X, low+margin), high-margin), min(max(to.Y, low+margin), high-margin)}
	d := to.to(g.handles[1-i])
	if math.Hypot(d.X, d.Y) < apart {
		return
	}
	g.handles[i] = to
	g.follow()
}

// Nudge moves a handle by an arrow key; dy is 1 for the one that points down.
func (g *Gates) Nudge(i, dx, dy int, fine bool) {
	step := nudge
	if fine {
		step = fineNudge
	}
	g.Drag(i, g.handles[i].plus(Point{float64(dx), -float64(dy)}, step))
}

// follow sets the weights to those of the handles' line, rounded: what is shown is
// what is computed with.
func (g *Gates) follow() {
	a := g.handles[0]
	d := a.to(g.handles[1])
	scale := max(g.size, minSize) / math.Hypot(d.X, d.Y)
	w := g.neuron.Weights
	w[0], w[1] = hundredths(-d.Y*scale), hundredths(d.X*scale)
	g.neuron.Bias = hundredths(-w[0]*a.X - w[1]*a.Y)
	g.path.clear()
	g.rev++
}

// hundredths rounds, and to 0 rather than to -0.
func hundredths(v float64) float64 { return math.Round(v*100)/100 + 0 }

// Weights returns w1, w2 and b.
func (g *Gates) Weights() [3]float64 {
	return [3]float64{g.neuron.Weights[0], g.neuron.Weights[1], g.neuron.Bias}
}

// SetWeight sets the i-th of w1, w2 and b, and reports whether it can be that.
func (g *Gates) SetWeight(i int, v float64) bool {
	if !(math.Abs(v) <= maxWeight) {
		return false
	}
	w := g.neuron.Weights
	if i < len(w) {
		w[i] = v
	} else {
		g.neuron.Bias = v
	}
	g.path.clear()
	g.placed()
	return true
}

// placed lets the handles follow weights that did not come from them.
func (g *Gates) placed() {
	if size := math.Hypot(g.neuron.Weights[0], g.neuron.Weights[1]); size > 0 {
		g.size = size
	}
	g.place()
	g.rev++
}

// place puts the handles onto the line: near where they were, or evenly.
func (g *Gates) place() {
	a, b, ok := g.Line()
	if !ok {
		return
	}
	d := a.to(b)
	length := math.Hypot(d.X, d.Y)
	along := func(p Point) float64 { // as a part of the line in the picture
		q := a.to(p)
		return (q.X*d.X + q.Y*d.Y) / (length * length)
	}
	first, second := along(g.handles[0]), along(g.handles[1])
	if first < 0 || second > 1 || (second-first)*length < apart {
		first, second = 0.25, 0.75
		if length < 2*apart {
			first, second = 0, 1
		}
	}
	g.handles = [2]Point{a.plus(d, first), a.plus(d, second)}
}

// Line returns the ends of the line in the picture; the neuron fires to the left of
// the way from a to b. There may be none.
func (g *Gates) Line() (a, b Point, ok bool) { return lineOf(g.neuron) }

func lineOf(neuron perceptron.Perceptron) (a, b Point, ok bool) {
	w := neuron.Weights
	size := math.Hypot(w[0], w[1])
	if size == 0 {
		return a, b, false
	}
	d := Point{w[1] / size, -w[0] / size}
	middle := Point{(low + high) / 2, (low + high) / 2}
	foot := middle.plus(Point{w[0], w[1]}, -sumAt(neuron, middle)/(size*size))
	from, to := math.Inf(-1), math.Inf(1)
	for _, s := range [2][2]float64{{foot.X, d.X}, {foot.Y, d.Y}} {
		at, step := s[0], s[1]
		if step == 0 {
			if at < low || at > high {
				return a, b, false
			}
			continue
		}
		one, other := (low-at)/step, (high-at)/step
		from, to = max(from, min(one, other)), min(to, max(one, other))
	}
	if to-from < apart/2 { // no more than a corner
		return a, b, false
	}
	return foot.plus(d, from), foot.plus(d, to), true
}

// Firing returns the corners of the part of the picture where the neuron fires.
func (g *Gates) Firing() []Point { return clip(square(), g.neuron) }

// square returns the corners of the picture.
func square() []Point { return []Point{{low, low}, {high, low}, {high, high}, {low, high}} }

// clip returns the corners of the part of an area where a neuron fires.
func clip(corners []Point, neuron perceptron.Perceptron) (all []Point) {
	for i, p := range corners {
		q := corners[(i+1)%len(corners)]
		at, next := sumAt(neuron, p), sumAt(neuron, q)
		if at > 0 {
			all = append(all, p)
		}
		if (at > 0) != (next > 0) {
			all = append(all, p.plus(p.to(q), at/(at-next)))
		}
	}
	return all
}

func sumAt(neuron perceptron.Perceptron, p Point) float64 { return neuron.Sum([]float64{p.X, p.Y}) }

func (g *Gates) sum(p Point) float64 { return sumAt(g.neuron, p) }

// Rows returns the truth table's rows.
func (g *Gates) Rows() (rows [4]Row) {
	for i, e := range g.table {
		rows[i] = Row{Point{e.X[0], e.X[1]}, g.neuron.Sum(e.X), int(g.neuron.Output(e.X)), int(e.Y)}
	}
	return rows
}

// Correct returns how many of the rows are correct.
func (g *Gates) Correct() (n int) {
	if g.stacked {
		for _, r := range g.StackRows() {
			if r.Y == r.Target {
				n++
			}
		}
		return n
	}
	for _, r := range g.Rows() {
		if r.Correct() {
			n++
		}
	}
	return n
}

// Mission reports whether the neuron is a NAND with b = 0.7.
func (g *Gates) Mission() bool {
	return g.gate == NAND && !g.stacked && g.neuron.Bias == 0.7 && g.Correct() == len(g.table)
}
