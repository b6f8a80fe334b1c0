package fields

// Range is the values that a number may have.
type Range struct {
	Min, Max     float64
	Above, Below bool // Min, Max themselves are excluded
}

// The ranges of most fields.
var (
	Fraction = Range{0, 1, false, true} // [0, 1)
	Interior = Range{0, 1, true, true}  // (0, 1)
	Epsilon  = Range{0, 1, true, false} // (0, 1]
)

// UpTo returns 0 to max.
func UpTo(max float64) Range { return Range{Max: max} }

// Positive returns the numbers above 0 and up to max.
func Positive(max float64) Range { return Range{Max: max, Above: true} }

// Has reports whether x is in the range; a NaN is in none.
func (r Range) Has(x float64) bool {
	return (x > r.Min || x == r.Min && !r.Above) && (x < r.Max || x == r.Max && !r.Below)
}

// code names the sentence for what is not in the range.
func (r Range) code() string {
	switch {
	case r.Above && r.Below:
		return "rangeInside"
	case r.Above:
		return "rangeAbove"
	case r.Below:
		return "rangeBelow"
	}
	return "range"
}
