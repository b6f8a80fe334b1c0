package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// ReLU is the rectifier of the book's section 5.5.1 (Nair and Hinton 2010),
// element by element:
//
//	y = max(x, 0)    dx = dy where y > 0, else 0
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type ReLU struct{}

// Kind returns "relu".
func (ReLU) Kind() string { return "relu" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s ReLU) Visit(v fields.Visitor) fields.Config { return s }

func (s ReLU) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (ReLU) Receptive(_ tensor.Shape, out Region) Region { return out }

// Homogeneous says that a positive scale may be moved past it.
func (ReLU) Homogeneous() {}

// Build implements Spec.
func (s ReLU) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &rectifier{activation{in, kernel.ReLU, kernel.ReLUBackward}}, nil
}

// rectifier is the layer.
type rectifier struct{ activation }
