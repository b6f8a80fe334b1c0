// Package sketch is a curve of the loss as a visitor expects it, before it is measured.
package sketch

import (
	"math"
	"strings"
)

// Low and High are the losses at the ends of the paper, whose scale is logarithmic.
const Low, High = 0.01, 100

const knots = 21 // of a curve, equally far apart

// Sketch is a curve of the loss as the visitor expects it, drawn with the pen or by
// keys. It begins where ten equal probabilities are, at ln 10.
type Sketch struct {
	steps  float64 // to the paper's right end
	losses [knots]float64
	at     int // where the pen is
	drawn  bool
	rev    uint32
}

// New returns a flat curve over a number of steps.
func New(steps float64) *Sketch {
	s := &Sketch{steps: steps, rev: 1}
	for i := range s.losses {
		s.losses[i] = math.Ln10
	}
	return s
}

// Rev counts the changes.
func (s *Sketch) Rev() uint32 { return s.rev }

// Drawn reports whether the visitor has drawn anything.
func (s *Sketch) Drawn() bool { return s.drawn }

// Pen returns where the pen is.
func (s *Sketch) Pen() (step, loss float64) { return s.step(s.at), s.losses[s.at] }

// Draw draws from where the pen is to a step and a loss. What lies beyond, of a curve
// that was never drawn, follows the pen.
func (s *Sketch) Draw(step, loss float64) {
	to := min(max(int(math.Round(step*(knots-1)/s.steps)), 0), knots-1)
	loss = min(max(loss, Low), High)
	from := math.Log(s.losses[s.at])
	n := to - s.at
	for i := range max(n, -n) + 1 {
		part, k := 1.0, to
		if n != 0 {
			part = float64(i) / float64(max(n, -n))
			k = s.at + i*n/max(n, -n)
		}
		s.losses[k] = onPaper(math.Exp(from + (math.Log(loss)-from)*part))
	}
	s.losses[to] = loss
	for k := to + 1; k < knots && n >= 0; k++ {
		s.losses[k] = loss
	}
	s.at, s.drawn = to, true
	s.rev++
}

// Key moves the pen by an arrow key: along the paper it leaves the curve as it is, up
// and down it draws.
func (s *Sketch) Key(dx, dy int, fine bool) {
	s.at = min(max(s.at+dx, 0), knots-1)
	s.rev++
	if dy != 0 {
		by := 0.3
		if fine {
			by /= 5
		}
		s.Draw(s.step(s.at), s.losses[s.at]*math.Exp(by*float64(dy)))
	}
}

// Curve returns the curve.
func (s *Sketch) Curve() (steps, losses []float64) {
	for i, loss := range s.losses {
		steps, losses = append(steps, s.step(i)), append(losses, loss)
	}
	return steps, losses
}

// Off returns by which factor the sketch is off a curve that was measured, on the
// average; losses that are none count as the highest of the paper.
func (s *Sketch) Off(steps, losses []float64) float64 {
	sum := 0.0
	for i, step := range steps {
		at := step * (knots - 1) / s.steps
		k := min(max(int(at), 0), knots-2)
		part := at - float64(k)
		guess := math.Log(s.losses[k])*(1-part) + math.Log(s.losses[k+1])*part
		sum += math.Abs(guess - math.Log(onPaper(losses[i])))
	}
	return math.Exp(sum / float64(max(len(steps), 1)))
}

// onPaper brings a loss to the paper of a sketch.
func onPaper(loss float64) float64 {
	if math.IsNaN(loss) {
		return High
	}
	return min(max(loss, Low), High)
}

func (s *Sketch) step(knot int) float64 { return float64(knot) * s.steps / (knots - 1) }

// levels are the letters that a curve's losses are written with in an address, a
// sixteenth of a power of ten apart.
const levels = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_."

// Code writes the curve as a letter per knot, nothing before it was drawn.
func (s *Sketch) Code() string {
	if !s.drawn {
		return ""
	}
	code := make([]byte, knots)
	for i, loss := range s.losses {
		code[i] = levels[int(math.Round(math.Log(loss/Low)/math.Log(High/Low)*float64(len(levels)-1)))]
	}
	return string(code)
}

// SetCode takes a curve that was written so. What is none, or is this one already, leaves
// the curve as it is.
func (s *Sketch) SetCode(code string) {
	if len(code) != knots || code == s.Code() {
		return
	}
	var losses [knots]float64
	for i := range code {
		level := strings.IndexByte(levels, code[i])
		if level < 0 {
			return
		}
		losses[i] = onPaper(Low * math.Pow(High/Low, float64(level)/float64(len(levels)-1)))
	}
	s.Set(losses[:])
}

// Set takes the losses of another sketch's curve. It reports whether they can be of one.
func (s *Sketch) Set(losses []float64) bool {
	if len(losses) != knots {
		return false
	}
	for _, v := range losses {
		if !(v >= Low && v <= High) {
			return false
		}
	}
	copy(s.losses[:], losses)
	s.drawn = true
	s.rev++
	return true
}
