package ch3

import "math"

// Bends is the lab "Activations": the chapter's network with one activation or another.
type Bends struct {
	act   Activation
	layer int // hidden layer whose units are shown
	tried bool
	rev   uint32
}

// Rev counts the changes.
func (b *Bends) Rev() uint32 { return b.rev }

// Activation returns the chosen activation, and whether the visitor has chosen it.
func (b *Bends) Activation() (a Activation, tried bool) { return b.act, b.tried }

// Choose chooses an activation.
func (b *Bends) Choose(a Activation) {
	b.act, b.tried = min(max(a, 0), NumActivations-1), true
	b.rev++
}

// Layer returns the hidden layer that is shown, 0 or 1.
func (b *Bends) Layer() int { return b.layer }

// SetLayer chooses it.
func (b *Bends) SetLayer(l int) {
	b.layer = min(max(l, 0), Scores-1)
	b.rev++
}

// Address returns the lab's state for the address.
func (b *Bends) Address() string {
	s := ""
	if b.tried {
		s = "f=" + b.act.String()
	}
	if b.layer != 0 {
		s += "&layer=2"
	}
	return s
}

// SetAddress takes what Address returned.
func (b *Bends) SetAddress(address string) {
	name := value(address, "f")
	for a := range Activation(NumActivations) {
		if a.String() == name {
			b.Choose(a)
		}
	}
	b.SetLayer(number(address, "layer", 1) - 1)
}

// Reach returns how far an axis of sums goes to either side: 8, 16, 32, ...
func Reach(sums []float32) float64 {
	reach := 8.0
	for _, z := range sums {
		for math.Abs(float64(z)) > reach && reach < 1e4 {
			reach *= 2
		}
	}
	return reach
}

// Flat returns how many units' slopes are nearly 0, so that hardly any gradient passes,
// and the mean of all slopes.
func Flat(a Activation, sums []float32) (n int, mean float64) {
	const nearly = 0.01
	for _, z := range sums {
		s := a.Slope(z)
		if s < nearly {
			n++
		}
		mean += s / float64(len(sums))
	}
	return n, mean
}

// Disagree reports whether the mission is done: the networks that were trained with
// sigmoids and without a bend predict different digits.
func Disagree(nets *Nets, x []float32) bool {
	if !nets.Own(Sigmoid) || !nets.Own(Identity) {
		return false
	}
	return Argmax(nets.For(Sigmoid).Forward(x, Sigmoid, OneByOne).Scores()) !=
		Argmax(nets.For(Identity).Forward(x, Identity, OneByOne).Scores())
}
