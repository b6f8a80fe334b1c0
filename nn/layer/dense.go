package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	denseForward  = "layer: dense: forward shape mismatch"
	denseBackward = "layer: dense: backward shape mismatch"
)

// Dense is the fully connected (affine) layer of the book's section 5.6:
//
//	y = x W^T + b
//
// x is N x in, where in is the input's C*H*W whatever its shape; y is N x out.
// Parameters: weight {out, in}, by the recipe's initialiser; bias {out}, zeros.
// Gradients: dW = dy^T x, db = sum of dy over the batch, dx = dy W.
type Dense struct {
	Units int // outputs
}

// Kind returns "dense".
func (Dense) Kind() string { return "dense" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Dense) Visit(v fields.Visitor) fields.Config {
	v.Int("units", &s.Units, 1, MaxUnits)
	return s
}

func (s Dense) plan(in tensor.Shape) (Plan, error) {
	weights := in.Size() * s.Units
	return Plan{Out: tensor.Vec(s.Units), Params: weights + s.Units, Products: weights}, check(s)
}

// OutputWeights returns in: a unit has a weight for every value.
func (s Dense) OutputWeights(in tensor.Shape) tensor.Shape { return in }

// Affine says that it is weight and bias.
func (Dense) Affine() {}

// Build implements Spec.
func (s Dense) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	size := in.Size()
	return &dense{
		in: in, units: s.Units, maxBatch: maxBatch,
		weight: Param{Name: "weight", Dims: []int{s.Units, size}, FanIn: size, FanOut: s.Units, Decay: true, Fill: FillInit,
			Once: kernel.AddsOnce(maxBatch)},
		bias: Param{Name: "bias", Dims: []int{s.Units}, Fill: FillZero},
	}, nil
}

// dense is the layer.
type dense struct {
	in           tensor.Shape
	units        int
	maxBatch     int
	weight, bias Param
}

// Out returns the vector shape {units}.
func (l *dense) Out() tensor.Shape { return tensor.Vec(l.units) }

// Params returns weight and bias.
func (l *dense) Params() []*Param { return []*Param{&l.weight, &l.bias} }

// Forward overwrites y with x W^T + b.
func (l *dense) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.Out(), l.maxBatch, denseForward)
	l.weight.bound()
	for i := range y.N {
		copy(y.Sample(i), l.bias.Value)
	}
	in := l.in.Size()
	kernel.Gemm(false, true, x.N, l.units, in, x.Data, in, l.weight.Value, in, true, y.Data, l.units)
}

// Backward adds dy^T x and the sum of dy to the gradients and overwrites dx
// with dy W.
func (l *dense) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.in, l.Out(), l.maxBatch, denseBackward)
	l.weight.boundGrad()
	in := l.in.Size()
	kernel.Gemm(true, false, l.units, in, x.N, dy.Data, l.units, x.Data, in, !l.weight.Overwrite, l.weight.Grad, in)
	for i := range dy.N {
		kernel.Add(l.bias.Grad, dy.Sample(i))
	}
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.Out(), l.maxBatch, denseBackward)
	kernel.Gemm(false, false, x.N, in, l.units, dy.Data, l.units, l.weight.Value, in, false, dx.Data, in)
}
