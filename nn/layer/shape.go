package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

// checkShape returns an error unless every extent of in is positive and the
// batch holds at least one sample.
func checkShape(kind string, in tensor.Shape, maxBatch int) error {
	if in.C <= 0 || in.H <= 0 || in.W <= 0 {
		return format.Errorf("layer: %s: input shape %dx%dx%d is empty; every extent must be positive", kind, in.C, in.H, in.W)
	}
	if maxBatch <= 0 {
		return format.Errorf("layer: %s: largest batch is %d; it must be at least 1", kind, maxBatch)
	}
	return nil
}

// checkPair panics with the given constant unless a and b hold the same number
// of samples, at most maxBatch, of shapes sa and sb.
func checkPair(a, b tensor.Tensor, sa, sb tensor.Shape, maxBatch int, message string) {
	if a.N != b.N || a.N < 0 || a.N > maxBatch || a.Shape != sa || b.Shape != sb {
		panic(message)
	}
}
