package layer

import "github.com/zerokara/zerokara/nn/tensor"

// Identity is the identity function, the output activation of regression in the
// book's section 3.5:
//
//	y = x    dx = dy
//
// No parameters.
type Identity struct{ activation }

// NewIdentity returns an identity for samples of any shape.
func NewIdentity(in tensor.Shape) *Identity {
	return &Identity{activation{in,
		func(y, x []float32) { copy(y, x) },
		func(dx, dy, y []float32) { copy(dx, dy) },
	}}
}
