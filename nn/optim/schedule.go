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
//	onecycle  a half cosine from peak/25 up to peak over the first WarmUp of
//	          the run, then a half cosine down to peak/250,000 (Smith and Topin
//	          2017, with cosines as usual since)
//
// Steps past the last keep the last rate.
func Rate(s recipe.Schedule, peak float64, step, steps int) float64 {
	if s.Kind != recipe.ScheduleOneCycle {
		return peak
	}
	at := 1.0
	if steps > 1 {
		at = min(float64(step)/float64(steps-1), 1)
	}
	const low = 1.0 / oneCycleStart
	if at < s.WarmUp {
		return peak * halfCosine(low, 1, at/s.WarmUp)
	}
	return peak * halfCosine(1, low/oneCycleEnd, (at-s.WarmUp)/(1-s.WarmUp))
}

// halfCosine goes smoothly from one value to another as at goes from 0 to 1.
func halfCosine(from, to, at float64) float64 {
	return to + (from-to)*(1+math.Cos(math.Pi*at))/2
}
