// Package decision says what to make of a network's probabilities: which class,
// or that it does not know.
package decision

// Doubt is why no class should be named.
type Doubt uint8

// The doubts.
const (
	Sure Doubt = iota // one class is more probable than all others together
	Tie               // two classes are about as probable, and no other
	None              // it hardly looks like any class
)

// String returns the doubt's name in the page's API and strings, "" for Sure.
func (d Doubt) String() string {
	switch d {
	case Tie:
		return "tie"
	case None:
		return "none"
	}
	return ""
}

// When there is doubt. The probabilities are calibrated, so of predictions near
// the first limit a third are wrong. It was chosen on validation images and on
// strokes of one half of the writers, so that fewer than 1% of real digits are
// in doubt.
const (
	minTop  = 0.65 // probability of the most probable class
	minPair = 0.75 // of the two most probable together, for a tie
)

// Decision is what probabilities say.
type Decision struct {
	Class, Second int // the most and the next most probable; the lower, of equals
	Doubt         Doubt
}

// Of returns the decision that the probabilities of two or more classes call
// for.
func Of(p []float32) Decision {
	d := Decision{Class: 0, Second: 1}
	if p[1] > p[0] {
		d.Class, d.Second = 1, 0
	}
	for k := 2; k < len(p); k++ {
		switch {
		case p[k] > p[d.Class]:
			d.Class, d.Second = k, d.Class
		case p[k] > p[d.Second]:
			d.Second = k
		}
	}
	first, second := p[d.Class], p[d.Second]
	switch {
	case first >= minTop:
	case first+second >= minPair:
		d.Doubt = Tie
	default: // NaN too
		d.Doubt = None
	}
	return d
}
