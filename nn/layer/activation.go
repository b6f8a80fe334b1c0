package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	activationForward  = "layer: activation: forward shape mismatch"
	activationBackward = "layer: activation: backward shape mismatch"
)

// activation is the layer of every kind that works element by element without
// parameters and whose derivative follows from its output.
type activation struct {
	shape    tensor.Shape
	forward  func(y, x []float32)
	backward func(dx, dy, y []float32)
}

// Out returns the input's shape.
func (l *activation) Out() tensor.Shape { return l.shape }

// Params returns nothing.
func (l *activation) Params() []*Param { return nil }

// Forward overwrites y.
func (l *activation) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, math.MaxInt, activationForward)
	l.forward(y.Values(), x.Values())
}

// Backward overwrites dx.
func (l *activation) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dy, y, l.shape, l.shape, math.MaxInt, activationBackward)
	checkPair(dx, y, l.shape, l.shape, math.MaxInt, activationBackward)
	l.backward(dx.Values(), dy.Values(), y.Values())
}
