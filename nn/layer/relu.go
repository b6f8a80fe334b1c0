package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	reluForward  = "layer: relu: forward shape mismatch"
	reluBackward = "layer: relu: backward shape mismatch"
)

// ReLU is the rectifier of the book's section 5.5.1 (Nair and Hinton 2010),
// element by element:
//
//	y = max(x, 0)    dx = dy where y > 0, else 0
//
// A NaN stays NaN, so that divergence is seen. No parameters.
type ReLU struct{ shape tensor.Shape }

// NewReLU returns a rectifier for samples of any shape.
func NewReLU(in tensor.Shape) *ReLU { return &ReLU{shape: in} }

// Out returns the input's shape.
func (l *ReLU) Out() tensor.Shape { return l.shape }

// Params returns nothing.
func (l *ReLU) Params() []*Param { return nil }

// Forward overwrites y with max(x, 0).
func (l *ReLU) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, math.MaxInt, reluForward)
	kernel.ReLU(y.Values(), x.Values())
}

// Backward overwrites dx with dy where y is positive, zero elsewhere.
func (l *ReLU) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dy, y, l.shape, l.shape, math.MaxInt, reluBackward)
	checkPair(dx, y, l.shape, l.shape, math.MaxInt, reluBackward)
	kernel.ReLUBackward(dx.Values(), dy.Values(), y.Values())
}
