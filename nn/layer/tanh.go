package layer

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Tanh is the hyperbolic tangent (LeCun et al. 1998, Efficient BackProp; the
// book's section 6.2.2), element by element:
//
//	y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))    dx = dy (1 - y²)
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type Tanh struct{ activation }

// NewTanh returns a hyperbolic tangent for samples of any shape.
func NewTanh(in tensor.Shape) *Tanh {
	return &Tanh{activation{in, kernel.Tanh, kernel.TanhBackward}}
}
