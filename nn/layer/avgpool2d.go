package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
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
type AvgPool2D struct {
	Kernel int // side of the square window
	Stride int // pixels from one window to the next
	Pad    int // pixels that windows begin outside the image, at most half a window
}

// Kind returns "avgpool2d".
func (AvgPool2D) Kind() string { return "avgpool2d" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s AvgPool2D) Visit(v fields.Visitor) fields.Config { return AvgPool2D(pooling(s).visit(v)) }

func (s AvgPool2D) plan(in tensor.Shape) (Plan, error) { return pooling(s).plan(in) }

// Receptive implements the interface: a value depends on its window.
func (s AvgPool2D) Receptive(_ tensor.Shape, out Region) Region { return pooling(s).receptive(out) }

// Homogeneous says that a positive scale may be moved past it.
func (AvgPool2D) Homogeneous() {}

// Build implements Spec.
func (s AvgPool2D) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	return &avgPool2D{pool2D{in, p.Out, maxBatch, pooling(s).shape(in)}}, nil
}

// avgPool2D is the layer.
type avgPool2D struct{ pool2D }

// Forward overwrites y with the windows' means.
func (l *avgPool2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, avgPool2DForward)
	kernel.AvgPool(l.planes(x.N), y.Data, x.Data)
}

// Backward overwrites dx.
func (l *avgPool2D) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, avgPool2DBackward)
	kernel.AvgPoolBackward(l.planes(x.N), dx.Data, dy.Data)
}
