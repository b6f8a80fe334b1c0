package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
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
type LeakyReLU struct{ activation }

// NewLeakyReLU returns a leaky rectifier for samples of any shape; its slope of
// the negative side is above 0 and below 1.
func NewLeakyReLU(in tensor.Shape, slope float64) (*LeakyReLU, error) {
	s := float32(slope)
	if !(s > 0 && s < 1) { // the sign of y must be that of x
		return nil, format.Errorf("layer: leakyrelu: slope %g; it must be above 0 and below 1", slope)
	}
	return &LeakyReLU{activation{in,
		func(y, x []float32) { kernel.LeakyReLU(y, x, s) },
		func(dx, dy, y []float32) { kernel.LeakyReLUBackward(dx, dy, y, s) },
	}}, nil
}
