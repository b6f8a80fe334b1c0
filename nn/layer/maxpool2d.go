package layer

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	maxPool2DForward  = "layer: maxpool2d: forward shape mismatch"
	maxPool2DBackward = "layer: maxpool2d: backward shape mismatch"
)

// MaxPool2D is the max-pooling layer of the book's section 7.3 (Zhou and
// Chellappa 1988):
//
//	y[n,c,i,j] = max over u,v < window of x[n, c, i*stride+u-pad, j*stride+v-pad]
//
// where pixels outside the image do not count. The output is C x OH x OW with
// OH = floor((H+2 pad-window)/stride)+1 and OW likewise; pixels that no whole
// window covers are left out. The gradient goes to the first maximum of each
// window. No parameters.
type MaxPool2D struct{ pool2D }

// NewMaxPool2D returns a max-pooling layer with square windows that begin pad
// pixels, at most half a window, outside the image.
func NewMaxPool2D(in tensor.Shape, window, stride, pad, maxBatch int) (*MaxPool2D, error) {
	p, err := newPool2D("maxpool2d", in, window, stride, pad, maxBatch)
	if err != nil {
		return nil, err
	}
	return &MaxPool2D{p}, nil
}

// Forward overwrites y with the windows' maxima.
func (l *MaxPool2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, maxPool2DForward)
	kernel.MaxPool(l.planes(x.N), y.Data, x.Data)
}

// Backward overwrites dx: each window's gradient at its first maximum, zero
// elsewhere.
func (l *MaxPool2D) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(x, y, l.in, l.out, l.maxBatch, maxPool2DBackward)
	checkPair(dx, dy, l.in, l.out, l.maxBatch, maxPool2DBackward)
	kernel.MaxPoolBackward(l.planes(x.N), dx.Data, dy.Data, x.Data, y.Data)
}
