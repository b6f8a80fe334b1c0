package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// RMSprop is AdaGrad that forgets: gradients long past no longer slow a weight
// down (a box in the book's section 6.1.5; Tieleman and Hinton 2012):
//
//	h = alpha*h + (1-alpha)*g²
//	w -= lr * g / (sqrt(h) + eps)
//
// eps is outside the root, as in PyTorch and the book.
type RMSprop struct {
	h          []float32
	alpha, eps float32
}

// NewRMSprop returns RMSprop for n weights; h starts at zero.
func NewRMSprop(n int, alpha, eps float32) *RMSprop {
	return &RMSprop{h: make([]float32, n), alpha: alpha, eps: eps}
}

// Step implements Optimizer.
func (o *RMSprop) Step(w, g []float32, lr float32) {
	kernel.RootStep(w, g, o.h, lr, o.alpha, 1-o.alpha, o.eps)
}

// State implements Optimizer.
func (o *RMSprop) State() [][]float32 { return [][]float32{o.h} }
