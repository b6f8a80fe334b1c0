package layer

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	softmaxForward  = "layer: softmax: forward shape mismatch"
	softmaxBackward = "layer: softmax: backward shape mismatch"
)

// Softmax is the softmax function over all values of a sample (Bridle 1990; the
// book's section 3.5), safe from overflow because the largest value is taken
// away first:
//
//	y[i] = exp(x[i] - max x) / sum over j of exp(x[j] - max x)
//	dx[i] = y[i] (dy[i] - sum over j of dy[j] y[j])
//
// A classifier that learns by cross-entropy ends in its logits, not in this
// layer: the loss takes the softmax itself, which is exact and faster. No
// parameters.
type Softmax struct{}

// Kind returns "softmax".
func (Softmax) Kind() string { return "softmax" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Softmax) Visit(v fields.Visitor) fields.Config { return s }

func (s Softmax) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Build implements Spec.
func (s Softmax) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &softmax{in}, nil
}

// softmax is the layer.
type softmax struct{ shape tensor.Shape }

// Out returns the input's shape.
func (l *softmax) Out() tensor.Shape { return l.shape }

// Params returns nothing.
func (l *softmax) Params() []*Param { return nil }

// Forward overwrites each sample of y with the softmax of x's.
func (l *softmax) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.shape, l.shape, math.MaxInt, softmaxForward)
	for n := range x.N {
		kernel.Softmax(y.Sample(n), x.Sample(n))
	}
}

// Backward overwrites dx.
func (l *softmax) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dy, y, l.shape, l.shape, math.MaxInt, softmaxBackward)
	checkPair(dx, y, l.shape, l.shape, math.MaxInt, softmaxBackward)
	for n := range y.N {
		kernel.SoftmaxBackward(dx.Sample(n), dy.Sample(n), y.Sample(n))
	}
}
