package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// LeakyReLU is the leaky rectifier (Maas, Hannun and Ng 2013; with a slope of
// 0.2 in the discriminator of Radford et al. 2016), element by element:
//
//	y = x where x > 0, else slope x    dx = dy where y > 0, else slope dy
//
// Unlike with ReLU (the book's section 3.2.7) a unit that is never positive
// still learns. A NaN stays NaN. No parameters.
type LeakyReLU struct {
	Slope float64 // of the negative side, above 0 and below 1
}

// Kind returns "leakyrelu".
func (LeakyReLU) Kind() string { return "leakyrelu" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s LeakyReLU) Visit(v fields.Visitor) fields.Config {
	v.Float("slope", &s.Slope, fields.Interior)
	return s
}

func (s LeakyReLU) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (LeakyReLU) Receptive(_ tensor.Shape, out Region) Region { return out }

// Homogeneous says that a positive scale may be moved past it.
func (LeakyReLU) Homogeneous() {}

// Build implements Spec.
func (s LeakyReLU) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	slope := float32(s.Slope)
	return &activation{in,
		func(y, x []float32) { kernel.LeakyReLU(y, x, slope) },
		func(dx, dy, y []float32) { kernel.LeakyReLUBackward(dx, dy, y, slope) },
	}, nil
}
