package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Bounds of the fields of layers; what does not fit the input is refused besides.
const (
	MaxUnits    = 1 << 16 // of a dense layer, filters of a convolution
	MaxGroup    = 1 << 16 // samples that share a batch normalisation's statistics
	MaxExtent   = 1 << 20 // of a shape
	MaxSide     = 1 << 12 // kernel and stride
	MaxPad      = 16      // of a convolution
	MaxDilation = 16
	MaxUpscale  = 64 // kernel and stride of a transposed convolution
)

// window is the square that a convolution or a pooling moves over its input.
type window struct{ kernel, stride, pad, dilation int }

// fit returns an error unless the window lies within the padded input.
func (w window) fit(in tensor.Shape) error {
	side := min(in.H, in.W) + 2*w.pad
	if w.kernel > side {
		return fields.Wrong("kernel", "window", w.kernel, side)
	}
	if w.stride > side {
		return fields.Wrong("stride", "window", w.stride, side)
	}
	if reach := w.reach(); reach > side {
		return fields.Wrong("dilation", "dilation", w.dilation, w.kernel, reach, side)
	}
	return nil
}

// reach returns the side of the square of pixels that the window lies within.
func (w window) reach() int { return (w.kernel-1)*w.dilation + 1 }

// under returns the pixels under the places first to last of the window.
func (w window) under(s Span) Span {
	return Span{s.First*w.stride - w.pad, s.Last*w.stride - w.pad + w.reach() - 1}
}
