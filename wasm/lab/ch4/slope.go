package ch4

import "math"

// Formula is how a slope is measured.
type Formula int

// The formulas.
const (
	Forward Formula = iota // (f(x+h) - f(x)) / h
	Central                // (f(x+h) - f(x-h)) / 2h
)

// Precision is the kind of number that is computed with.
type Precision int

// The precisions.
const (
	Float32 Precision = iota
	Float64
)

// bits is how long the numbers are.
func (p Precision) bits() int {
	if p == Float32 {
		return 32
	}
	return 64
}

// spacing is the relative distance of neighbouring numbers.
func (p Precision) spacing() float64 {
	if p == Float32 {
		return 0x1p-23
	}
	return 0x1p-52
}

// parabola is the book's function of section 4.3, 0.01x² + 0.1x. The conversions keep
// a processor from rounding once where the book's program rounds twice.
func parabola[T float32 | float64](x T) T { return T(0.01*T(x*x)) + T(0.1*x) }

// measure returns the slope at x by a formula, and the two values that it is from.
func measure[T float32 | float64](x, h T, by Formula) (slope, above, below T) {
	above = parabola(x + h)
	if by == Forward {
		below = parabola(x)
		return (above - below) / h, above, below
	}
	below = parabola(x - h)
	return (above - below) / (2 * h), above, below
}

// Reading is a slope as it was measured.
type Reading struct {
	H            float64 // as the precision has it: float32's smallest is 10⁻⁴⁵
	Above, Below float64 // the two values of f
	Slope        float64
	Error        float64 // of the slope, as an absolute value
}

// Measure measures the slope of the book's parabola.
func Measure(x, h float64, by Formula, in Precision) (r Reading) {
	if in == Float32 {
		slope, above, below := measure(float32(x), float32(h), by)
		r = Reading{float64(float32(h)), float64(above), float64(below), float64(slope), 0}
	} else {
		slope, above, below := measure(x, h, by)
		r = Reading{h, above, below, slope, 0}
	}
	r.Error = math.Abs(r.Slope - Exact(x))
	return r
}

// Exact returns the slope by calculus, 0.02x + 0.1.
func Exact(x float64) float64 { return 0.02*x + 0.1 }

// Cause is what makes a measured slope wrong.
type Cause int

// The causes.
const (
	Curvature Cause = iota // the secant is not the tangent
	Rounding               // the two values differ in their last digits alone
	Vanished               // they do not differ at all
	NoStep                 // h itself is 0
	Nothing                // the slope is correct to the last digit
)

// What a slope is measured with: positions of h, two per power of ten.
const (
	lastH  = 102 // 10⁻⁵⁰
	bookAt = 10  // 10⁻⁴, the book's h
)

// hAt returns the h of a position, 10 at 0.
func hAt(at int) float64 {
	if at%2 == 0 {
		return math.Pow10(1 - at/2)
	}
	return math.Pow(10, 1-float64(at)/2)
}

// Slope is the lab "A slope under the microscope": the slope of 0.01x² + 0.1x at x,
// measured with a step h that can be chosen from 10 to 10⁻⁵⁰.
type Slope struct {
	x     float64
	at    int // of h
	by    Formula
	in    Precision
	small bool // h was as small as nobody needs
	rev   uint32
}

// NewSlope returns the lab as it begins.
func NewSlope() *Slope { return &Slope{x: 5, at: 0, by: Forward, in: Float64, rev: 1} }

// Rev counts the changes.
func (s *Slope) Rev() uint32 { return s.rev }

// X, At, H, By and In return what is measured, and how.
func (s *Slope) X() float64    { return s.x }
func (s *Slope) At() int       { return s.at }
func (s *Slope) H() float64    { return hAt(s.at) }
func (s *Slope) By() Formula   { return s.by }
func (s *Slope) In() Precision { return s.in }

// SetX sets where the slope is measured: 0 to 20.
func (s *Slope) SetX(x float64) {
	if x >= 0 && x <= 20 {
		s.x = x
		s.rev++
	}
}

// SetAt sets the position of h, 0 to 102.
func (s *Slope) SetAt(at int) {
	s.at = min(max(at, 0), lastH)
	s.small = s.small || s.H() < 1e-12
	s.rev++
}

// SetH sets h to the position that is nearest.
func (s *Slope) SetH(h float64) { s.SetAt(int(math.Round(2 - 2*math.Log10(h)))) }

// SetBy chooses the formula.
func (s *Slope) SetBy(by Formula) {
	s.by = by
	s.rev++
}

// SetIn chooses the precision.
func (s *Slope) SetIn(in Precision) {
	s.in = in
	s.rev++
}

// Reading measures.
func (s *Slope) Reading() Reading { return Measure(s.x, s.H(), s.by, s.in) }

// Cause returns what the reading's error comes from.
func (s *Slope) Cause() Cause {
	r := s.Reading()
	curved := 0.0
	if s.by == Forward {
		curved = 0.01 * r.H
	}
	switch {
	case r.H == 0:
		return NoStep
	case r.Above == r.Below:
		return Vanished
	case r.Error == 0:
		return Nothing
	case curved >= s.in.spacing()*math.Abs(r.Above)/r.H:
		return Curvature
	}
	return Rounding
}

// Seen reports whether h was so small that the slope was lost: the guess is answered.
func (s *Slope) Seen() bool { return s.small }

// Done reports whether the mission is reached: by the forward difference and in
// float32, within a thousandth of the slope.
func (s *Slope) Done() bool {
	return s.by == Forward && s.in == Float32 && s.Reading().Error < Exact(s.x)/1000
}

// Errors returns the errors over h in a precision, four for each of its positions. An
// error of 0 counts as floor, for a logarithmic axis.
func (s *Slope) Errors(in Precision, floor float64) (hs, errors []float64) {
	const per = 4
	for i := range per*lastH + 1 {
		h := math.Pow(10, 1-float64(i)/(2*per))
		if i%per == 0 {
			h = hAt(i / per)
		}
		hs = append(hs, h)
		errors = append(errors, max(Measure(s.x, h, s.by, in).Error, floor))
	}
	return hs, errors
}

// lens is how far the microscope sees to both sides, in h.
const lens = 4

// Lens returns the function as the numbers have it, near x: t is the distance from x
// in h, u the change of f over h times the slope. The tangent is u = t. Where h is
// large the function bends; where it is small there are stairs.
func (s *Slope) Lens() (ts, us []float64) {
	h, exact := s.H(), Exact(s.x)
	for i := -100; i <= 100; i++ {
		t := lens * float64(i) / 100
		var change float64
		if s.in == Float32 {
			h32, x := float32(h), float32(s.x)
			change = float64(parabola(x+float32(t)*h32)-parabola(x)) / float64(h32)
		} else {
			change = (parabola(s.x+t*h) - parabola(s.x)) / h
		}
		ts, us = append(ts, t), append(us, change/exact)
	}
	return ts, us
}

// Secant returns the secant in the microscope: its two points, and its slope over the
// tangent's.
func (s *Slope) Secant() (ts, us []float64, steep float64) {
	r, exact := s.Reading(), Exact(s.x)
	steep = r.Slope / exact
	middle := Measure(s.x, s.H(), Forward, s.in).Below
	from := 0.0
	if s.by == Central {
		from = -1
	}
	return []float64{from, 1}, []float64{(r.Below - middle) / r.H / exact, (r.Above - middle) / r.H / exact}, steep
}
