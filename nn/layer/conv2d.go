package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
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
	Filters  int // output channels
	Kernel   int // side of the square kernel
	Stride   int // pixels from one place of the kernel to the next
	Pad      int // zeros added on each side of the image
	Dilation int // distance of the kernel's neighbouring pixels in the image, 1 for none between
}

// Kind returns "conv2d".
func (Conv2D) Kind() string { return "conv2d" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Conv2D) Visit(v fields.Visitor) fields.Config {
	v.Int("filters", &s.Filters, 1, MaxUnits)
	v.Int("kernel", &s.Kernel, 1, MaxSide)
	v.Int("stride", &s.Stride, 1, MaxSide)
	v.Int("pad", &s.Pad, 0, MaxPad)
	v.Int("dilation", &s.Dilation, 1, MaxDilation)
	return s
}

func (s Conv2D) window() window { return window{s.Kernel, s.Stride, s.Pad, s.Dilation} }

func (s Conv2D) shape(in tensor.Shape) kernel.ConvShape {
	return kernel.ConvShape{C: in.C, H: in.H, W: in.W, Filters: s.Filters, Kernel: s.Kernel, Stride: s.Stride, Pad: s.Pad, Dilation: s.Dilation}
}

func (s Conv2D) plan(in tensor.Shape) (Plan, error) {
	if err := check(s); err != nil {
		return Plan{}, err
	}
	if err := s.window().fit(in); err != nil {
		return Plan{}, err
	}
	shape, taps := s.shape(in), in.C*s.Kernel*s.Kernel
	out := tensor.Shape{C: s.Filters, H: shape.OutH(), W: shape.OutW()}
	unfolded := taps * out.H * out.W
	return Plan{Out: out, Params: (taps + 1) * s.Filters, Products: unfolded * s.Filters, Unfolded: unfolded}, nil
}

// Receptive implements the interface: a value depends on the kernel's window in
// every channel.
func (s Conv2D) Receptive(in tensor.Shape, out Region) Region {
	return Region{Span{0, in.C - 1}, s.window().under(out.Rows), s.window().under(out.Columns)}
}

// OutputWeights returns {C, Kernel, Kernel}.
func (s Conv2D) OutputWeights(in tensor.Shape) tensor.Shape {
	return tensor.Shape{C: in.C, H: s.Kernel, W: s.Kernel}
}

// Affine says that it is weight and bias.
func (Conv2D) Affine() {}

// Build implements Spec.
func (s Conv2D) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	taps := s.Kernel * s.Kernel
	return &conv2D{
		in: in, out: p.Out, maxBatch: maxBatch,
		kernel: kernel.NewConv(s.shape(in)),
		weight: Param{Name: "weight", Dims: []int{s.Filters, in.C, s.Kernel, s.Kernel},
			FanIn: in.C * taps, FanOut: s.Filters * taps, Decay: true, Fill: FillInit},
		bias: Param{Name: "bias", Dims: []int{s.Filters}, Fill: FillZero},
	}, nil
}

// conv2D is the layer.
type conv2D struct {
	in, out      tensor.Shape
	maxBatch     int
	kernel       *kernel.Conv
	weight, bias Param
}

// Out returns {filters, OH, OW}.
func (l *conv2D) Out() tensor.Shape { return l.out }

// Params returns weight and bias.
func (l *conv2D) Params() []*Param { return []*Param{&l.weight, &l.bias} }

// Forward overwrites y with the convolution of x.
func (l *conv2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, conv2DForward)
	l.weight.bound()
	l.kernel.Forward(y.Data, x.Data, l.weight.Value, l.bias.Value, x.N)
}

// Backward adds to the gradients of weight and bias and overwrites dx.
func (l *conv2D) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.in, l.out, l.maxBatch, conv2DBackward)
	l.weight.boundGrad()
	l.kernel.BackwardWeight(l.weight.Grad, l.bias.Grad, dy.Data, x.Data, x.N)
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, conv2DBackward)
	l.kernel.BackwardInput(dx.Data, dy.Data, l.weight.Value, x.N)
}
