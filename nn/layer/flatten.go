package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Flatten is the Reshape that makes a vector of its input.
type Flatten struct{}

// Kind returns "flatten".
func (Flatten) Kind() string { return "flatten" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Flatten) Visit(v fields.Visitor) fields.Config { return s }

func (s Flatten) plan(in tensor.Shape) (Plan, error) {
	return Plan{Out: tensor.Vec(in.Size()), Products: in.Size()}, nil
}

// Receptive implements the interface: a value depends on the one of its number.
func (s Flatten) Receptive(in tensor.Shape, out Region) Region {
	return renumber(in, tensor.Vec(in.Size()), out)
}

// Homogeneous says that a positive scale may be moved past it.
func (Flatten) Homogeneous() {}

// Build implements Spec.
func (s Flatten) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	return &reshape{in, p.Out}, nil
}
