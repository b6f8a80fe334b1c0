// Package tensor holds the shape vocabulary of the engine: a Shape describes
// one sample, a Tensor is a row-major NCHW view of N samples. It does no
// arithmetic; that is package kernel's work.
package tensor

import "github.com/zerokara/zerokara/nn/internal/format"

// Shape is the extent of one sample: channels, height, width. A vector of n
// values is {n, 1, 1}.
type Shape struct{ C, H, W int }

// Vec returns the shape of a vector of n values.
func Vec(n int) Shape { return Shape{C: n, H: 1, W: 1} }

// Size returns the number of values in one sample, C*H*W.
func (s Shape) Size() int { return s.C * s.H * s.W }

// String formats the shape as CxHxW, and a vector as its length.
func (s Shape) String() string {
	if s.H == 1 && s.W == 1 {
		return format.Sprint(s.C)
	}
	return format.Sprintf("%dx%dx%d", s.C, s.H, s.W)
}

// Tensor is a view of N samples of one Shape. Data holds at least
// N*Shape.Size() values in NCHW order: value (n, c, h, w) is
// Data[((n*C+c)*H+h)*W+w]. A Tensor owns nothing: copies share Data.
type Tensor struct {
	N     int
	Shape Shape
	Data  []float32
}

// New returns a zeroed tensor of n samples.
func New(n int, s Shape) Tensor {
	return Tensor{N: n, Shape: s, Data: make([]float32, n*s.Size())}
}

// Len returns the number of values in the tensor, N*Shape.Size().
func (t Tensor) Len() int { return t.N * t.Shape.Size() }

// Values returns the tensor's values, exactly Len() of them.
func (t Tensor) Values() []float32 { return t.Data[:t.Len()] }

// Sample returns the values of sample n.
func (t Tensor) Sample(n int) []float32 {
	size := t.Shape.Size()
	return t.Data[n*size : (n+1)*size]
}

// Slice returns the view of samples [from, to).
func (t Tensor) Slice(from, to int) Tensor {
	size := t.Shape.Size()
	return Tensor{N: to - from, Shape: t.Shape, Data: t.Data[from*size : to*size]}
}

// ArgMax returns the place of the largest of v, the first of equals: the class
// that logits or probabilities predict. NaN is never larger.
func ArgMax(v []float32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}
