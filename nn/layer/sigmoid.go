package layer

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Sigmoid is the logistic sigmoid of the book's sections 3.2.4 and 5.5.2,
// element by element:
//
//	y = 1 / (1 + exp(-x))    dx = dy y (1 - y)
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type Sigmoid struct{ activation }

// NewSigmoid returns a sigmoid for samples of any shape.
func NewSigmoid(in tensor.Shape) *Sigmoid {
	return &Sigmoid{activation{in, kernel.Sigmoid, kernel.SigmoidBackward}}
}
