package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// AdaGrad gives every weight a learning rate of its own, which shrinks with the
// squared gradients so far (section 6.1.5; Duchi, Hazan and Singer 2011):
//
//	h += g²
//	w -= lr * g / (sqrt(h) + eps)
type AdaGrad struct {
	h   []float32
	eps float32
}

// NewAdaGrad returns AdaGrad for n weights; h starts at zero.
func NewAdaGrad(n int, eps float32) *AdaGrad { return &AdaGrad{h: make([]float32, n), eps: eps} }

// Step implements Optimizer.
func (o *AdaGrad) Step(w, g []float32, lr float32) { kernel.RootStep(w, g, o.h, lr, 1, 1, o.eps) }

// State implements Optimizer.
func (o *AdaGrad) State() [][]float32 { return [][]float32{o.h} }
