package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	maxPool2DForward  = "layer: maxpool2d: forward shape mismatch"
	maxPool2DBackward = "layer: maxpool2d: backward shape mismatch"
)

// MaxPool2D is the max-pooling layer of the book's section 7.3:
//
//	y[n,c,i,j] = max over u,v < window of x[n, c, i*stride+u, j*stride+v]
//
// The output is C x OH x OW with OH = floor((H-window)/stride)+1 and OW
// likewise; pixels that no whole window covers are left out. The gradient goes
// to the first maximum of each window. No parameters.
type MaxPool2D struct {
	in, out  tensor.Shape
	maxBatch int
	shape    kernel.PoolShape // Planes is set for each batch
}

// NewMaxPool2D returns a max-pooling layer with square windows.
func NewMaxPool2D(in tensor.Shape, window, stride, maxBatch int) (*MaxPool2D, error) {
	if err := checkShape("maxpool2d", in, maxBatch); err != nil {
		return nil, err
	}
	s := kernel.PoolShape{H: in.H, W: in.W, Window: window, Stride: stride}
	switch {
	case window <= 0 || stride <= 0:
		return nil, format.Errorf("layer: maxpool2d: window %d, stride %d: both must be at least 1", window, stride)
	case !s.Valid():
		return nil, format.Errorf("layer: maxpool2d: window %d does not fit the input %v; use a smaller window", window, in)
	}
	return &MaxPool2D{
		in:       in,
		out:      tensor.Shape{C: in.C, H: s.OutH(), W: s.OutW()},
		maxBatch: maxBatch,
		shape:    s,
	}, nil
}

// Out returns {C, OH, OW}.
func (l *MaxPool2D) Out() tensor.Shape { return l.out }

// Params returns nothing.
func (l *MaxPool2D) Params() []*Param { return nil }

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

func (l *MaxPool2D) planes(n int) kernel.PoolShape {
	s := l.shape
	s.Planes = n * l.in.C
	return s
}
