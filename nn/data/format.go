package data

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/tensor"
)

// NoClass is the label of a sample that is of no class: training wants equal
// probabilities for it (see loss.SoftmaxCrossEntropy).
const NoClass = -1

// maxValues bounds what a format and a number of samples can make us allocate:
// 1 GB of bytes, 4 GB of float32.
const maxValues = 1 << 30

// Format says what the samples of a set, a stream or a batch are.
type Format struct {
	Shape   tensor.Shape // of one input
	Bytes   bool         // inputs are bytes v that stand for v/255, otherwise float32
	Classes int          // targets are labels 0 to Classes-1; 0: they are values
	Values  int          // target values per sample, where there are no classes
}

// Validate returns an error that says what to change, nil if there is nothing.
func (f Format) Validate() error {
	switch s := f.Shape; {
	case s.C < 1 || s.H < 1 || s.W < 1 || s.C > maxValues/s.H/s.W:
		return format.Errorf("data: inputs of %dx%dx%d: channels, height and width must be at least 1 and %d values at most; a vector of n values is tensor.Vec(n)", s.C, s.H, s.W, maxValues)
	case f.Classes < 0 || f.Values < 0 || f.Classes == 0 && f.Values == 0 || f.Classes > 0 && f.Values > 0:
		return format.Errorf("data: %d classes and %d target values: say how many classes there are, or how many values", f.Classes, f.Values)
	case f.Classes == 1:
		return format.Errorf("data: 1 class: there must be at least 2 to tell apart")
	}
	return nil
}
