package train

import (
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
)

const (
	// AlterationRounds is how often an Alteration changes pixels at most.
	AlterationRounds = 60
	alteredAtOnce    = 6    // pixels changed in a round
	alteredBy        = 0.35 // at most, of grey values 0 to 1
	convinced        = 0.9  // a probability that is enough
)

// Alteration looks for a small change of an image that makes the network read
// it as another class. Each round takes the gradient of the class's log-odds,
// blurred a little, since a pen is wider than a pixel, and moves the few pixels
// that can give the most towards ink or paper, within 0 to 1; it is the saliency
// attack of Papernot et al. 2016. What comes out is what convinces this network:
// a person need not see the class in it. It works in slices, a round each. The
// weights must not change meanwhile.
type Alteration struct {
	t             *Trainer
	from, x       [mnist.Pixels]float32
	class         int
	rounds        int
	done          bool
	before, after [recipe.Classes]float32
	raw, gradient [mnist.Pixels]float32
}

// NewAlteration returns an alteration of the image x of grey values 0 to 1
// towards a class.
func (t *Trainer) NewAlteration(x []float32, class int) *Alteration {
	a := &Alteration{t: t, class: class}
	copy(a.from[:], x)
	a.x = a.from
	t.predict(&a.before, a.x[:])
	a.after = a.before
	a.done = a.after[class] >= convinced
	return a
}

// Advance does one round and reports whether there are no more: the network is
// convinced, nothing that could be changed helps, or there were enough.
func (a *Alteration) Advance() (done bool) {
	if a.done {
		return true
	}
	a.t.InputGradient(a.raw[:], a.x[:], a.class)
	blur(a.gradient[:], a.raw[:])
	moved := false
	for range alteredAtOnce {
		at, most := 0, float32(0)
		for i, g := range a.gradient {
			if gain := g * a.room(i); gain > most {
				at, most = i, gain
			}
		}
		if most == 0 { // so it is with a gradient of NaN
			break
		}
		a.x[at] += a.room(at)
		a.gradient[at] = 0
		moved = true
	}
	a.rounds++
	a.t.predict(&a.after, a.x[:])
	a.done = !moved || a.after[a.class] >= convinced || a.rounds == AlterationRounds
	return a.done
}

// room returns by how much pixel i may be changed the way its gradient says.
func (a *Alteration) room(i int) float32 {
	if a.gradient[i] > 0 {
		return min(1-a.x[i], alteredBy)
	}
	return -min(a.x[i], alteredBy)
}

// blur overwrites dst with src weighed 1 2 1 in both directions.
func blur(dst, src []float32) {
	const side = mnist.Side
	at := func(row, column int) float32 {
		if row < 0 || row >= side || column < 0 || column >= side {
			return 0
		}
		return src[row*side+column]
	}
	for row := range side {
		for column := range side {
			var s float32
			for i, w := range [3]float32{1, 2, 1} {
				r := row + i - 1
				s += w * (at(r, column-1) + 2*at(r, column) + at(r, column+1))
			}
			dst[row*side+column] = s / 16
		}
	}
}

// Rounds returns how many rounds were made.
func (a *Alteration) Rounds() int { return a.rounds }

// Before returns the probabilities of the image as it was.
func (a *Alteration) Before() [recipe.Classes]float32 { return a.before }

// After returns the probabilities of the altered image.
func (a *Alteration) After() [recipe.Classes]float32 { return a.after }

// Change overwrites change with by how much each grey value was changed.
func (a *Alteration) Change(change []float32) {
	for i := range change {
		change[i] = a.x[i] - a.from[i]
	}
}
