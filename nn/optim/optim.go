// Package optim turns gradients into steps (section 6.1 of the book), one file
// an optimiser. An optimiser sees all of a network's weights as one array.
package optim

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Optimizer updates weights from gradients.
type Optimizer interface {
	// Step makes one update of all of w by the gradient g of the same length,
	// with learning rate lr.
	Step(w, g []float32, lr float32)
	// State returns the arrays that a checkpoint saves and restores in place.
	State() [][]float32
}

// New returns the optimiser that o describes for n weights.
func New(o recipe.Optimizer, n int) (Optimizer, error) {
	switch o.Kind {
	case recipe.OptimizerSGD:
		return SGD{}, nil
	case recipe.OptimizerMomentum:
		return NewMomentum(n, float32(o.Momentum)), nil
	case recipe.OptimizerNesterov:
		return NewNesterov(n, float32(o.Momentum)), nil
	case recipe.OptimizerAdaGrad:
		return NewAdaGrad(n, float32(o.Epsilon)), nil
	case recipe.OptimizerRMSprop:
		return NewRMSprop(n, float32(o.Alpha), float32(o.Epsilon)), nil
	case recipe.OptimizerAdamW:
		return NewAdamW(n, float32(o.Beta1), float32(o.Beta2), float32(o.Epsilon)), nil
	case recipe.OptimizerAdam:
		return NewAdam(n, float32(o.Beta1), float32(o.Beta2), float32(o.Epsilon)), nil
	}
	return nil, format.Errorf("optim: %q is not an optimiser", o.Kind)
}
