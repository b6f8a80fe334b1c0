package ch4

import "math"

// valley is the book's function of section 6.1, x²/20 + y²: steep across, almost flat
// along.
func valley(x, y float64) float64 { return x*x/20 + y*y }

// The picture of the valley, and the walk.
const (
	wide, high  = 10, 5 // to both sides of 0
	walk        = 30    // steps, as the book's
	lastRate    = 149   // positions of the rate, a hundredth apart
	firstRate   = 94    // 0.95, the book's
	startX      = -7
	startY      = 2
	nudge       = 0.25
	closeEnough = 0.05 // of the rate at which the walk begins to diverge
)

// Descent is gradient descent on x²/20 + y² from a start that can be dragged, at a
// learning rate from 0.01 to 1.5.
type Descent struct {
	x, y     float64 // the start
	rate     int     // its position
	down, up int     // the highest rate seen to come down and the lowest seen to diverge; -1 before
	rev      uint32
}

// NewDescent returns the walk as the book has it.
func NewDescent() *Descent {
	return &Descent{x: startX, y: startY, rate: firstRate, down: -1, up: -1, rev: 1}
}

// Rev counts the changes.
func (d *Descent) Rev() uint32 { return d.rev }

// Start returns where the walk begins.
func (d *Descent) Start() (x, y float64) { return d.x, d.y }

// Rate returns the learning rate, and its position.
func (d *Descent) Rate() (rate float64, at int) { return float64(d.rate+1) / 100, d.rate }

// SetStart moves the start, as far as the picture goes.
func (d *Descent) SetStart(x, y float64) {
	d.x, d.y = min(max(hundredths(x), -wide), wide), min(max(hundredths(y), -high), high)
	d.rev++
}

// Nudge moves the start by an arrow key.
func (d *Descent) Nudge(dx, dy int, fine bool) {
	by := nudge
	if fine {
		by /= 5
	}
	d.SetStart(d.x+by*float64(dx), d.y+by*float64(dy))
}

// SetRate sets the position of the rate, 0 to 149. What the walk does then counts for
// the mission.
func (d *Descent) SetRate(at int) {
	d.rate = min(max(at, 0), lastRate)
	d.rev++
	if d.y == 0 || d.x == 0 { // it begins at the bottom of one direction
		return
	}
	if d.Diverges() {
		if d.up < 0 || d.rate < d.up {
			d.up = d.rate
		}
	} else if d.rate > d.down {
		d.down = d.rate
	}
}

// Path returns the points of the walk, the start first: against the gradient (x/10, 2y).
func (d *Descent) Path() (xs, ys []float64) {
	rate, _ := d.Rate()
	x, y := d.x, d.y
	for range walk + 1 {
		xs, ys = append(xs, x), append(ys, y)
		x, y = x-rate*x/10, y-rate*2*y
	}
	return xs, ys
}

// Shrinks returns by what each step multiplies x and y.
func (d *Descent) Shrinks() (x, y float64) {
	rate, _ := d.Rate()
	return 1 - rate/10, 1 - 2*rate
}

// Diverges reports whether the walk ends higher than it began.
func (d *Descent) Diverges() bool {
	xs, ys := d.Path()
	return valley(xs[walk], ys[walk]) > valley(xs[0], ys[0])
}

// Found returns between which rates the walk begins to diverge, as far as the visitor
// has seen it.
func (d *Descent) Found() (down, up float64, ok bool) {
	if d.down < 0 || d.up < 0 || d.down > d.up {
		return 0, 0, false
	}
	return float64(d.down+1) / 100, float64(d.up+1) / 100, true
}

// Done reports whether that is found.
func (d *Descent) Done() bool {
	down, up, ok := d.Found()
	return ok && up-down <= closeEnough+1e-9
}

// contour returns the ellipse on which the valley has a height.
func contour(height float64) (xs, ys []float64) {
	const corners = 48
	for i := range corners + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		xs, ys = append(xs, math.Sqrt(20*height)*cos), append(ys, math.Sqrt(height)*sin)
	}
	return xs, ys
}

// hundredths rounds, and to 0 rather than to -0.
func hundredths(v float64) float64 { return math.Round(v*100)/100 + 0 }
