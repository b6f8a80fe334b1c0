package ch4

import (
	"math"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// stages are how fine a plane becomes: points per side, an odd number, for the digit's
// loss alone and for the mean of training images.
var stages = [2][]struct{ points, images uint32 }{
	{{11, 0}, {21, 0}, {41, 0}},
	{{11, 16}, {21, 48}},
}

const maxPath = 200 // points of the run's path that are kept

// grid is the losses over a plane, row after row from -reach up.
type grid struct {
	n, rows int
	losses  []float64
	step    uint32
}

// at returns the loss at a place in reaches, that of the nearest point.
func (g *grid) at(x, y float64) float64 {
	if g.n == 0 {
		return math.NaN()
	}
	place := func(v float64) int { return min(max(int(math.Round((v+1)/2*float64(g.n-1))), 0), g.n-1) }
	return g.losses[place(y)*g.n+place(x)]
}

// Landscape is the lab "Your loss as a landscape": a plane through the weights of the
// bench's network, and the losses on it.
type Landscape struct {
	two    bool // along two weights, not along two random directions
	mean   bool // of training images, not of the visitor's digit
	plane  int
	x, y   float64 // of the pointer, in reaches
	shown  grid
	coming grid
	stage  int
	id     uint32       // of the command that is out, 0 without one
	path   [][2]float64 // how far the run has come along both directions, the newest last
	label  int
	refuse bool
	rev    uint32
}

// NewLandscape returns a landscape of which nothing is known.
func NewLandscape() *Landscape { return &Landscape{rev: 1} }

// Rev counts the changes.
func (l *Landscape) Rev() uint32 { return l.rev }

// Two, Mean, Label, Step and Refused say what is shown.
func (l *Landscape) Two() bool     { return l.two }
func (l *Landscape) Mean() bool    { return l.mean }
func (l *Landscape) Label() int    { return l.label }
func (l *Landscape) Step() uint32  { return l.shown.step }
func (l *Landscape) Refused() bool { return l.refuse }

// Known reports whether there is a landscape.
func (l *Landscape) Known() bool { return l.shown.n > 0 }

// Fine reports whether it is as fine as it becomes.
func (l *Landscape) Fine() bool { return l.Known() && l.stage >= len(l.list()) }

// Busy reports whether the worker is at it.
func (l *Landscape) Busy() bool { return l.id != 0 }

func (l *Landscape) list() []struct{ points, images uint32 } {
	if l.mean {
		return stages[1]
	}
	return stages[0]
}

// Choose chooses the kind of plane and of loss, and which of the planes.
func (l *Landscape) Choose(two, mean bool, plane int) {
	if two != l.two || plane != l.plane {
		l.path = nil
	}
	l.two, l.mean, l.plane = two, mean, plane
	l.shown = grid{}
	l.Again()
}

// Again begins anew with the coarsest: the weights or the drawing have changed. What is
// shown stays until then.
func (l *Landscape) Again() {
	l.stage, l.id, l.refuse = 0, 0, false
	l.rev++
}

// Forget forgets the path: there is another network.
func (l *Landscape) Forget() { l.path = nil }

// Reach is how far the plane goes to both sides: along a weight, or in lengths of the
// filters.
func (l *Landscape) Reach() float64 {
	if l.two {
		return 2
	}
	return 1
}

// Pointer returns where the pointer is, and the loss there.
func (l *Landscape) Pointer() (x, y, loss float64) {
	r := l.Reach()
	return l.x * r, l.y * r, l.shown.at(l.x, l.y)
}

// Point moves the pointer.
func (l *Landscape) Point(x, y float64) {
	r := l.Reach()
	l.x, l.y = min(max(x/r, -1), 1), min(max(y/r, -1), 1)
	l.rev++
}

// Nudge moves the pointer by an arrow key: from point to point.
func (l *Landscape) Nudge(dx, dy int, fine bool) {
	n := max(l.shown.n, 11)
	by := 2 / float64(n-1)
	if !fine {
		by *= float64((n - 1) / 10)
	}
	l.Point(l.Reach()*(l.x+by*float64(dx)), l.Reach()*(l.y+by*float64(dy)))
}

// Next returns the command that is to be sent next, nil without one. weights are the
// places of weights that a plane may be along.
func (l *Landscape) Next(newID func() uint32, digit []byte, label int, weights []protocol.LabLoss) *protocol.LabLoss {
	if l.id != 0 || l.refuse || l.stage >= len(l.list()) {
		return nil
	}
	s := l.list()[l.stage]
	c := &protocol.LabLoss{Reach: float32(l.Reach()), Points: s.points, Of: protocol.Subset{Count: s.images}}
	if !l.mean || s.images == 0 {
		c.Digit, c.Label = append([]byte(nil), digit...), uint8(label)
	}
	if l.two {
		if len(weights) == 0 {
			l.refuse = true
			l.rev++
			return nil
		}
		c.A, c.B = weights[(2*l.plane)%len(weights)].A, weights[(2*l.plane+1)%len(weights)].A
	} else {
		c.A = protocol.Direction{Kind: protocol.RandomDirection, Seed: uint32(2*l.plane + 1)}
		c.B = protocol.Direction{Kind: protocol.RandomDirection, Seed: uint32(2*l.plane + 2)}
	}
	l.id = newID()
	c.ID, l.label = l.id, label
	l.coming = grid{n: int(s.points), losses: make([]float64, s.points*s.points)}
	return c
}

// Apply takes an event of the worker, and reports whether it was waited for.
func (l *Landscape) Apply(m *protocol.LabLosses) bool {
	if l.id == 0 || m.ID != l.id {
		return false
	}
	row := m.Own
	if l.mean {
		row = m.Mean
	}
	switch g := &l.coming; {
	case m.Refused:
		l.id, l.refuse = 0, true
	case len(row) != g.n || int(m.Row) >= g.n:
		l.id, l.refuse = 0, true
	default:
		for i, v := range row {
			g.losses[int(m.Row)*g.n+i] = float64(v)
		}
		g.step = m.Step
		if g.rows++; g.rows < g.n {
			return true // nothing new to be seen
		}
		l.shown, l.id = *g, 0
		l.stage++
		l.came(m.Way)
	}
	l.rev++
	return true
}

// Extremes returns the lowest and the highest loss, and where the lowest is.
func (l *Landscape) Extremes() (low, high, x, y float64) {
	low, high = math.Inf(1), math.Inf(-1)
	g := &l.shown
	for i, v := range g.losses {
		if v < low {
			low, x, y = v, 2*float64(i%g.n)/float64(g.n-1)-1, 2*float64(i/g.n)/float64(g.n-1)-1
		}
		high = max(high, v)
	}
	return low, high, x * l.Reach(), y * l.Reach()
}

// Here returns the loss at the present weights.
func (l *Landscape) Here() float64 { return l.shown.at(0, 0) }

// Truth returns which guess is correct: at the lowest place, on a slope, on a top.
func (l *Landscape) Truth() int {
	low, high, _, _ := l.Extremes()
	switch here := l.Here(); {
	case here <= low+0.01*(high-low):
		return 0
	case here >= high-0.01*(high-low):
		return 2
	}
	return 1
}

// Done reports whether the mission is reached: the pointer is at the lowest place.
func (l *Landscape) Done() bool {
	low, high, _, _ := l.Extremes()
	_, _, loss := l.Pointer()
	return l.Fine() && (l.x != 0 || l.y != 0) && loss <= low+0.01*(high-low)
}

// came adds a place to the run's path.
func (l *Landscape) came(way [2]float32) {
	p := [2]float64{float64(way[0]), float64(way[1])}
	if n := len(l.path); n > 0 && l.path[n-1] == p {
		return
	}
	l.path = append(l.path[max(0, len(l.path)+1-maxPath):], p)
}

// Path returns the run's path, as far as it is known: its initial weights, where it was
// since the lab was opened, and the present weights in the middle. A path through many
// thousands of directions is short along two random ones.
func (l *Landscape) Path() (xs, ys []float64) {
	if len(l.path) == 0 {
		return nil, nil
	}
	now := l.path[len(l.path)-1]
	xs, ys = []float64{-now[0]}, []float64{-now[1]}
	for _, p := range l.path {
		xs, ys = append(xs, p[0]-now[0]), append(ys, p[1]-now[1])
	}
	return xs, ys
}

// Paint writes the landscape as n x n pixels of RGBA, the highest row of the plane
// first: the darker, the higher the logarithm of the loss.
func (l *Landscape) Paint(p *state.Paper) (rgba []byte, n int) {
	g := &l.shown
	low, high, _, _ := l.Extremes()
	scale := func(v float64) float64 { return math.Log(max(v, 1e-9)) }
	from, to := scale(low), scale(high)
	for i := range g.losses {
		v := g.losses[(g.n-1-i/g.n)*g.n+i%g.n]
		t := 1.0 // what is no number is beyond all heights
		if !math.IsNaN(v) {
			t = (scale(v) - from) / max(to-from, 1e-9)
		}
		c := p.Sequential[uint8(20+200*min(max(t, 0), 1))]
		rgba = append(rgba, c.R, c.G, c.B, 255)
	}
	return rgba, g.n
}
