package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	dropoutForward  = "layer: dropout: forward shape mismatch"
	dropoutBackward = "layer: dropout: backward shape mismatch"
)

// Dropout zeroes each value with probability Ratio in training (the book's
// section 6.4.3; Srivastava et al. 2014):
//
//	y = x * m / (1 - Ratio)    dx = dy * m / (1 - Ratio)    m = 0 or 1, at random
//
// It is inverted: what is kept grows in training, so that y's expectation is x
// and inference is the identity. (The book's layer scales at inference instead,
// by 1 - Ratio.) The masks depend on Reseed's arguments only and are computed,
// not stored, so Backward has Forward's without a copy. No parameters.
type Dropout struct {
	Ratio float64 // fraction of the values dropped, at least 0 and below 1
}

// Kind returns "dropout".
func (Dropout) Kind() string { return "dropout" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Dropout) Visit(v fields.Visitor) fields.Config {
	v.Float("ratio", &s.Ratio, fields.Fraction)
	return s
}

func (s Dropout) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (Dropout) Receptive(_ tensor.Shape, out Region) Region { return out }

// Homogeneous says that a positive scale may be moved past it.
func (Dropout) Homogeneous() {}

// Build implements Spec.
func (s Dropout) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &dropout{shape: in, drop: uint32(s.Ratio * (1 << 32)), scale: float32(1 / (1 - s.Ratio))}, nil
}

// dropout is the layer.
type dropout struct {
	shape tensor.Shape
	drop  uint32 // Ratio in units of 2^-32
	scale float32
	key   uint64
	from  uint32 // the first value's place in the mini-batch
}

// Out returns the input's shape.
func (l *dropout) Out() tensor.Shape { return l.shape }

// Params returns nothing.
func (l *dropout) Params() []*Param { return nil }

// Reseed implements Random.
func (l *dropout) Reseed(key uint64, first int) {
	l.key, l.from = key, uint32(first*l.shape.Size())
}

// Forward overwrites y with x, or in training with what is kept of it.
func (l *dropout) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, math.MaxInt, dropoutForward)
	if !train {
		copy(y.Values(), x.Values())
		return
	}
	kernel.Dropout(y.Values(), x.Values(), l.key, l.from, l.drop, l.scale)
}

// Backward overwrites dx with dy where Forward kept the value, zero elsewhere.
func (l *dropout) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dy, y, l.shape, l.shape, math.MaxInt, dropoutBackward)
	checkPair(dx, y, l.shape, l.shape, math.MaxInt, dropoutBackward)
	kernel.Dropout(dx.Values(), dy.Values(), l.key, l.from, l.drop, l.scale)
}

// BackwardInference implements InferenceBackward: in inference this is the
// identity.
func (l *dropout) BackwardInference(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.shape, l.shape, math.MaxInt, dropoutBackward)
	copy(dx.Values(), dy.Values())
}
