package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
)

// AdamW is Adam whose weight decay is decoupled: it shrinks the weights
// themselves instead of adding to the gradient, which Adam would scale away
// (Loshchilov and Hutter 2019). At decay λ, before Adam's step:
//
//	w -= lr * λ * w
//
// Without weight decay it is Adam.
type AdamW struct {
	Beta1   float64 // of the old mean gradient kept
	Beta2   float64 // of the old mean squared gradient kept
	Epsilon float64 // eps, added to the root
}

// Kind returns "adamw".
func (AdamW) Kind() string { return "adamw" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s AdamW) Visit(v fields.Visitor) fields.Config { return AdamW(Adam(s).visit(v)) }

// New implements Spec.
func (s AdamW) New(n int) (Optimizer, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	return adamW{newAdam(Adam(s), n)}, nil
}

// adamW is the optimiser.
type adamW struct{ *adam }

// Decay implements Decayer.
func (adamW) Decay(w, g []float32, lr, decay float32) { kernel.Scale(1-lr*decay, w) }
