package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
)

// Constant is a learning rate that stays peak after a linear warm-up.
type Constant struct {
	WarmUp float64 // fraction of the run in which the rate rises linearly, 0 for none
}

// Kind returns "constant".
func (Constant) Kind() string { return "constant" }

// Visit shows its fields to what reads, writes and checks recipes.
func (s Constant) Visit(v fields.Visitor) fields.Config {
	v.Float("warmUp", &s.WarmUp, fields.Fraction)
	return s
}

// Rate implements Schedule.
func (s Constant) Rate(peak float64, step, steps int) float64 {
	return warmUp(s.WarmUp, peak, step, steps, func(int, int) float64 { return peak })
}
