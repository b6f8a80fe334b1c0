package optim

import "github.com/zerokara/zerokara/nn/internal/kernel"

// SGD is stochastic gradient descent (section 6.1.2):
//
//	w -= lr*g
type SGD struct{}

// Step implements Optimizer.
func (SGD) Step(w, g []float32, lr float32) { kernel.SGDStep(w, g, lr) }

// State implements Optimizer: there is none.
func (SGD) State() [][]float32 { return nil }
