// Package reading says what to make of a network's probabilities: which digit,
// or that it does not know.
package reading

import "github.com/zerokara/zerokara/nn/recipe"

// Doubt is why no digit should be named.
type Doubt uint8

// The doubts.
const (
	Sure Doubt = iota // one digit is more probable than all others together
	Tie               // two digits are about as probable, and no other
	None              // it hardly looks like any digit
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

// When there is doubt. The probabilities are calibrated, so of answers near the
// first limit a third are wrong. It was chosen on validation images and on
// strokes of one half of the writers, so that fewer than 1% of real digits are
// in doubt.
const (
	leastTop  = 0.65 // probability of the most probable digit
	leastPair = 0.75 // of the two most probable together, for a tie
)

// Answer is what probabilities say.
type Answer struct {
	Digit, Second int // the most and the next most probable; the lower, of equals
	Doubt         Doubt
}

// Read returns the answer of the probabilities of the ten digits.
func Read(p *[recipe.Classes]float32) Answer {
	a := Answer{Digit: 0, Second: 1}
	if p[1] > p[0] {
		a.Digit, a.Second = 1, 0
	}
	for k := 2; k < len(p); k++ {
		switch {
		case p[k] > p[a.Digit]:
			a.Digit, a.Second = k, a.Digit
		case p[k] > p[a.Second]:
			a.Second = k
		}
	}
	first, second := p[a.Digit], p[a.Second]
	switch {
	case first >= leastTop:
	case first+second >= leastPair:
		a.Doubt = Tie
	default: // NaN too
		a.Doubt = None
	}
	return a
}
