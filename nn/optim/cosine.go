package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
)

// Cosine is a learning rate that falls from peak to 0 as half a cosine, one or
// more times (Loshchilov and Hutter 2017). At the t-th step, from 0, of a cycle
// of T steps, of which there are Cycles equal ones after a linear warm-up:
//
//	peak * (1 + cos(pi*t/T)) / 2
type Cosine struct {
	WarmUp float64 // fraction of the run in which the rate rises linearly, 0 for none
	Cycles int     // how many times the rate falls, 1 for no warm restart
}

// Kind returns "cosine".
func (Cosine) Kind() string { return "cosine" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Cosine) Visit(v fields.Visitor) fields.Config {
	v.Float("warmUp", &s.WarmUp, fields.Fraction)
	v.Int("cycles", &s.Cycles, 1, MaxCycles)
	return s
}

// Rate implements Schedule.
func (s Cosine) Rate(peak float64, step, steps int) float64 {
	return warmUp(s.WarmUp, peak, step, steps, func(step, steps int) float64 {
		cycle := part(step, steps, s.Cycles)
		start, end := bound(cycle, steps, s.Cycles), bound(cycle+1, steps, s.Cycles)
		return peak * halfCosine(1, 0, float64(step-start)/float64(end-start))
	})
}

// CycleEnd implements Cyclic.
func (s Cosine) CycleEnd(step, steps int) bool {
	warm := warmSteps(s.WarmUp, steps)
	step, steps = step-warm, steps-warm
	return step >= 0 && step < steps && step+1 == bound(part(step, steps, s.Cycles)+1, steps, s.Cycles)
}
