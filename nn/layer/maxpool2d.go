package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
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
type MaxPool2D struct {
	Kernel int // side of the square window
	Stride int // pixels from one window to the next
	Pad    int // pixels that windows begin outside the image, at most half a window
}

// Kind returns "maxpool2d".
func (MaxPool2D) Kind() string { return "maxpool2d" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s MaxPool2D) Visit(v fields.Visitor) fields.Config { return MaxPool2D(pooling(s).visit(v)) }

func (s MaxPool2D) plan(in tensor.Shape) (Plan, error) { return pooling(s).plan(in) }

// Receptive implements the interface: a value depends on its window.
func (s MaxPool2D) Receptive(_ tensor.Shape, out Region) Region { return pooling(s).receptive(out) }

// Homogeneous says that a positive scale may be moved past it.
func (MaxPool2D) Homogeneous() {}

// Build implements Spec.
func (s MaxPool2D) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	p, err := planned(s, in, maxBatch)
	if err != nil {
		return nil, err
	}
	return &maxPool2D{pool2D{in, p.Out, maxBatch, pooling(s).shape(in)}}, nil
}

// maxPool2D is the layer.
type maxPool2D struct{ pool2D }

// Forward overwrites y with the windows' maxima.
func (l *maxPool2D) Forward(y, x tensor.Tensor, train bool) {
	checkPair(x, y, l.in, l.out, l.maxBatch, maxPool2DForward)
	kernel.MaxPool(l.planes(x.N), y.Data, x.Data)
}

// Backward overwrites dx: each window's gradient at its first maximum, zero
// elsewhere.
func (l *maxPool2D) Backward(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(x, y, l.in, l.out, l.maxBatch, maxPool2DBackward)
	checkPair(dx, dy, l.in, l.out, l.maxBatch, maxPool2DBackward)
	kernel.MaxPoolBackward(l.planes(x.N), dx.Data, dy.Data, x.Data, y.Data)
}

// BackwardReLU is Backward and the backward pass of the ReLU before it. Windows of
// which that passes nothing are those whose maximum is not above zero: dy is cleared
// there, which are fewer values than dx has.
func (l *maxPool2D) BackwardReLU(dx, dy, x, y tensor.Tensor) {
	if dx.Data == nil {
		return
	}
	checkPair(dx, dy, l.in, l.out, l.maxBatch, maxPool2DBackward)
	kernel.ReLUBackward(dy.Values(), dy.Values(), y.Values())
	l.Backward(dx, dy, x, y)
}
