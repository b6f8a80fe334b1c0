package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	reshapeForward  = "layer: reshape: forward shape mismatch"
	reshapeBackward = "layer: reshape: backward shape mismatch"
)

// Reshape gives a sample's values, in their order, another shape: a dense
// layer's output becomes an image (the first layer of a DCGAN's generator,
// Radford et al. 2016), or an image a vector.
//
//	y[n, i] = x[n, i] for i in 0..C*H*W, counted row-major    dx = dy
//
// A dense layer needs no flattening before it. Batch normalisation tells the
// two apart: of an image it normalises channels, of a vector single values. No
// parameters.
type Reshape struct{ in, out tensor.Shape }

// NewReshape returns a layer that gives its input the shape out.
func NewReshape(in, out tensor.Shape) (*Reshape, error) {
	if err := checkShape("reshape", in, 1); err != nil {
		return nil, err
	}
	if out.C <= 0 || out.H <= 0 || out.W <= 0 || out.Size() != in.Size() {
		return nil, format.Errorf("layer: reshape: %dx%dx%d values do not fit the shape %dx%dx%d; the products must be equal",
			in.C, in.H, in.W, out.C, out.H, out.W)
	}
	return &Reshape{in: in, out: out}, nil
}

// NewFlatten returns the Reshape that makes a vector of its input.
func NewFlatten(in tensor.Shape) (*Reshape, error) { return NewReshape(in, tensor.Vec(in.Size())) }

// Out returns the new shape.
func (l *Reshape) Out() tensor.Shape { return l.out }

// Params returns nothing.
func (l *Reshape) Params() []*Param { return nil }

// Forward overwrites y with the values of x.
func (l *Reshape) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, math.MaxInt, reshapeForward)
	copy(y.Values(), x.Values())
}

// Backward overwrites dx with the values of dy.
func (l *Reshape) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, math.MaxInt, reshapeBackward)
	copy(dx.Values(), dy.Values())
}
