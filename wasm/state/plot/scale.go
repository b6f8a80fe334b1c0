// Package plot is the geometry of the page's plots: scales, ticks and rows, in
// whatever unit the caller draws in. It draws nothing.
package plot

import "math"

// Tick is one mark of an axis. At is its place along the axis, 0 to 1.
type Tick struct {
	At    float64
	Label string
}

// Chance is the cross-entropy, in nats, of a network that gives each of ten
// classes the same probability: ln 10.
const Chance = math.Ln10

// lossTicks are the round numbers that a loss axis begins, ends and is marked
// at, about half a power of ten apart.
var lossTicks = []struct {
	value float64
	label string
}{
	{0.0001, "0.0001"}, {0.0003, "0.0003"}, {0.001, "0.001"}, {0.003, "0.003"}, {0.01, "0.01"}, {0.03, "0.03"},
	{0.1, "0.1"}, {0.3, "0.3"}, {1, "1"}, {3, "3"}, {10, "10"}, {30, "30"}, {100, "100"},
}

// Loss is a logarithmic axis for losses: a fall from 0.1 to 0.05 shows as
// clearly as one from 2 to 1.
type Loss struct{ low, high int } // indices of lossTicks

// NewLoss returns an axis with both lo and hi; it shows at least 0.1 to 3, so that
// a run's first steps do not fill it. Values that are not finite do not stretch
// it.
func NewLoss(lo, hi float64) Loss {
	a := Loss{6, 9}
	for a.low > 0 && lo < lossTicks[a.low].value {
		a.low--
	}
	for a.high < len(lossTicks)-1 && hi > lossTicks[a.high].value && !math.IsInf(hi, 1) {
		a.high++
	}
	return a
}

// At returns the place of v on the axis, 0 at the bottom and 1 at the top; values
// off the axis are put on its nearer end.
func (a Loss) At(v float64) float64 {
	low, high := math.Log(lossTicks[a.low].value), math.Log(lossTicks[a.high].value)
	return clamp((math.Log(v) - low) / (high - low))
}

// Ends returns the losses at the axis' ends.
func (a Loss) Ends() (low, high float64) { return lossTicks[a.low].value, lossTicks[a.high].value }

// Ticks returns the axis' marks, from the bottom.
func (a Loss) Ticks() []Tick {
	var ticks []Tick
	for _, t := range lossTicks[a.low : a.high+1] {
		ticks = append(ticks, Tick{a.At(t.value), t.label})
	}
	return ticks
}

// minError is the error rate at the top of the accuracy axis.
const minError = 0.001

// Accuracy returns the place of an accuracy, 0 to 1, on an axis that is logarithmic
// in the error rate: 90%, 99% and 99.9% are equally far apart, since each has a
// tenth of the errors of the one before.
func Accuracy(accuracy float64) float64 {
	return clamp(math.Log(max(1-accuracy, minError)) / math.Log(minError))
}

// AccuracyTicks returns the marks of the accuracy axis, from the bottom.
func AccuracyTicks() []Tick {
	return []Tick{
		{Accuracy(0), "0%"}, {Accuracy(0.9), "90%"}, {Accuracy(0.99), "99%"}, {Accuracy(0.999), "99.9%"},
	}
}

// Steps returns the number of steps on the horizontal axis when step of all steps
// are done: an eighth of the run at first, doubled each time the curve reaches the
// edge. So the first steps are visible, the axis changes three times at most, and
// it ends at the whole run.
func Steps(step, all int) int {
	span := all
	for range 3 {
		if half := (span + 1) / 2; half >= step && half >= 40 {
			span = half
		}
	}
	return max(span, step, 1)
}

// StepTicks returns round numbers of steps from 0 to span, at most limit of them
// and at least the first.
func StepTicks(span, limit int) []Tick {
	unit := 1
	for i := 0; span/unit+1 > limit; i++ {
		unit = []int{2, 5, 10}[i%3] * pow10(i/3)
	}
	var ticks []Tick
	for n := 0; n <= span; n += unit {
		ticks = append(ticks, Tick{float64(n) / float64(max(span, 1)), Thousands(n)})
	}
	return ticks
}

// Thousands returns n >= 0 in digits with a comma before each three.
func Thousands(n int) string {
	var b []byte
	for i := 0; n > 0 || i == 0; i++ {
		if i > 0 && i%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, byte('0'+n%10))
		n /= 10
	}
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

func clamp(x float64) float64 {
	if !(x > 0) { // NaN too
		return 0
	}
	return min(x, 1)
}
