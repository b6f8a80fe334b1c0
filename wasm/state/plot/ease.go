package plot

import "math"

// easeTime is the time constant of a bar's movement, in seconds.
const easeTime = 0.06

// Ease moves shown towards target for dt seconds and reports whether it has
// arrived. It goes fast at first and never overshoots.
func Ease(shown, target *[10]float32, dt float64) bool {
	k := float32(1 - math.Exp(-max(dt, 0)/easeTime))
	arrived := true
	for i, t := range target {
		shown[i] += (t - shown[i]) * k
		if d := t - shown[i]; d < 0.0005 && d > -0.0005 {
			shown[i] = t
		} else {
			arrived = false
		}
	}
	return arrived
}
