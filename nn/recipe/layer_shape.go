package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/format"
)

// Limits of a layer's geometry.
const (
	MaxPad      = 16 // of a convolution
	MaxDilation = 16
	MaxUpscale  = 64 // kernel and stride of a convtranspose2d
)

// shape returns the layer's output shape for an input of shape in and its
// number of trainable values.
func (l Layer) shape(field string, in [3]int) (out [3]int, params int, err error) {
	if err := unused(field, l.Kind, &l); err != nil {
		return out, 0, err
	}
	switch l.Kind {
	case KindDense:
		if err := within(field+".units", l.Units, 1, MaxUnits); err != nil {
			return out, 0, err
		}
		return [3]int{l.Units, 1, 1}, (size(in) + 1) * l.Units, nil
	case KindConv2D, KindConvTranspose2D:
		if err := within(field+".filters", l.Filters, 1, MaxUnits); err != nil {
			return out, 0, err
		}
		if err := within(field+".pad", l.Pad, 0, MaxPad); err != nil {
			return out, 0, err
		}
		slide := l.slide
		if l.Kind == KindConvTranspose2D {
			slide = l.spread
		}
		h, w, err := slide(field, in)
		return [3]int{l.Filters, h, w}, (in[0]*l.Kernel*l.Kernel + 1) * l.Filters, err
	case KindMaxPool2D, KindAvgPool2D:
		if l.Pad < 0 || 2*l.Pad > max(l.Kernel, 0) {
			return out, 0, wrong(field+".pad", "is %d, must be 0 to half the kernel's %d", l.Pad, l.Kernel)
		}
		h, w, err := l.slide(field, in)
		return [3]int{in[0], h, w}, 0, err
	case KindBatchNorm:
		if !(l.Epsilon > 0 && l.Epsilon <= 1) {
			return out, 0, wrong(field+".epsilon", "is %v, must be above 0 and at most 1", l.Epsilon)
		}
		if !(l.Decay >= 0 && l.Decay < 1) {
			return out, 0, wrong(field+".decay", "is %v, must be at least 0 and below 1", l.Decay)
		}
		return in, 2 * in[0], within(field+".group", l.Group, 0, MaxBatchSize)
	case KindDropout:
		return in, 0, fraction(field+".ratio", l.Ratio)
	case KindLeakyReLU:
		if !(l.Slope > 0 && l.Slope < 1) {
			return out, 0, wrong(field+".slope", "is %v, must be above 0 and below 1", l.Slope)
		}
		return in, 0, nil
	case KindReLU, KindSigmoid, KindTanh, KindSoftmax, KindIdentity, KindStep:
		return in, 0, nil
	case KindFlatten:
		return [3]int{size(in), 1, 1}, 0, nil
	case KindReshape:
		for i, n := range l.Shape {
			if err := within(index(field+".shape", i), n, 1, MaxValues); err != nil {
				return out, 0, err
			}
		}
		if size(l.Shape) != size(in) {
			return out, 0, wrong(field+".shape", "has %d values, its input has %d", size(l.Shape), size(in))
		}
		return l.Shape, 0, nil
	}
	return out, 0, unknown(field+".kind", l.Kind, "a layer", Kinds()...)
}

// work returns how many multiplications the layer makes for one sample, and, for
// a convolution, how many values its unfolded image has.
func (l Layer) work(in, out [3]int) (products, unfolded int) {
	switch l.Kind {
	case KindDense:
		return size(in) * l.Units, 0
	case KindConv2D:
		unfolded = in[0] * l.Kernel * l.Kernel * out[1] * out[2]
		return unfolded * l.Filters, unfolded
	case KindConvTranspose2D:
		unfolded = l.Filters * l.Kernel * l.Kernel * in[1] * in[2]
		return unfolded * in[0], unfolded
	case KindMaxPool2D, KindAvgPool2D:
		return size(out) * l.Kernel * l.Kernel, 0
	}
	return size(out), 0
}

// slide returns how many places a window takes over the padded input.
func (l Layer) slide(field string, in [3]int) (h, w int, err error) {
	side := min(in[1], in[2]) + 2*l.Pad
	if err := within(field+".kernel", l.Kernel, 1, side); err != nil {
		return 0, 0, err
	}
	if err := within(field+".stride", l.Stride, 1, side); err != nil {
		return 0, 0, err
	}
	reach := l.Kernel
	if l.Kind == KindConv2D {
		if err := within(field+".dilation", l.Dilation, 1, MaxDilation); err != nil {
			return 0, 0, err
		}
		if reach = (l.Kernel-1)*l.Dilation + 1; reach > side {
			return 0, 0, wrong(field+".dilation", "is %d, which makes a kernel of %d reach over %d pixels; the padded input has %d",
				l.Dilation, l.Kernel, reach, side)
		}
	}
	return (in[1]+2*l.Pad-reach)/l.Stride + 1, (in[2]+2*l.Pad-reach)/l.Stride + 1, nil
}

// spread returns the size of the output of a transposed convolution.
func (l Layer) spread(field string, in [3]int) (h, w int, err error) {
	if err := within(field+".kernel", l.Kernel, 1, MaxUpscale); err != nil {
		return 0, 0, err
	}
	if err := within(field+".stride", l.Stride, 1, MaxUpscale); err != nil {
		return 0, 0, err
	}
	h, w = (in[1]-1)*l.Stride-2*l.Pad+l.Kernel, (in[2]-1)*l.Stride-2*l.Pad+l.Kernel
	if min(h, w) < 1 {
		return 0, 0, wrong(field+".pad", "is %d, which leaves nothing of the %s output",
			l.Pad, format.Sprintf("%dx%d", h+2*l.Pad, w+2*l.Pad))
	}
	return h, w, nil
}
