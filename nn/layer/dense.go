package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
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
	in           tensor.Shape
	units        int
	maxBatch     int
	weight, bias Param
}

// NewDense returns a dense layer with the given number of outputs.
func NewDense(in tensor.Shape, units, maxBatch int) (*Dense, error) {
	if err := checkShape("dense", in, maxBatch); err != nil {
		return nil, err
	}
	if units <= 0 {
		return nil, format.Errorf("layer: dense: %d units; there must be at least 1", units)
	}
	size := in.Size()
	return &Dense{
		in: in, units: units, maxBatch: maxBatch,
		weight: Param{Name: "weight", Dims: []int{units, size}, FanIn: size, FanOut: units, Decay: true, Fill: FillInit},
		bias:   Param{Name: "bias", Dims: []int{units}, Fill: FillZero},
	}, nil
}

// Out returns the vector shape {units}.
func (d *Dense) Out() tensor.Shape { return tensor.Vec(d.units) }

// Params returns weight and bias.
func (d *Dense) Params() []*Param { return []*Param{&d.weight, &d.bias} }

// Forward overwrites y with x W^T + b.
func (d *Dense) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, d.in, d.Out(), d.maxBatch, denseForward)
	for i := range y.N {
		copy(y.Sample(i), d.bias.Value)
	}
	in := d.in.Size()
	kernel.Gemm(false, true, x.N, d.units, in, x.Data, in, d.weight.Value, in, true, y.Data, d.units)
}

// Backward adds dy^T x and the sum of dy to the gradients and overwrites dx
// with dy W.
func (d *Dense) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, d.in, d.Out(), d.maxBatch, denseBackward)
	in := d.in.Size()
	kernel.Gemm(true, false, d.units, in, x.N, dy.Data, d.units, x.Data, in, true, d.weight.Grad, in)
	for i := range dy.N {
		kernel.Add(d.bias.Grad, dy.Sample(i))
	}
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, d.in, d.Out(), d.maxBatch, denseBackward)
	kernel.Gemm(false, false, x.N, in, d.units, dy.Data, d.units, d.weight.Value, in, false, dx.Data, in)
}
