package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
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
	Filters int // output channels
	Kernel  int // side of the square kernel
	Stride  int // pixels from one input pixel's kernel to the next one's
	Pad     int // pixels cut off each side of the output
}

// Kind returns "convtranspose2d".
func (ConvTranspose2D) Kind() string { return "convtranspose2d" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s ConvTranspose2D) Visit(v fields.Visitor) fields.Config {
	v.Int("filters", &s.Filters, 1, MaxUnits)
	v.Int("kernel", &s.Kernel, 1, MaxUpscale)
	v.Int("stride", &s.Stride, 1, MaxUpscale)
	v.Int("pad", &s.Pad, 0, MaxPad)
	return s
}

func (s ConvTranspose2D) plan(in tensor.Shape) (Plan, error) {
	if err := check(s); err != nil {
		return Plan{}, err
	}
	h, w := (in.H-1)*s.Stride+s.Kernel, (in.W-1)*s.Stride+s.Kernel
	out := tensor.Shape{C: s.Filters, H: h - 2*s.Pad, W: w - 2*s.Pad}
	if min(out.H, out.W) < 1 {
		return Plan{}, fields.Wrong("pad", "padOutput", s.Pad, h, w)
	}
	unfolded := s.Filters * s.Kernel * s.Kernel * in.H * in.W
	return Plan{Out: out, Params: (in.C*s.Kernel*s.Kernel + 1) * s.Filters, Products: unfolded * in.C, Unfolded: unfolded}, nil
}

// Receptive implements the interface: a value depends on the pixels whose kernels
// reach it, in every channel.
func (s ConvTranspose2D) Receptive(in tensor.Shape, out Region) Region {
	from := func(o Span) Span {
		return Span{-floorDiv(s.Kernel-1-o.First-s.Pad, s.Stride), floorDiv(o.Last+s.Pad, s.Stride)}
	}
	return Region{Span{0, in.C - 1}, from(out.Rows), from(out.Columns)}
}

// floorDiv returns a/b rounded down, for b > 0.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Affine says that it is weight and bias.
func (ConvTranspose2D) Affine() {}

// Build implements Spec.
func (s ConvTranspose2D) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	taps := s.Kernel * s.Kernel
	return &convTranspose2D{
		in: in, out: p.Out, maxBatch: maxBatch,
		kernel: kernel.NewConv(kernel.ConvShape{C: p.Out.C, H: p.Out.H, W: p.Out.W, Filters: in.C, Kernel: s.Kernel, Stride: s.Stride, Pad: s.Pad}),
		zeros:  make([]float32, in.C),
		weight: Param{Name: "weight", Dims: []int{in.C, s.Filters, s.Kernel, s.Kernel},
			FanIn: max(in.C*taps/(s.Stride*s.Stride), 1), FanOut: s.Filters * taps, Decay: true, Fill: FillInit},
		bias: Param{Name: "bias", Dims: []int{s.Filters}, Fill: FillZero},
	}, nil
}

// convTranspose2D is the layer.
type convTranspose2D struct {
	in, out      tensor.Shape
	maxBatch     int
	kernel       *kernel.Conv // from out to in
	zeros        []float32    // its bias
	weight, bias Param
}

// Out returns {filters, OH, OW}.
func (l *convTranspose2D) Out() tensor.Shape { return l.out }

// Params returns weight and bias.
func (l *convTranspose2D) Params() []*Param { return []*Param{&l.weight, &l.bias} }

// Forward overwrites y with the transposed convolution of x.
func (l *convTranspose2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, convTranspose2DForward)
	l.weight.bound()
	l.kernel.BackwardInput(y.Data, x.Data, l.weight.Value, x.N)
	for n := range y.N {
		for f, b := range l.bias.Value {
			kernel.Shift(l.plane(y, n, f), b)
		}
	}
}

// Backward adds to the gradients of weight and bias and overwrites dx.
func (l *convTranspose2D) Backward(dx, dy, x, y tensor.Tensor) {
	checkPair(x, dy, l.in, l.out, l.maxBatch, convTranspose2DBackward)
	l.weight.boundGrad()
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
func (l *convTranspose2D) plane(t tensor.Tensor, n, f int) []float32 {
	size := l.out.H * l.out.W
	at := (n*l.out.C + f) * size
	return t.Data[at : at+size]
}
