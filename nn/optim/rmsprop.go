package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// RMSprop is AdaGrad that forgets: gradients long past no longer slow a weight
// down (a box in the book's section 6.1.5; Tieleman and Hinton 2012):
//
//	h = alpha*h + (1-alpha)*g²
//	w -= lr * g / (sqrt(h) + eps)
//
// eps is outside the root, as in PyTorch and the book.
type RMSprop struct {
	Alpha   float64 // of the old mean squared gradient kept
	Epsilon float64 // eps, added to the root
}

// Kind returns "rmsprop".
func (RMSprop) Kind() string { return "rmsprop" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s RMSprop) Visit(v fields.Visitor) fields.Config {
	v.Float("alpha", &s.Alpha, fields.Fraction)
	v.Float("epsilon", &s.Epsilon, fields.Epsilon)
	return s
}

// New implements Spec.
func (s RMSprop) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return &rmsProp{h: make([]float32, n), alpha: float32(s.Alpha), eps: float32(s.Epsilon)}, nil
}

// rmsProp is the optimiser; h starts at zero.
type rmsProp struct {
	h          []float32
	alpha, eps float32
}

// Step implements Optimizer.
func (o *rmsProp) Step(w, g []float32, lr float32) {
	kernel.RootStep(w, g, o.h, lr, o.alpha, 1-o.alpha, o.eps)
}

// State implements Optimizer.
func (o *rmsProp) State() [][]float32 { return [][]float32{o.h} }
