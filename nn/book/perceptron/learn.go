package perceptron

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

var (
	// ErrNotSeparable says that no weights answer all examples right. Learning
	// came back to weights it had before, so it would go round for ever; where
	// a solution exists it never does (Novikoff 1962).
	ErrNotSeparable = errors.New("perceptron: no line parts the ones from the zeros: use two layers")
	// ErrNotLearned says that the epochs were over before every example was
	// answered right.
	ErrNotLearned = errors.New("perceptron: not learned yet: allow more epochs")
)

// Learned is how learning went.
type Learned struct {
	Epochs  int // passes over the examples, the last one without a mistake
	Updates int // mistakes on the way, each of which moved the weights
}

// Learn finds weights by Rosenblatt's rule. It shows the examples in order, and
// after every wrong answer y instead of t moves
//
//	w += rate*(t-y)*x
//	b += rate*(t-y)
//
// until one whole pass is right. If a line parts the examples, that is after
// finitely many updates, whatever the first weights. Otherwise the error wraps
// ErrNotSeparable, or ErrNotLearned when the epochs are over before that is
// certain; p then has the weights of the last update.
func (p *Perceptron) Learn(examples []Example, rate float64, epochs int) (Learned, error) {
	if !(rate > 0) || math.IsInf(rate, 1) {
		return Learned{}, fmt.Errorf("perceptron: the learning rate is %g, must be a positive number", rate)
	}
	for i, e := range examples {
		if len(e.X) != len(p.Weights) || e.Y != 0 && e.Y != 1 {
			return Learned{}, fmt.Errorf("perceptron: example %d has %d inputs and the output %g, must have %d inputs and 0 or 1", i, len(e.X), e.Y, len(p.Weights))
		}
	}
	var l Learned
	// Brent's way to see a cycle: compare with the weights at the epochs 1, 2,
	// 4, 8, ..., so that a cycle of any length is met without a list of all.
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
			return l, fmt.Errorf("%w (%d updates, and the weights are those of an earlier epoch again)", ErrNotSeparable, l.Updates)
		}
	}
	return l, fmt.Errorf("%w (%d epochs, %d updates)", ErrNotLearned, l.Epochs, l.Updates)
}
