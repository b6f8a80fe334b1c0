package ch5

import (
	"math"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// Array is a trainable array of a network: the weights, one row per unit, or a vector.
type Array struct {
	Layer   int    // by its place in the network
	Kind    string // of the layer
	Role    Role
	From    int // its place in the arena
	Units   int
	C, H, W int // of what a unit's row is seen as
}

// Role is what an array is in its layer.
type Role int

// The roles of arrays.
const (
	Weight Role = iota
	Bias
	Scale
	Shift
)

// Row returns the length of a unit's row.
func (a *Array) Row() int { return a.C * a.H * a.W }

// Size returns the number of values.
func (a *Array) Size() int { return a.Units * a.Row() }

// ArraysOf returns the arrays of a network in the order of its arena: weights first,
// then biases and what batch normalisation learns.
func ArraysOf(layers []state.Layer) (arrays []Array) {
	at := 0
	add := func(a Array) {
		a.From = at
		at += a.Size()
		arrays = append(arrays, a)
	}
	for i := range layers {
		if l := &layers[i]; l.Params > 0 {
			if c, h, w := l.Filter(); c*h*w > 0 {
				add(Array{Layer: i, Kind: l.Kind, Role: Weight, Units: l.C, C: c, H: h, W: w})
			}
		}
	}
	for i := range layers {
		l := &layers[i]
		if l.Params == 0 {
			continue
		}
		vector := Array{Layer: i, Kind: l.Kind, Role: Bias, Units: 1, C: 1, H: 1, W: l.Params}
		if c, h, w := l.Filter(); c*h*w > 0 {
			vector.W -= c * h * w * l.C
			add(vector)
			continue
		}
		vector.W /= 2
		for _, vector.Role = range [...]Role{Scale, Shift} {
			add(vector)
		}
	}
	return arrays
}

// Places and images of a curve.
const (
	points     = 41
	half       = points / 2
	manyImages = 256
)

// reaches are how far a curve goes to both sides of the weight.
var reaches = [...]float64{1, 0.1, 0.01}

// Microscope is the lab "Gradient microscope on the network you trained": the loss as one
// weight changes, with the slope by backpropagation and by differences.
type Microscope struct {
	arrays               []Array
	array, unit, element int
	chosen               bool // by the visitor, or once suggested
	mean                 bool // of training images, not of the digit
	zoom                 int  // of reaches
	h                    int  // in places, 1 to half
	id                   uint32
	due                  bool
	refused              bool
	losses               []float64
	measured             float64 // the reach of losses
	slope, value         float64
	label                int
	step                 uint32
	rev                  uint32
	check                Check
}

// NewMicroscope returns a microscope over no network.
func NewMicroscope() *Microscope { return &Microscope{h: half, due: true, rev: 1} }

// Rev counts the changes.
func (m *Microscope) Rev() uint32 { return m.rev }

// SetNetwork takes the bench's layers. The chosen weight stays if there is one there.
func (m *Microscope) SetNetwork(layers []state.Layer) {
	arrays := ArraysOf(layers)
	same := len(arrays) == len(m.arrays)
	for i := range arrays {
		same = same && arrays[i] == m.arrays[i]
	}
	if same {
		return
	}
	m.arrays, m.check = arrays, Check{}
	m.choose(m.array, m.unit, m.element)
}

// Array returns the chosen array, nil if there is none.
func (m *Microscope) Array() *Array {
	if m.array >= len(m.arrays) {
		return nil
	}
	return &m.arrays[m.array]
}

// Suggest chooses, once, if the visitor has not, the weight of the first array that the
// loss depends on most, given the gradients of all: many have no effect on one digit.
func (m *Microscope) Suggest(gradients []float32) {
	if m.chosen || len(m.arrays) == 0 || len(gradients) < m.arrays[0].Size() {
		return
	}
	a, best := &m.arrays[0], 0
	for i, g := range gradients[:a.Size()] {
		if math.Abs(float64(g)) > math.Abs(float64(gradients[best])) {
			best = i
		}
	}
	m.Choose(0, best/a.Row(), best%a.Row())
}

// Choose chooses a weight, the nearest that there is.
func (m *Microscope) Choose(array, unit, element int) {
	m.chosen = true
	m.choose(array, unit, element)
}

func (m *Microscope) choose(array, unit, element int) {
	m.array, m.unit, m.element = max(array, 0), max(unit, 0), max(element, 0)
	if len(m.arrays) > 0 {
		m.array = min(m.array, len(m.arrays)-1)
		a := m.Array()
		m.unit, m.element = min(m.unit, a.Units-1), min(m.element, a.Row()-1)
	}
	m.Again()
}

// Columns returns how many of a unit's maps stand side by side in its picture.
func (a *Array) Columns() int { return int(math.Ceil(math.Sqrt(float64(a.C)))) }

// Picture returns the size of a unit's picture.
func (a *Array) Picture() (w, h int) {
	n := a.Columns()
	return n * a.W, (a.C + n - 1) / n * a.H
}

// Place returns where an element is in the picture.
func (a *Array) Place(element int) (x, y int) {
	c, in := element/(a.H*a.W), element%(a.H*a.W)
	return c%a.Columns()*a.W + in%a.W, c/a.Columns()*a.H + in/a.W
}

// At returns the element at a place of the picture, or the last.
func (a *Array) At(x, y int) int {
	w, h := a.Picture()
	x, y = min(max(x, 0), w-1), min(max(y, 0), h-1)
	c := y/a.H*a.Columns() + x/a.W
	return min(c*a.H*a.W+y%a.H*a.W+x%a.W, a.Row()-1)
}

// Point chooses the weight at a fraction of the picture's width and height.
func (m *Microscope) Point(x, y float64) {
	if a := m.Array(); a != nil {
		w, h := a.Picture()
		m.Choose(m.array, m.unit, a.At(int(x*float64(w)), int(y*float64(h))))
	}
}

// Nudge chooses a neighbour in the picture.
func (m *Microscope) Nudge(dx, dy int) {
	if a := m.Array(); a != nil {
		x, y := a.Place(m.element)
		m.Choose(m.array, m.unit, a.At(x+dx, y+dy))
	}
}

// Index returns the chosen weight's place in the arena.
func (m *Microscope) Index() int {
	if a := m.Array(); a != nil {
		return a.From + m.unit*a.Row() + m.element
	}
	return 0
}

// Look chooses what loss, and how near.
func (m *Microscope) Look(mean bool, zoom int) {
	m.mean, m.zoom = mean, min(max(zoom, 0), len(reaches)-1)
	m.Again()
}

// Again measures anew: the weights or the drawing have changed.
func (m *Microscope) Again() {
	m.due, m.refused = true, false
	m.rev++
}

// StopCurve gives up a curve that is not there yet, to be asked for again, as one that was
// refused; it returns the ID of the command that is out, 0 without one.
func (m *Microscope) StopCurve() (id uint32) {
	if id = m.id; id != 0 || m.refused {
		m.id = 0
		m.Again()
	}
	return id
}

// SetH sets how many places the secant reaches to both sides.
func (m *Microscope) SetH(h int) {
	m.h = min(max(h, 1), half)
	m.rev++
}

// H returns how far the secant reaches to both sides.
func (m *Microscope) H() float64 { return float64(m.h) * m.reach() / half }

// reach is that of the curve that is shown, or will be.
func (m *Microscope) reach() float64 {
	if m.losses != nil {
		return m.measured
	}
	return reaches[m.zoom]
}

// Next returns the command that is to be sent, nil without one, and the ID of one that
// is out of date, 0 without.
func (m *Microscope) Next(newID func() uint32, digit []byte, label int) (c *protocol.LabLoss, old uint32) {
	if !m.due || m.Array() == nil {
		return nil, 0
	}
	old = m.id
	m.due, m.id, m.label = false, newID(), label
	c = &protocol.LabLoss{ID: m.id, A: protocol.Direction{Kind: protocol.OneWeight, Index: uint32(m.Index())}, Reach: float32(reaches[m.zoom]), Points: points}
	if m.mean {
		c.Of.Count = manyImages
	} else {
		c.Digit, c.Label = append([]byte(nil), digit...), uint8(label)
	}
	return c, old
}

// Apply takes an event of the worker and reports whether it was waited for.
func (m *Microscope) Apply(e *protocol.LabLosses) bool {
	if m.id == 0 || e.ID != m.id {
		return false
	}
	m.id = 0
	m.rev++
	losses, slope := e.Own, e.Slope[0]
	if m.mean {
		losses, slope = e.Mean, e.Slope[1]
	}
	if m.refused = e.Refused || len(losses) != points; m.refused {
		m.losses = nil
		return true
	}
	m.losses = m.losses[:0]
	for _, v := range losses {
		m.losses = append(m.losses, float64(v))
	}
	m.measured, m.slope, m.value, m.step = reaches[m.zoom], float64(slope), float64(e.Value), e.Step
	return true
}

// Known reports whether there is a curve.
func (m *Microscope) Known() bool { return len(m.losses) == points }

// Busy reports whether the worker is measuring.
func (m *Microscope) Busy() bool { return m.id != 0 }

// Curve returns the values of the weight and the losses.
func (m *Microscope) Curve() (ws, losses []float64) {
	for i := range m.losses {
		ws = append(ws, m.value+float64(i-half)*m.measured/half)
	}
	return ws, m.losses
}

// Secant returns the slope by differences over H to both sides.
func (m *Microscope) Secant() float64 {
	return (m.losses[half+m.h] - m.losses[half-m.h]) / (2 * m.H())
}

// Off returns the relative error of the secant against backpropagation.
func (m *Microscope) Off() float64 { return relative(m.Secant(), m.slope) }

func relative(a, b float64) float64 {
	if a == b {
		return 0
	}
	return math.Abs(a-b) / max(math.Abs(a), math.Abs(b))
}

// rounding is about what float32 leaves uncertain of a loss.
const rounding = 1e-6

// visible is the jump of the slope at a kink, as a fraction of the curve's steepest slope,
// above which it counts: TestKinksOfNetworks has what is found with it, and what is missed.
const visible = 0.05

// Kinks returns the places where the curve breaks: where its slope changes at once, while
// it changes little before and after.
func (m *Microscope) Kinks() (at []int) {
	return kinks(m.losses)
}

func kinks(l []float64) (at []int) {
	bend := func(i int) float64 { return l[i-1] - 2*l[i] + l[i+1] }
	steepest, highest := 0.0, 0.0
	for i := 1; i < len(l); i++ {
		steepest, highest = max(steepest, math.Abs(l[i]-l[i-1])), max(highest, math.Abs(l[i]))
	}
	least := max(visible*steepest, 8*rounding*(highest+1))
	sharp := make([]float64, len(l))
	for i := 3; i < len(l)-3; i++ {
		// A kink between two places bends the curve at both.
		before, here, after := bend(i-2), bend(i), bend(i+2)
		if d := math.Abs(here - (before+after)/2); d > least && d > 2*math.Abs(before-after) {
			sharp[i] = d
		}
	}
	for i, d := range sharp {
		if d > 0 && d >= sharp[i-1] && d > sharp[i+1] {
			at = append(at, i)
		}
	}
	return at
}

// Truth returns which guess is correct: a straight line, a smooth curve, pieces that meet
// in kinks.
func (m *Microscope) Truth() int {
	if len(m.Kinks()) > 0 {
		return 2
	}
	first, last := m.losses[0], m.losses[points-1]
	low, high := first, first
	for _, v := range m.losses {
		low, high = min(low, v), max(high, v)
	}
	for i, v := range m.losses {
		if math.Abs(v-first-(last-first)*float64(i)/(points-1)) > 0.02*(high-low)+rounding {
			return 1
		}
	}
	return 0
}

// closeTo is the relative error that the mission asks for.
const closeTo = 0.01

// Done reports whether the mission is reached: the secant is the tangent, of a weight that
// matters.
func (m *Microscope) Done() bool {
	return m.Known() && math.Abs(m.slope) > 1e-4 && m.Off() < closeTo && m.h < half
}
