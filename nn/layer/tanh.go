package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Tanh is the hyperbolic tangent (LeCun et al. 1998, Efficient BackProp; the
// book's section 6.2.2), element by element:
//
//	y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))    dx = dy (1 - y²)
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type Tanh struct{}

// Kind returns "tanh".
func (Tanh) Kind() string { return "tanh" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Tanh) Visit(v fields.Visitor) fields.Config { return s }

func (s Tanh) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (Tanh) Receptive(_ tensor.Shape, out Region) Region { return out }

// Build implements Spec.
func (s Tanh) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &activation{in, kernel.Tanh, kernel.TanhBackward}, nil
}
