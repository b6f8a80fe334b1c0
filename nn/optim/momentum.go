package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// Momentum is SGD with momentum (section 6.1.4; Polyak 1964):
//
//	v = momentum*v - lr*g
//	w += v
type Momentum struct {
	Momentum float64 // of the old velocity kept
}

// Kind returns "momentum".
func (Momentum) Kind() string { return "momentum" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Momentum) Visit(v fields.Visitor) fields.Config {
	v.Float("momentum", &s.Momentum, fields.Fraction)
	return s
}

// New implements Spec.
func (s Momentum) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return &momentum{v: make([]float32, n), momentum: float32(s.Momentum)}, nil
}

// momentum is the optimiser; velocities start at zero.
type momentum struct {
	v        []float32
	momentum float32
}

// Step implements Optimizer.
func (o *momentum) Step(w, g []float32, lr float32) { kernel.MomentumStep(w, g, o.v, lr, o.momentum) }

// State implements Optimizer.
func (o *momentum) State() [][]float32 { return [][]float32{o.v} }
