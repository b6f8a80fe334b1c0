package perceptron

import (
	"errors"
	"github.com/zerokara/zerokara/nn/internal/format"
	"math"
	"slices"
)

var (
	// ErrNotSeparable is the error where no weights give every example's target:
	// learning returned to weights that it had before, so it would never end,
	// which cannot happen where a solution exists (Novikoff 1962).
	ErrNotSeparable = errors.New("perceptron: no line separates the ones from the zeros: use two layers")
	// ErrNotLearned is the error where the epochs ended before every example's
	// output was correct.
	ErrNotLearned = errors.New("perceptron: not learned yet: allow more epochs")
)

// Learned counts what Learn did.
type Learned struct {
	Epochs  int // passes over the examples, the last one without a mistake
	Updates int // mistakes, each of which moved the weights
}

// Learn finds weights by Rosenblatt's rule. It takes the examples in order, and
// where the output y is not the target t it moves
//
//	w += rate*(t-y)*x
//	b += rate*(t-y)
//
// until all outputs of one pass are correct. If a line separates the examples,
// that takes finitely many updates, whatever the first weights. Otherwise the
// error wraps ErrNotSeparable, or ErrNotLearned when the epochs end before that
// is certain; p keeps the weights of the last update.
func (p *Perceptron) Learn(examples []Example, rate float64, epochs int) (Learned, error) {
	if !(rate > 0) || math.IsInf(rate, 1) {
		return Learned{}, format.Errorf("perceptron: the learning rate is %g, must be a positive number", rate)
	}
	for i, e := range examples {
		if len(e.X) != len(p.Weights) || e.Y != 0 && e.Y != 1 {
			return Learned{}, format.Errorf("perceptron: example %d has %d inputs and the output %g, must have %d inputs and 0 or 1", i, len(e.X), e.Y, len(p.Weights))
		}
	}
	var l Learned
	// Brent's cycle detection: compare with the weights before the epochs 1, 2, 3,
	// 5, 9, ..., which finds a cycle of any length with one copy.
	var before Perceptron
	for l.Epochs < epochs {
		if l.Epochs&(l.Epochs-1) == 0 {
			before = Perceptron{slices.Clone(p.Weights), p.Bias}
		}
		l.Epochs++
		wrong := 0
		for _, e := range examples {
			missing := rate * (e.Y - p.Output(e.X))
			if missing == 0 {
				continue
			}
			wrong++
			for i, x := range e.X {
				p.Weights[i] += missing * x
			}
			p.Bias += missing
		}
		l.Updates += wrong
		if wrong == 0 {
			return l, nil
		}
		if p.Bias == before.Bias && slices.Equal(p.Weights, before.Weights) {
			return l, format.Errorf("%w (%d updates, and the weights of an earlier epoch came again)", ErrNotSeparable, l.Updates)
		}
	}
	return l, format.Errorf("%w (%d epochs, %d updates)", ErrNotLearned, l.Epochs, l.Updates)
}
