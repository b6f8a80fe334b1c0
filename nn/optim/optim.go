// Package optim turns gradients into steps (section 6.1 of the book) and says how
// the learning rate changes over a run, one file per kind. An optimiser sees all of
// a network's weights as one array.
package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// Spec is the configuration of an optimiser: Adam{Beta1: 0.9, ...}, or a type of
// one's own.
type Spec interface {
	// New returns the optimiser for n weights.
	New(n int) (Optimizer, error)
}

// Optimizer updates weights from gradients.
type Optimizer interface {
	// Step makes one update of all of w by the gradient g of the same length,
	// with learning rate lr.
	Step(w, g []float32, lr float32)
	// State returns the arrays that a checkpoint saves and restores in place.
	State() [][]float32
}

// Decayer is an Optimizer whose weight decay is not the gradient of a penalty:
// AdamW.
type Decayer interface {
	Optimizer
	// Decay applies weight decay to the weights w, with the gradient g, before the
	// step with learning rate lr.
	Decay(w, g []float32, lr, decay float32)
}

// Ranged is an Optimizer that updates each weight by that weight's gradient and state
// alone: ranges of weights may be updated one after another or at once. Step is Begin
// and one Range of all.
type Ranged interface {
	Optimizer
	// Begin begins a step.
	Begin()
	// Range updates the weights w by the gradient g; first is the first one's place
	// among all.
	Range(w, g []float32, lr float32, first int)
}

// Decay applies weight decay (section 6.4.2) to the weights that have it, before
// o's step with learning rate lr. Unless o is a Decayer it sees the gradient of
// the penalty decay/2 * sum of w²:
//
//	g += decay * w
func Decay(o Optimizer, w, g []float32, lr, decay float32) {
	if d, ok := o.(Decayer); ok {
		d.Decay(w, g, lr, decay)
		return
	}
	kernel.Axpy(decay, w, g)
}
