package ch2

import "github.com/zerokara/zerokara/nn/book/perceptron"

// Invert is the lab "Why one line is not enough, on ink". A neuron is to fire for a
// digit and for its negative, 1-x at every pixel. With s = w·x and W the sum of all
// weights, the negative's score is W-s, so that both sums add up to W+2b:
//
//	W+2b > 0: not both are <= 0, and every image that is to leave the neuron at rest
//	          is wrong, itself or its negative
//	else:     not both are > 0, and every image that is to make it fire is
//
// Of as many images of either kind, at most 75% of images and negatives are correct.
type Invert struct {
	images   *Images // nil until they have come
	neuron   perceptron.Perceptron
	base     float64 // the corner's weight that the rule left
	learned  float64 // and the bias; the visitor may have moved both
	inverted bool
	hidden   *Hidden // nil without one

	runs              []int     // the rule's passes so far: n over the images, -n with their negatives
	at, clean, passes int       // next example, correct in a row, passes with negatives
	scores            []float64 // w·x of each image
	scored            bool
	best              [2]int // most correct so far with negatives: of the neuron, of the hidden layer
	x                 []float64
	rev               uint32
	due               *due // what an address wants; nil for nothing

	sums  [][2]float64 // of the hidden layer, for each image and its negative
	next  int          // of sums to be computed anew
	fresh int          // sums since the last step of learning
}

// Corner is a pixel that has no ink in any image: its weight changes W alone.
const Corner = 0

// Ceiling is the fraction that no neuron passes.
const Ceiling = 0.75

// InvertPair are the digits of the lab.
var InvertPair = Pair{0, 1}

// NewInvert returns the lab as it begins.
func NewInvert() *Invert {
	v := &Invert{x: make([]float64, Pixels)}
	v.Reset()
	return v
}

// Rev counts the changes.
func (v *Invert) Rev() uint32 { return v.rev }

// Take takes images of both digits.
func (v *Invert) Take(labels, grey []byte) {
	due := v.due
	v.images = NewImages(InvertPair, labels, grey)
	v.Reset()
	v.due = due
}

// Ready reports whether there are images.
func (v *Invert) Ready() bool { return v.images.Len() > 0 }

// Reset forgets what was learned.
func (v *Invert) Reset() {
	v.neuron = perceptron.Perceptron{Weights: make([]float64, Pixels)}
	v.at, v.clean, v.passes, v.best, v.runs = 0, 0, 0, [2]int{}, v.runs[:0]
	v.base, v.learned, v.inverted, v.hidden, v.due = 0, 0, false, nil, nil
	v.changed()
}

func (v *Invert) changed() {
	v.scored = false
	v.rev++
}

// Inverted reports whether ink may be inverted.
func (v *Invert) Inverted() bool { return v.inverted }

// SetInverted says whether it may.
func (v *Invert) SetInverted(on bool) {
	if on == v.inverted {
		return
	}
	v.inverted, v.at, v.clean = on, 0, 0
	if !on {
		v.RemoveHidden()
	}
	v.changed()
}

// examples returns how many there are, with the negatives if ink may be inverted.
func (v *Invert) examples() int {
	if v.inverted {
		return 2 * v.images.Len()
	}
	return v.images.Len()
}

// example returns the i-th: an image, and after it its negative if ink may be inverted.
func (v *Invert) example(i int) perceptron.Example {
	image, negative := i, false
	if v.inverted {
		image, negative = i/2, i%2 == 1
	}
	inputs(v.x, v.images.Grey(image))
	if negative {
		for j, x := range v.x {
			v.x[j] = 1 - x
		}
	}
	return perceptron.Example{X: v.x, Y: v.images.Target(image)}
}

// Learned reports whether every example is correct, after which the rule has nothing
// to do.
func (v *Invert) Learned() bool { return v.Ready() && v.clean >= v.examples() }

// Learn takes Rosenblatt's rule once through the examples, on from its own weights.
func (v *Invert) Learn() {
	if !v.Ready() || v.Learned() {
		return
	}
	v.neuron.Weights[Corner], v.neuron.Bias = v.base, v.learned
	for range v.examples() {
		e := v.example(v.at)
		v.at = (v.at + 1) % v.examples()
		if v.neuron.Output(e.X) == e.Y {
			if v.clean++; v.Learned() {
				break
			}
			continue
		}
		// The rule on this one alone: its error says that one pass was not enough.
		_, _ = v.neuron.Learn([]perceptron.Example{e}, 1, 1)
		v.clean = 0
	}
	step := 1
	if v.inverted {
		v.passes++
		step = -1
	}
	if n := len(v.runs); n > 0 && v.runs[n-1]*step > 0 {
		v.runs[n-1] += step
	} else {
		v.runs = append(v.runs, step)
	}
	v.base, v.learned = v.neuron.Weights[Corner], v.neuron.Bias
	v.changed()
	v.keepBest()
}

// Passes returns how often the rule went through images and negatives.
func (v *Invert) Passes() int { return v.passes }

// Corner returns the weight of the pixel without ink.
func (v *Invert) Corner() float64 { return v.neuron.Weights[Corner] }

// SetCorner sets it.
func (v *Invert) SetCorner(w float64) {
	if w == w && w != v.neuron.Weights[Corner] {
		v.neuron.Weights[Corner] = w
		v.moved()
	}
}

