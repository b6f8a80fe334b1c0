package layer

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	avgPool2DForward  = "layer: avgpool2d: forward shape mismatch"
	avgPool2DBackward = "layer: avgpool2d: backward shape mismatch"
)

// AvgPool2D is the average-pooling layer (the subsampling of LeCun et al. 1998;
// the book's section 7.3 mentions it):
//
//	y[n,c,i,j] = mean over u,v < window of x[n, c, i*stride+u-pad, j*stride+v-pad]
//
// where pixels outside the image are zero and count. The output is C x OH x OW
// with OH = floor((H+2 pad-window)/stride)+1 and OW likewise; pixels that no
// whole window covers are left out. The gradient goes to all pixels of a window
// in equal parts. No parameters.
type AvgPool2D struct{ pool2D }

// NewAvgPool2D returns an average-pooling layer with square windows and pad
// zeros, at most half a window, on each side of the image.
func NewAvgPool2D(in tensor.Shape, window, stride, pad, maxBatch int) (*AvgPool2D, error) {
	p, err := newPool2D("avgpool2d", in, window, stride, pad, maxBatch)
	if err != nil {
		return nil, err
	}
	return &AvgPool2D{p}, nil
}

// Forward overwrites y with the windows' means.
func (l *AvgPool2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, avgPool2DForward)
	kernel.AvgPool(l.planes(x.N), y.Data, x.Data)
}

// Backward overwrites dx.
func (l *AvgPool2D) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, avgPool2DBackward)
	kernel.AvgPoolBackward(l.planes(x.N), dx.Data, dy.Data)
}
