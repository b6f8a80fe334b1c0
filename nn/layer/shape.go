package layer

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

// planned returns the plan of a layer that is about to be built.
func planned(s planner, in tensor.Shape, maxBatch int) (Plan, error) {
	if in.C <= 0 || in.H <= 0 || in.W <= 0 {
		return Plan{}, format.Errorf("layer: %s: input shape %dx%dx%d is empty; every extent must be positive", s.Kind(), in.C, in.H, in.W)
	}
	if maxBatch <= 0 {
		return Plan{}, format.Errorf("layer: %s: largest batch is %d; it must be at least 1", s.Kind(), maxBatch)
	}
	p, err := s.plan(in)
	if err != nil {
		return Plan{}, format.Errorf("layer: %s: %w", s.Kind(), err)
	}
	return p, nil
}

// checkPair panics with the given constant unless a and b hold the same number
// of samples, at most maxBatch, of shapes sa and sb.
func checkPair(a, b tensor.Tensor, sa, sb tensor.Shape, maxBatch int, message string) {
	if a.N != b.N || a.N < 0 || a.N > maxBatch || a.Shape != sa || b.Shape != sb {
		panic(message)
	}
}
