package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	convTranspose2DForward  = "layer: convtranspose2d: forward shape mismatch"
	convTranspose2DBackward = "layer: convtranspose2d: backward shape mismatch"
)

// ConvTranspose2D is the transposed convolution (Zeiler et al. 2010; Dumoulin
// and Visin 2016, chapter 4; with a stride of 2 the layer by which the
// generator of Radford et al. 2016 doubles its image). Every input pixel adds a
// multiple of the kernel to the output, stride pixels from the next one's, and
// pad pixels are cut off each side:
//
//	y[n,f,i,j] = bias[f] + sum over c,p,q,u,v with p*stride+u-pad = i, q*stride+v-pad = j
//		of weight[c,f,u,v] * x[n,c,p,q]
//
// It is the backward pass of the Conv2D that goes the other way, and its
// backward pass is that one's forward pass. The output is filters x OH x OW with
// OH = (H-1) stride - 2 pad + kernel and OW likewise. Parameters: weight {C,
// filters, kernel, kernel}, the inputs first, by the recipe's initialiser; bias
// {filters}, zeros. An output sums about C (kernel/stride)² inputs, which is the
// fan-in.
type ConvTranspose2D struct {
	in, out      tensor.Shape
	maxBatch     int
	kernel       *kernel.Conv // from out to in
	zeros        []float32    // its bias
	weight, bias Param
}

// NewConvTranspose2D returns a transposed convolution with square kernels.
func NewConvTranspose2D(in tensor.Shape, filters, size, stride, pad, maxBatch int) (*ConvTranspose2D, error) {
	if err := checkShape("convtranspose2d", in, maxBatch); err != nil {
		return nil, err
	}
	if filters <= 0 || size <= 0 || stride <= 0 || pad < 0 {
		return nil, format.Errorf("layer: convtranspose2d: %d filters, kernel %d, stride %d, pad %d: the first three must be at least 1 and pad not negative", filters, size, stride, pad)
	}
	out := tensor.Shape{C: filters, H: (in.H-1)*stride - 2*pad + size, W: (in.W-1)*stride - 2*pad + size}
	if out.H <= 0 || out.W <= 0 {
		return nil, format.Errorf("layer: convtranspose2d: pad %d leaves nothing of the output of %v; use less padding", pad, in)
	}
	return &ConvTranspose2D{
		in: in, out: out, maxBatch: maxBatch,
		kernel: kernel.NewConv(kernel.ConvShape{C: out.C, H: out.H, W: out.W, Filters: in.C, Kernel: size, Stride: stride, Pad: pad}),
		zeros:  make([]float32, in.C),
		weight: Param{Name: "weight", Dims: []int{in.C, filters, size, size},
			FanIn: max(in.C*size*size/(stride*stride), 1), FanOut: filters * size * size, Decay: true, Fill: FillInit},
		bias: Param{Name: "bias", Dims: []int{filters}, Fill: FillZero},
	}, nil
}

// Out returns {filters, OH, OW}.
func (l *ConvTranspose2D) Out() tensor.Shape { return l.out }

// Params returns weight and bias.
func (l *ConvTranspose2D) Params() []*Param { return []*Param{&l.weight, &l.bias} }

// Forward overwrites y with the transposed convolution of x.
func (l *ConvTranspose2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, convTranspose2DForward)
	l.kernel.BackwardInput(y.Data, x.Data, l.weight.Value, x.N)
	for n := range y.N {
		for f, b := range l.bias.Value {
			kernel.Shift(l.plane(y, n, f), b)
		}
	}
}

// Backward adds to the gradients of weight and bias and overwrites dx.
func (l *ConvTranspose2D) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.in, l.out, l.maxBatch, convTranspose2DBackward)
	l.kernel.BackwardWeight(l.weight.Grad, nil, x.Data, dy.Data, x.N)
	for n := range dy.N {
		for f := range l.bias.Grad {
			l.bias.Grad[f] += kernel.Sum(l.plane(dy, n, f))
		}
	}
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, convTranspose2DBackward)
	l.kernel.Forward(dx.Data, dy.Data, l.weight.Value, l.zeros, x.N)
}

// plane returns channel f of sample n of an output.
func (l *ConvTranspose2D) plane(t tensor.Tensor, n, f int) []float32 {
	size := l.out.H * l.out.W
	at := (n*l.out.C + f) * size
	return t.Data[at : at+size]
}
