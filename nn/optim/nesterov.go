package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// Nesterov is SGD with Nesterov's accelerated gradient (Nesterov 1983; in this
// form Sutskever et al. 2013), which the book has beside its section 6.1: the
// gradient counts as if it were taken where the velocity leads.
//
//	v = momentum*v - lr*g
//	w += momentum*v - lr*g
//
// With a constant lr it is PyTorch's SGD(nesterov=True), whose velocity is in
// units of the gradient; where lr changes, PyTorch's past steps change with it.
type Nesterov struct {
	Momentum float64 // of the old velocity kept
}

// Kind returns "nesterov".
func (Nesterov) Kind() string { return "nesterov" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Nesterov) Visit(v fields.Visitor) fields.Config {
	v.Float("momentum", &s.Momentum, fields.Fraction)
	return s
}

// New implements Spec.
func (s Nesterov) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return &nesterov{v: make([]float32, n), momentum: float32(s.Momentum)}, nil
}

// nesterov is the optimiser; velocities start at zero.
type nesterov struct {
	v        []float32
	momentum float32
}

// Step implements Optimizer.
func (o *nesterov) Step(w, g []float32, lr float32) { kernel.NesterovStep(w, g, o.v, lr, o.momentum) }

// State implements Optimizer.
func (o *nesterov) State() [][]float32 { return [][]float32{o.v} }
