package explain

import (
	"slices"

	"github.com/zerokara/zerokara/nn/evaluate"
)

const (
	// MaxRounds is how often a Counterfactual changes pixels at most.
	MaxRounds = 60

	changedAtOnce = 6    // pixels changed in a round
	changedBy     = 0.35 // at most, of values 0 to 1
	convinced     = 0.9  // a probability that is enough
)

// Counterfactual looks for a small change of an image with which the network
// predicts another class. Each round takes the gradient of the class's log-odds,
// blurred a little, since a pen is wider than a pixel, and moves the few pixels
// that can give the most towards ink or paper, within 0 to 1; it is the saliency
// attack of Papernot et al. 2016. What comes out is what convinces this network:
// a person need not see the class in it. It works in slices, a round each. The
// weights must not change meanwhile.
type Counterfactual struct {
	m             *evaluate.Model
	from, x       []float32
	class         int
	rounds        int
	done          bool
	before, after []float32
	raw, gradient []float32
}

// NewCounterfactual returns a counterfactual of the image x, of values 0 to 1,
// towards a class.
func NewCounterfactual(m *evaluate.Model, x []float32, class int) (*Counterfactual, error) {
	if err := check(m, x, class, 0); err != nil {
		return nil, err
	}
	c := &Counterfactual{
		m: m, class: class, from: slices.Clone(x), x: slices.Clone(x),
		before: make([]float32, m.Classes()), raw: make([]float32, len(x)), gradient: make([]float32, len(x)),
	}
	m.Predict(c.before, x)
	c.after = slices.Clone(c.before)
	c.done = c.after[class] >= convinced
	return c, nil
}

// Advance does one round and reports whether there are no more: the network is
// convinced, nothing that could be changed helps, or there were enough.
func (c *Counterfactual) Advance() (done bool) {
	if c.done {
		return true
	}
	InputGradient(c.m, c.raw, c.x, c.class)
	s := c.m.Shape()
	for at := 0; at < len(c.raw); at += s.H * s.W {
		blur(c.gradient[at:][:s.H*s.W], c.raw[at:], s.H, s.W)
	}
	moved := false
	for range changedAtOnce {
		at, best := 0, float32(0)
		for i, g := range c.gradient {
			if gain := g * c.room(i); gain > best {
				at, best = i, gain
			}
		}
		if best == 0 { // so it is with a gradient of NaN
			break
		}
		c.x[at] += c.room(at)
		c.gradient[at] = 0
		moved = true
	}
	c.rounds++
	c.m.Predict(c.after, c.x)
	c.done = !moved || c.after[c.class] >= convinced || c.rounds == MaxRounds
	return c.done
}

// room returns by how much pixel i may be changed in its gradient's direction.
func (c *Counterfactual) room(i int) float32 {
	if c.gradient[i] > 0 {
		return min(1-c.x[i], changedBy)
	}
	return -min(c.x[i], changedBy)
}

// blur overwrites dst with the rows of src weighted 1 2 1 in both directions.
func blur(dst, src []float32, rows, columns int) {
	at := func(row, column int) float32 {
		if row < 0 || row >= rows || column < 0 || column >= columns {
			return 0
		}
		return src[row*columns+column]
	}
	for row := range rows {
		for column := range columns {
			var s float32
			for i, w := range [3]float32{1, 2, 1} {
				r := row + i - 1
				s += w * (at(r, column-1) + 2*at(r, column) + at(r, column+1))
			}
			dst[row*columns+column] = s / 16
		}
	}
}

// Rounds returns how many rounds were made.
func (c *Counterfactual) Rounds() int { return c.rounds }

// Before returns the probabilities of the image as it was.
func (c *Counterfactual) Before() []float32 { return c.before }

// After returns the probabilities of the changed image.
func (c *Counterfactual) After() []float32 { return c.after }

// Change overwrites change with by how much each value was changed.
func (c *Counterfactual) Change(change []float32) {
	for i := range change {
		change[i] = c.x[i] - c.from[i]
	}
}
