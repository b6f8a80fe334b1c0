package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/format"
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
	shape tensor.Shape
	drop  uint32 // Ratio in units of 2^-32
	scale float32
	key   uint64
	from  uint32 // the first value's place in the mini-batch
}

// NewDropout returns a layer that drops the share ratio of the values of
// samples of any shape.
func NewDropout(in tensor.Shape, ratio float64) (*Dropout, error) {
	if !(ratio >= 0 && ratio < 1) {
		return nil, format.Errorf("dropout: ratio %v, must be at least 0 and below 1", ratio)
	}
	return &Dropout{shape: in, drop: uint32(ratio * (1 << 32)), scale: float32(1 / (1 - ratio))}, nil
}

// Out returns the input's shape.
func (l *Dropout) Out() tensor.Shape { return l.shape }

// Params returns nothing.
func (l *Dropout) Params() []*Param { return nil }

// Reseed implements Random.
func (l *Dropout) Reseed(key uint64, first int) {
	l.key, l.from = key, uint32(first*l.shape.Size())
}

// Forward overwrites y with x, or in training with what is kept of it.
func (l *Dropout) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, math.MaxInt, dropoutForward)
	if !train {
		copy(y.Values(), x.Values())
		return
	}
	kernel.Dropout(y.Values(), x.Values(), l.key, l.from, l.drop, l.scale)
}

// Backward overwrites dx with dy where Forward kept the value, zero elsewhere.
func (l *Dropout) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dy, y, l.shape, l.shape, math.MaxInt, dropoutBackward)
	checkPair(dx, y, l.shape, l.shape, math.MaxInt, dropoutBackward)
	kernel.Dropout(dx.Values(), dy.Values(), l.key, l.from, l.drop, l.scale)
}

// BackwardInference implements InferenceBackward: in inference this is the
// identity.
func (l *Dropout) BackwardInference(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.shape, l.shape, math.MaxInt, dropoutBackward)
	copy(dx.Values(), dy.Values())
}
