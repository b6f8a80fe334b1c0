package optim

import (
	"math"

	"github.com/zerokara/zerokara/nn/recipe"
)

// The one-cycle schedule starts at peak/oneCycleStart and ends at
// peak/(oneCycleStart*oneCycleEnd).
const (
	oneCycleStart = 25
	oneCycleEnd   = 1e4
)

// Rate returns the learning rate of step number step, from 0, of steps in all.
//
//	constant  peak
//	step      peak * Factor^k in the k-th of Drops+1 equal parts of the run,
//	          from 0
//	cosine    peak * (1 + cos(pi*t/T)) / 2 at the t-th step, from 0, of a cycle
//	          of T steps, of which there are Cycles equal ones (Loshchilov and
//	          Hutter 2017)
//	onecycle  half a cosine from peak/25 up to peak over the first WarmUp of
//	          the run, then half a cosine down to peak/250,000 (Smith and Topin
//	          2017, with cosines as usual since)
//
// With a WarmUp the first three begin after it: over the first n steps, that
// share of the run, the rate of step i, from 0, is peak*(i+1)/(n+1) (Goyal et
// al. 2017). Steps past the last keep the last rate.
func Rate(s recipe.Schedule, peak float64, step, steps int) float64 {
	if steps > 0 {
		step = min(step, steps-1)
	}
	if s.Kind == recipe.ScheduleOneCycle {
		return peak * oneCycle(s.WarmUp, step, steps)
	}
	warm := int(math.Round(s.WarmUp * float64(steps)))
	if step < warm {
		return peak * float64(step+1) / float64(warm+1)
	}
	step, steps = step-warm, steps-warm
	switch s.Kind {
	case recipe.ScheduleStep:
		return peak * math.Pow(s.Factor, float64(part(step, steps, s.Drops+1)))
	case recipe.ScheduleCosine:
		cycle := part(step, steps, s.Cycles)
		start, end := bound(cycle, steps, s.Cycles), bound(cycle+1, steps, s.Cycles)
		return peak * halfCosine(1, 0, float64(step-start)/float64(end-start))
	}
	return peak
}

// CycleEnd reports whether a step, from 0, is the last of one of a cosine
// schedule's cycles: a good moment for a snapshot, at the foot of a descent
// (Huang et al. 2017). Other schedules have one cycle.
func CycleEnd(s recipe.Schedule, step, steps int) bool {
	if s.Kind != recipe.ScheduleCosine {
		return step == steps-1
	}
	warm := int(math.Round(s.WarmUp * float64(steps)))
	step, steps = step-warm, steps-warm
	return step >= 0 && step < steps && step+1 == bound(part(step, steps, s.Cycles)+1, steps, s.Cycles)
}

// part returns which of n equal parts of steps a step is in, and bound where
// part k starts.
func part(step, steps, n int) int {
	if steps == 0 {
		return 0
	}
	return (step*n + n - 1) / steps
}

func bound(k, steps, n int) int { return k * steps / n }

// oneCycle is the one-cycle schedule with a peak of 1.
func oneCycle(warmUp float64, step, steps int) float64 {
	at := 1.0
	if steps > 1 {
		at = float64(step) / float64(steps-1)
	}
	const low = 1.0 / oneCycleStart
	if at < warmUp {
		return halfCosine(low, 1, at/warmUp)
	}
	return halfCosine(1, low/oneCycleEnd, (at-warmUp)/(1-warmUp))
}

// halfCosine goes smoothly from one value to another as at goes from 0 to 1.
func halfCosine(from, to, at float64) float64 {
	return to + (from-to)*(1+math.Cos(math.Pi*at))/2
}