// Bias returns b.
func (v *Invert) Bias() float64 { return v.neuron.Bias }

// SetBias sets it.
func (v *Invert) SetBias(b float64) {
	if b == b && b != v.neuron.Bias {
		v.neuron.Bias = b
		v.moved()
	}
}

// moved follows a change by hand.
func (v *Invert) moved() {
	v.changed()
	v.keepBest()
}

// Total returns W, the sum of all weights.
func (v *Invert) Total() (sum float64) {
	for _, w := range v.neuron.Weights {
		sum += w
	}
	return sum
}

// Lost reports which kind of image cannot be correct both times: those for which the
// neuron is to fire, or the others.
func (v *Invert) Lost() (fires bool) { return v.Total()+2*v.neuron.Bias <= 0 }

// Scores returns w·x for each image. With the sums of the neuron's two sides it is all
// that the picture and the meter need.
func (v *Invert) Scores() []float64 {
	if !v.scored {
		v.scores = v.scores[:0]
		for i := range v.images.Len() {
			v.scores = append(v.scores, v.neuron.Sum(inputs(v.x, v.images.Grey(i)))-v.neuron.Bias)
		}
		v.scored = true
	}
	return v.scores
}

// Tally counts what is correct.
type Tally struct {
	Image, Negative int    // correct images, correct negatives
	Of              int    // images
	Both            [2]int // images correct both times: at rest, firing
	OfEach          int
}

// Fraction is what is correct of what counts.
func (t Tally) Fraction(inverted bool) float64 {
	if t.Of == 0 {
		return 0
	}
	if !inverted {
		return float64(t.Image) / float64(t.Of)
	}
	return float64(t.Image+t.Negative) / float64(2*t.Of)
}

// Tally counts for the neuron.
func (v *Invert) Tally() Tally {
	total := v.Total()
	scores := v.Scores()
	return v.tally(func(i int) (image, negative float64) {
		return scores[i] + v.neuron.Bias, total - scores[i] + v.neuron.Bias
	})
}

func (v *Invert) tally(sums func(i int) (image, negative float64)) (t Tally) {
	t.Of, t.OfEach = v.images.Len(), v.images.Len()/2
	for i := range t.Of {
		target := v.images.Target(i)
		a, b := sums(i)
		image, negative := perceptron.Step(a) == target, perceptron.Step(b) == target
		if image {
			t.Image++
		}
		if negative {
			t.Negative++
		}
		if image && negative {
			t.Both[int(target)]++
		}
	}
	return t
}

// keepBest notes the most that were correct with negatives.
func (v *Invert) keepBest() {
	if v.inverted && v.Ready() {
		t := v.Tally()
		v.best[0] = max(v.best[0], t.Image+t.Negative)
	}
}

// Best returns the largest fraction so far with inverted ink: of the neuron, and of
// the network with the hidden layer.
func (v *Invert) Best() (neuron, hidden float64) {
	if !v.Ready() {
		return 0, 0
	}
	all := float64(2 * v.images.Len())
	return float64(v.best[0]) / all, float64(v.best[1]) / all
}

// On returns the neuron's sums for an image and its negative.
func (v *Invert) On(grey []byte) (image, negative float64) {
	s := v.neuron.Sum(inputs(v.x, grey))
	return s, v.Total() + 2*v.neuron.Bias - s
}

// AddHidden adds a hidden layer, untrained, and has the ink inverted.
func (v *Invert) AddHidden() {
	if !v.Ready() {
		return
	}
	v.SetInverted(true)
	v.hidden, v.sums, v.next, v.fresh, v.best[1] = NewHidden(v.images), make([][2]float64, v.images.Len()), 0, 0, 0
	v.Evaluate(v.images.Len())
	v.rev++
}

// RemoveHidden takes it away.
func (v *Invert) RemoveHidden() {
	v.hidden = nil
	v.rev++
}

// ToggleHidden adds the hidden layer or takes it away.
func (v *Invert) ToggleHidden() {
	if v.hidden == nil {
		v.AddHidden()
	} else {
		v.RemoveHidden()
	}
}

// Hidden returns the network with the hidden layer, nil without one.
func (v *Invert) Hidden() *Hidden { return v.hidden }

// Settled reports whether it has learned and every sum is of its last weights.
func (v *Invert) Settled() bool { return v.hidden.Done() && v.fresh >= v.images.Len() }

// LearnHidden has the hidden layer learn from n examples.
func (v *Invert) LearnHidden(n int) {
	v.hidden.Learn(n)
	v.fresh = 0
	v.rev++
}

// Evaluate computes the sums of the next n images anew.
func (v *Invert) Evaluate(n int) {
	for range n {
		v.sums[v.next][0], v.sums[v.next][1] = v.hidden.Sums(v.images.Grey(v.next))
		v.next = (v.next + 1) % v.images.Len()
		v.fresh++
	}
	t := v.HiddenTally()
	v.best[1] = max(v.best[1], t.Image+t.Negative)
	v.rev++
}

// HiddenSums returns the network's sums for each image and its negative.
func (v *Invert) HiddenSums() [][2]float64 { return v.sums }

// HiddenTally counts for the network with the hidden layer.
func (v *Invert) HiddenTally() Tally {
	return v.tally(func(i int) (image, negative float64) { return v.sums[i][0], v.sums[i][1] })
}
