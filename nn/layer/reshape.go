package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
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
type Reshape struct {
	Shape tensor.Shape // of the output
}

// Kind returns "reshape".
func (Reshape) Kind() string { return "reshape" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Reshape) Visit(v fields.Visitor) fields.Config {
	v.Shape("shape", &s.Shape, MaxExtent)
	return s
}

func (s Reshape) plan(in tensor.Shape) (Plan, error) {
	if err := check(s); err != nil {
		return Plan{}, err
	}
	if s.Shape.Size() != in.Size() {
		return Plan{}, fields.Wrong("shape", "reshape", s.Shape.Size(), in.Size())
	}
	return Plan{Out: s.Shape, Products: in.Size()}, nil
}

// Receptive implements the interface: a value depends on the one of its number.
func (s Reshape) Receptive(in tensor.Shape, out Region) Region { return renumber(in, s.Shape, out) }

// Homogeneous says that a positive scale may be moved past it.
func (Reshape) Homogeneous() {}

// Build implements Spec.
func (s Reshape) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	return &reshape{in, p.Out}, nil
}

// renumber returns the smallest region of in that has all values which lie,
// counted row-major, from a region of out's first to its last.
func renumber(in, out tensor.Shape, r Region) Region {
	at := func(c, h, w int) (channel, row, column int) {
		i := (c*out.H+h)*out.W + w
		return i / (in.H * in.W), i / in.W % in.H, i % in.W
	}
	c0, h0, w0 := at(r.Channels.First, r.Rows.First, r.Columns.First)
	c1, h1, w1 := at(r.Channels.Last, r.Rows.Last, r.Columns.Last)
	if c0 != c1 {
		h0, h1 = 0, in.H-1
	}
	if c0 != c1 || h0 != h1 {
		w0, w1 = 0, in.W-1
	}
	return Region{Span{c0, c1}, Span{h0, h1}, Span{w0, w1}}
}

// reshape is the layer of Reshape and Flatten.
type reshape struct{ in, out tensor.Shape }

// Out returns the new shape.
func (l *reshape) Out() tensor.Shape { return l.out }

// Params returns nothing.
func (l *reshape) Params() []*Param { return nil }

// Forward overwrites y with the values of x.
func (l *reshape) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, math.MaxInt, reshapeForward)
	copy(y.Values(), x.Values())
}

// Backward overwrites dx with the values of dy.
func (l *reshape) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, math.MaxInt, reshapeBackward)
	copy(dx.Values(), dy.Values())
}
