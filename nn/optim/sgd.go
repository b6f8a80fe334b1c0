package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// SGD is stochastic gradient descent (section 6.1.2):
//
//	w -= lr*g
//
// It has no state and is its own Optimizer.
type SGD struct{}

// Kind returns "sgd".
func (SGD) Kind() string { return "sgd" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s SGD) Visit(v fields.Visitor) fields.Config { return s }

// New implements Spec.
func (s SGD) New(n int) (Optimizer, error) { return s, nil }

// Step implements Optimizer.
func (SGD) Step(w, g []float32, lr float32) { kernel.SGDStep(w, g, lr) }

// State implements Optimizer: there is none.
func (SGD) State() [][]float32 { return nil }
