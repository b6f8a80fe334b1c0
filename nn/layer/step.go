package layer

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Step is the step function of the perceptron (Rosenblatt 1958; the book's
// sections 2.3 and 3.2.2), element by element:
//
//	y = 1 where x > 0, else 0    dx = 0
//
// Its derivative is zero wherever it has one, and that is what Backward gives,
// at the step too: no layer before a Step learns by gradient (the book's
// section 4.2.5). A NaN stays NaN. No parameters.
type Step struct{ activation }

// NewStep returns a step function for samples of any shape.
func NewStep(in tensor.Shape) *Step {
	return &Step{activation{in, kernel.Step, func(dx, dy, y []float32) { clear(dx) }}}
}
