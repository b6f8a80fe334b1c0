package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// AdaGrad gives every weight a learning rate of its own, which shrinks with the
// squared gradients so far (section 6.1.5; Duchi, Hazan and Singer 2011):
//
//	h += g²
//	w -= lr * g / (sqrt(h) + eps)
type AdaGrad struct {
	Epsilon float64 // eps, added to the root
}

// Kind returns "adagrad".
func (AdaGrad) Kind() string { return "adagrad" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s AdaGrad) Visit(v fields.Visitor) fields.Config {
	v.Float("epsilon", &s.Epsilon, fields.Epsilon)
	return s
}

// New implements Spec.
func (s AdaGrad) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return &adaGrad{h: make([]float32, n), eps: float32(s.Epsilon)}, nil
}

// adaGrad is the optimiser; h starts at zero.
type adaGrad struct {
	h   []float32
	eps float32
}

// Step implements Optimizer.
func (o *adaGrad) Step(w, g []float32, lr float32) { kernel.RootStep(w, g, o.h, lr, 1, 1, o.eps) }

// State implements Optimizer.
func (o *adaGrad) State() [][]float32 { return [][]float32{o.h} }
