package layer

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
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
type Step struct{}

// Kind returns "step".
func (Step) Kind() string { return "step" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Step) Visit(v fields.Visitor) fields.Config { return s }

func (s Step) plan(in tensor.Shape) (Plan, error) { return same(s, in) }

// Receptive implements the interface: a value depends on the one in its place.
func (Step) Receptive(_ tensor.Shape, out Region) Region { return out }

// Build implements Spec.
func (s Step) Build(in tensor.Shape, maxBatch int) (Layer, error) {
	if _, err := planned(s, in, maxBatch); err != nil {
		return nil, err
	}
	return &activation{in, kernel.Step, func(dx, dy, y []float32) { clear(dx) }}, nil
}
