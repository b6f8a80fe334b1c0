package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Identity is the identity function, the output activation of regression in the
// book's section 3.5:
//
//	y = x    dx = dy
//
// No parameters.
type Identity struct{}

// Kind returns "identity".
func (Identity) Kind() string { return "identity" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Identity) Visit(v fields.Visitor) fields.Config { return s }

func (s Identity) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (Identity) Receptive(_ tensor.Shape, out Region) Region { return out }

// Homogeneous says that a positive scale may be moved past it.
func (Identity) Homogeneous() {}

// Build implements Spec.
func (s Identity) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &activation{in, func(y, x []float32) { copy(y, x) }, func(dx, dy, y []float32) { copy(dx, dy) }}, nil
}
