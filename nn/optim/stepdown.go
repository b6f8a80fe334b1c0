package optim

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
)

// StepDown is a learning rate that drops from time to time. In the k-th of
// Drops+1 equal parts of the run, from 0, after a linear warm-up:
//
//	peak * Factor^k
type StepDown struct {
	WarmUp float64 // fraction of the run in which the rate rises linearly, 0 for none
	Drops  int     // how many times the rate drops
	Factor float64 // what a drop multiplies the rate with
}

// Kind returns "step".
func (StepDown) Kind() string { return "step" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s StepDown) Visit(v fields.Visitor) fields.Config {
	v.Float("warmUp", &s.WarmUp, fields.Fraction)
	v.Int("drops", &s.Drops, 1, MaxCycles)
	v.Float("factor", &s.Factor, fields.Interior)
	return s
}

// Rate implements Schedule.
func (s StepDown) Rate(peak float64, step, steps int) float64 {
	return warmUp(s.WarmUp, peak, step, steps, func(step, steps int) float64 {
		return peak * math.Pow(s.Factor, float64(part(step, steps, s.Drops+1)))
	})
}
