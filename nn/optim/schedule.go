package optim

import "math"

// MaxCycles bounds a schedule's drops and cycles.
const MaxCycles = 1000

// Schedule says how the learning rate changes over a run.
type Schedule interface {
	// Rate returns the learning rate of step number step, from 0, of steps in all,
	// for a schedule whose largest rate is peak. Steps past the last keep the last
	// rate.
	Rate(peak float64, step, steps int) float64
}

// Cyclic is a Schedule of several descents.
type Cyclic interface {
	Schedule
	// CycleEnd reports whether a step, from 0, is the last of a cycle.
	CycleEnd(step, steps int) bool
}

// CycleEnd reports whether a step, from 0, is the last of one of a schedule's
// cycles: a good moment for a snapshot, at the foot of a descent (Huang et al.
// 2017). A schedule that is not Cyclic has one cycle.
func CycleEnd(s Schedule, step, steps int) bool {
	if c, ok := s.(Cyclic); ok {
		return c.CycleEnd(step, steps)
	}
	return step == steps-1
}

// warmUp is the linear warm-up of several schedules (Goyal et al. 2017): over the
// first n steps, the given fraction of the run, the rate of step i, from 0, is
// peak*(i+1)/(n+1). after is told the steps after it, counted anew from 0.
func warmUp(fraction, peak float64, step, steps int, after func(step, steps int) float64) float64 {
	if steps > 0 {
		step = min(step, steps-1)
	}
	warm := warmSteps(fraction, steps)
	if step < warm {
		return peak * float64(step+1) / float64(warm+1)
	}
	return after(step-warm, steps-warm)
}

func warmSteps(fraction float64, steps int) int { return int(math.Round(fraction * float64(steps))) }

// part returns which of n equal parts of steps a step is in, and bound where
// part k starts.
func part(step, steps, n int) int {
	if steps == 0 {
		return 0
	}
	return (step*n + n - 1) / steps
}

func bound(k, steps, n int) int { return k * steps / n }

// halfCosine goes smoothly from one value to another as at goes from 0 to 1.
func halfCosine(from, to, at float64) float64 {
	return to + (from-to)*(1+math.Cos(math.Pi*at))/2
}
