package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Sigmoid is the logistic sigmoid of the book's sections 3.2.4 and 5.5.2,
// element by element:
//
//	y = 1 / (1 + exp(-x))    dx = dy y (1 - y)
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type Sigmoid struct{}

// Kind returns "sigmoid".
func (Sigmoid) Kind() string { return "sigmoid" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Sigmoid) Visit(v fields.Visitor) fields.Config { return s }

func (s Sigmoid) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (Sigmoid) Receptive(_ tensor.Shape, out Region) Region { return out }

// Build implements Spec.
func (s Sigmoid) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &activation{in, kernel.Sigmoid, kernel.SigmoidBackward}, nil
}
