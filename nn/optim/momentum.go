package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// Momentum is SGD with momentum (section 6.1.4; Polyak 1964):
//
//	v = momentum*v - lr*g
//	w += v
type Momentum struct {
	v        []float32
	momentum float32
}

// NewMomentum returns Momentum for n weights; velocities start at zero.
func NewMomentum(n int, momentum float32) *Momentum {
	return &Momentum{v: make([]float32, n), momentum: momentum}
}

// Step implements Optimizer.
func (o *Momentum) Step(w, g []float32, lr float32) { kernel.MomentumStep(w, g, o.v, lr, o.momentum) }

// State implements Optimizer.
func (o *Momentum) State() [][]float32 { return [][]float32{o.v} }
