package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

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
	v        []float32
	momentum float32
}

// NewNesterov returns Nesterov for n weights; velocities start at zero.
func NewNesterov(n int, momentum float32) *Nesterov {
	return &Nesterov{v: make([]float32, n), momentum: momentum}
}

// Step implements Optimizer.
func (o *Nesterov) Step(w, g []float32, lr float32) { kernel.NesterovStep(w, g, o.v, lr, o.momentum) }

// State implements Optimizer.
func (o *Nesterov) State() [][]float32 { return [][]float32{o.v} }
