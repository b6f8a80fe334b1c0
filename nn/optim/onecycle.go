package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
)

// OneCycle is the one-cycle schedule (Smith and Topin 2017, with cosines as usual
// since): half a cosine from peak/25 up to peak over the first WarmUp of the run,
// then half a cosine down to peak/250,000.
type OneCycle struct {
	WarmUp float64 // fraction of the run in which the rate rises, above 0 and below 1
}

// Kind returns "onecycle".
func (OneCycle) Kind() string { return "onecycle" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s OneCycle) Visit(v fields.Visitor) fields.Config {
	v.Float("warmUp", &s.WarmUp, fields.Interior)
	return s
}

// The schedule starts at peak/oneCycleStart and ends at
// peak/(oneCycleStart*oneCycleEnd).
const (
	oneCycleStart = 25
	oneCycleEnd   = 1e4
)

// Rate implements Schedule.
func (s OneCycle) Rate(peak float64, step, steps int) float64 {
	if steps > 0 {
		step = min(step, steps-1)
	}
	at := 1.0
	if steps > 1 {
		at = float64(step) / float64(steps-1)
	}
	const low = 1.0 / oneCycleStart
	if at < s.WarmUp {
		return peak * halfCosine(low, 1, at/s.WarmUp)
	}
	return peak * halfCosine(1, low/oneCycleEnd, (at-s.WarmUp)/(1-s.WarmUp))
}
