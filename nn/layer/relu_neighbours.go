package layer

import "github.com/zerokara/zerokara/nn/tensor"

// BeforeReLU is a layer that computes a ReLU after it in the same pass over memory.
type BeforeReLU interface {
	// ForwardReLU is Forward that overwrites z with the ReLU of y, too.
	ForwardReLU(z, y, x tensor.Tensor, train bool)
}

// AfterReLU is a layer that takes a gradient back through itself and a ReLU before it
// at less cost than the two do.
type AfterReLU interface {
	// BackwardReLU overwrites dx with the gradient with respect to the input of the
	// ReLU whose output is x. It overwrites dy as well.
	BackwardReLU(dx, dy, x, y tensor.Tensor)
}

// IsReLU reports whether a layer is one that ReLU has built.
func IsReLU(l Layer) bool {
	_, ok := l.(*rectifier)
	return ok
}
