package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// pool2D is what the pooling layers have in common.
type pool2D struct {
	in, out  tensor.Shape
	maxBatch int
	shape    kernel.PoolShape // Planes is set for each batch
}

func newPool2D(kind string, in tensor.Shape, window, stride, pad, maxBatch int) (pool2D, error) {
	if err := checkShape(kind, in, maxBatch); err != nil {
		return pool2D{}, err
	}
	s := kernel.PoolShape{H: in.H, W: in.W, Window: window, Stride: stride, Pad: pad}
	switch {
	case window <= 0 || stride <= 0:
		return pool2D{}, format.Errorf("layer: %s: window %d, stride %d: both must be at least 1", kind, window, stride)
	case pad < 0 || 2*pad > window:
		return pool2D{}, format.Errorf("layer: %s: pad %d with window %d: it must be 0 to half the window", kind, pad, window)
	case !s.Valid():
		return pool2D{}, format.Errorf("layer: %s: window %d does not fit the input %v; use a smaller window", kind, window, in)
	}
	return pool2D{in: in, out: tensor.Shape{C: in.C, H: s.OutH(), W: s.OutW()}, maxBatch: maxBatch, shape: s}, nil
}

// Out returns {C, OH, OW}.
func (l *pool2D) Out() tensor.Shape { return l.out }

// Params returns nothing.
func (l *pool2D) Params() []*Param { return nil }

// planes returns the geometry for n samples.
func (l *pool2D) planes(n int) kernel.PoolShape {
	s := l.shape
	s.Planes = n * l.in.C
	return s
}
