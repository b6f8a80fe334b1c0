package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// pooling is the configuration that the pooling layers share. As a window's, its
// pad must be at most half of it, so that no window lies outside the image.
type pooling struct{ Kernel, Stride, Pad int }

func (p pooling) visit(v fields.Visitor) pooling {
	v.Int("kernel", &p.Kernel, 1, MaxSide)
	v.Int("stride", &p.Stride, 1, MaxSide)
	v.Int("pad", &p.Pad, 0, MaxSide/2)
	return p
}

func (p pooling) window() window { return window{p.Kernel, p.Stride, p.Pad, 1} }

func (p pooling) shape(in tensor.Shape) kernel.PoolShape {
	return kernel.PoolShape{H: in.H, W: in.W, Window: p.Kernel, Stride: p.Stride, Pad: p.Pad}
}

func (p pooling) plan(in tensor.Shape) (Plan, error) {
	if err := fields.Check(func(v fields.Visitor) { p.visit(v) }); err != nil {
		return Plan{}, err
	}
	if 2*p.Pad > p.Kernel {
		return Plan{}, fields.Wrong("pad", "padPool", p.Pad, p.Kernel)
	}
	if err := p.window().fit(in); err != nil {
		return Plan{}, err
	}
	s := p.shape(in)
	out := tensor.Shape{C: in.C, H: s.OutH(), W: s.OutW()}
	return Plan{Out: out, Products: out.Size() * p.Kernel * p.Kernel}, nil
}

func (p pooling) receptive(out Region) Region {
	return Region{out.Channels, p.window().under(out.Rows), p.window().under(out.Columns)}
}

// pool2D is what the pooling layers share.
type pool2D struct {
	in, out  tensor.Shape
	maxBatch int
	shape    kernel.PoolShape // Planes is set for each batch
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
