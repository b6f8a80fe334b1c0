package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	conv2DForward  = "layer: conv2d: forward shape mismatch"
	conv2DBackward = "layer: conv2d: backward shape mismatch"
)

// Conv2D is the convolution layer of the book's section 7.2, without flipping
// the kernel:
//
//	y[n,f,i,j] = bias[f] + sum over c,u,v of weight[f,c,u,v] *
//		x[n, c, i*stride+u*dilation-pad, j*stride+v*dilation-pad]
//
// where pixels outside the image are zero. A dilation above 1 (Yu and Koltun
// 2016) leaves gaps between the kernel's pixels. The output is filters x OH x OW
// with OH = floor((H+2 pad-dilation(kernel-1)-1)/stride)+1 and OW likewise.
// Parameters: weight {filters, C, kernel, kernel}, by the recipe's initialiser;
// bias {filters}, zeros.
type Conv2D struct {
	in, out      tensor.Shape
	maxBatch     int
	kernel       *kernel.Conv
	weight, bias Param
}

// NewConv2D returns a convolution layer with square kernels.
func NewConv2D(in tensor.Shape, filters, size, stride, pad, dilation, maxBatch int) (*Conv2D, error) {
	if err := checkShape("conv2d", in, maxBatch); err != nil {
		return nil, err
	}
	s := kernel.ConvShape{C: in.C, H: in.H, W: in.W, Filters: filters, Kernel: size, Stride: stride, Pad: pad, Dilation: dilation}
	switch {
	case filters <= 0 || size <= 0 || stride <= 0 || dilation <= 0 || pad < 0:
		return nil, format.Errorf("layer: conv2d: %d filters, kernel %d, stride %d, dilation %d, pad %d: the first four must be at least 1 and pad not negative", filters, size, stride, dilation, pad)
	case !s.Valid():
		return nil, format.Errorf("layer: conv2d: kernel %d with dilation %d does not fit the input %v with pad %d; use a smaller kernel or more padding", size, dilation, in, pad)
	}
	return &Conv2D{
		in:       in,
		out:      tensor.Shape{C: filters, H: s.OutH(), W: s.OutW()},
		maxBatch: maxBatch,
		kernel:   kernel.NewConv(s),
		weight: Param{Name: "weight", Dims: []int{filters, in.C, size, size},
			FanIn: in.C * size * size, FanOut: filters * size * size, Decay: true, Fill: FillInit},
		bias: Param{Name: "bias", Dims: []int{filters}, Fill: FillZero},
	}, nil
}

// Out returns {filters, OH, OW}.
func (l *Conv2D) Out() tensor.Shape { return l.out }

// Params returns weight and bias.
func (l *Conv2D) Params() []*Param { return []*Param{&l.weight, &l.bias} }

// Forward overwrites y with the convolution of x.
func (l *Conv2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, conv2DForward)
	l.kernel.Forward(y.Data, x.Data, l.weight.Value, l.bias.Value, x.N)
}

// Backward adds to the gradients of weight and bias and overwrites dx.
func (l *Conv2D) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.in, l.out, l.maxBatch, conv2DBackward)
	l.kernel.BackwardWeight(l.weight.Grad, l.bias.Grad, dy.Data, x.Data, x.N)
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, conv2DBackward)
	l.kernel.BackwardInput(dx.Data, dy.Data, l.weight.Value, x.N)
}
