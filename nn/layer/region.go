package layer

import "github.com/zerokara/zerokara/nn/tensor"

// Region is a box of the values of a sample.
type Region struct{ Channels, Rows, Columns Span }

// Span is a range of channels, rows or columns, both ends included.
type Span struct{ First, Last int }

// Receptive is a Spec that knows its receptive field.
type Receptive interface {
	// Receptive returns the values of an input sample of shape in that a region of
	// the output depends on. It may reach outside the sample.
	Receptive(in tensor.Shape, out Region) Region
}

// ReceptiveField returns the values of an input sample of shape in that a region
// of a layer's output depends on: all, for a layer that does not say.
func ReceptiveField(s Spec, in tensor.Shape, out Region) Region {
	whole := Region{Span{0, in.C - 1}, Span{0, in.H - 1}, Span{0, in.W - 1}}
	if r, ok := s.(Receptive); ok {
		r := r.Receptive(in, out)
		return Region{r.Channels.within(whole.Channels), r.Rows.within(whole.Rows), r.Columns.within(whole.Columns)}
	}
	return whole
}

func (s Span) within(all Span) Span { return Span{max(s.First, all.First), min(s.Last, all.Last)} }

// OutputWeights is a Spec whose outputs, channels or units, have weights of
// their own each: the first of the layer's Params, in which the output is the
// first dimension.
type OutputWeights interface {
	// OutputWeights returns the shape of one output's weights for input samples
	// of shape in: what they are multiplied with.
	OutputWeights(in tensor.Shape) tensor.Shape
}

// Homogeneous is a Spec whose layer f has f(cx) = c f(x) in inference for every
// c above 0: a scale may be moved past it.
type Homogeneous interface{ Homogeneous() }

// Affine is a Spec whose layer is y = Wx + b: its Params are W and b.
type Affine interface{ Affine() }
