package optim

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// Adam is adaptive moment estimation (section 6.1.6; Kingma and Ba 2015). At
// its t-th step, from 1:
//
//	m = beta1*m + (1-beta1)*g
//	v = beta2*v + (1-beta2)*g²
//	w -= lr * m/(1-beta1^t) / (sqrt(v/(1-beta2^t)) + eps)
type Adam struct {
	m, v         []float32
	t            []float32 // one value, the steps made; an array so that it is state like m and v
	beta1, beta2 float32   // the corrections use these very values: 1-beta2 is small
	eps          float32
}

// NewAdam returns Adam for n weights; both moments start at zero.
func NewAdam(n int, beta1, beta2, eps float32) *Adam {
	return &Adam{
		m: make([]float32, n), v: make([]float32, n), t: make([]float32, 1),
		beta1: beta1, beta2: beta2, eps: eps,
	}
}

// Step implements Optimizer.
func (o *Adam) Step(w, g []float32, lr float32) {
	o.t[0]++ // exact to 2^24; both corrections are 1 long before
	t := float64(o.t[0])
	c1 := 1 / (1 - math.Pow(float64(o.beta1), t))
	c2 := 1 / (1 - math.Pow(float64(o.beta2), t))
	kernel.AdamStep(w, g, o.m, o.v, lr, o.beta1, o.beta2, o.eps, float32(c1), float32(c2))
}

// State implements Optimizer.
func (o *Adam) State() [][]float32 { return [][]float32{o.m, o.v, o.t} }
