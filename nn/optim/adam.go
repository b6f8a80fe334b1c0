package optim

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// Adam is adaptive moment estimation (section 6.1.6; Kingma and Ba 2015). At
// its t-th step, from 1:
//
//	m = beta1*m + (1-beta1)*g
//	v = beta2*v + (1-beta2)*g²
//	w -= lr * m/(1-beta1^t) / (sqrt(v/(1-beta2^t)) + eps)
type Adam struct {
	Beta1   float64 // of the old mean gradient kept
	Beta2   float64 // of the old mean squared gradient kept
	Epsilon float64 // eps, added to the root
}

// Kind returns "adam".
func (Adam) Kind() string { return "adam" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Adam) Visit(v fields.Visitor) fields.Config { return s.visit(v) }

func (s Adam) visit(v fields.Visitor) Adam {
	v.Float("beta1", &s.Beta1, fields.Fraction)
	v.Float("beta2", &s.Beta2, fields.Fraction)
	v.Float("epsilon", &s.Epsilon, fields.Epsilon)
	return s
}

// New implements Spec.
func (s Adam) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return newAdam(s, n), nil
}

// adam is the optimiser; both moments start at zero.
type adam struct {
	m, v         []float32
	t            []float32 // one value, the steps made; an array so that it is state like m and v
	beta1, beta2 float32   // the corrections use these very values: 1-beta2 is small
	eps          float32
	c1, c2       float32 // the corrections of the step that has begun
}

func newAdam(s Adam, n int) *adam {
	return &adam{
		m: make([]float32, n), v: make([]float32, n), t: make([]float32, 1),
		beta1: float32(s.Beta1), beta2: float32(s.Beta2), eps: float32(s.Epsilon),
	}
}

// Step implements Optimizer.
func (o *adam) Step(w, g []float32, lr float32) {
	o.Begin()
	o.Range(w, g, lr, 0)
}

// Begin implements Ranged.
func (o *adam) Begin() {
	o.t[0]++ // exact to 2^24; both corrections are 1 long before
	t := float64(o.t[0])
	o.c1 = float32(1 / (1 - math.Pow(float64(o.beta1), t)))
	o.c2 = float32(1 / (1 - math.Pow(float64(o.beta2), t)))
}

// Range implements Ranged.
func (o *adam) Range(w, g []float32, lr float32, first int) {
	m, v := o.m[first:][:len(w)], o.v[first:][:len(w)]
	kernel.AdamStep(w, g, m, v, lr, o.beta1, o.beta2, o.eps, o.c1, o.c2)
}

// State implements Optimizer.
func (o *adam) State() [][]float32 { return [][]float32{o.m, o.v, o.t} }
