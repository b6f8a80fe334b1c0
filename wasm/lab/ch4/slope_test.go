package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
)

// TestBookSlopes measures the book's slopes of section 4.3 to the last digit that it
// prints, and compares with the engine's.
func TestBookSlopes(t *testing.T) {
	for x, want := range map[float64]float64{5: 0.1999999999990898, 10: 0.2999999999986347} {
		s := NewSlope()
		s.SetX(x)
		s.SetBy(Central)
		s.SetAt(bookAt)
		if s.H() != numeric.Step {
			t.Fatalf("the book's h is %v", s.H())
		}
		r := s.Reading()
		if r.Slope != want || math.Abs(Exact(x)-want) > 1e-11 {
			t.Errorf("slope at %v: %v, the book's is %v", x, r.Slope, want)
		}
		if engine := numeric.Derivative(parabola[float64], x); math.Abs(engine-r.Slope) > 1e-11 {
			t.Errorf("slope at %v: %v, the engine's is %v", x, r.Slope, engine)
		}
	}
}

// TestErrorsOverH finds both branches of the V: the error falls with h, and then
// rises, until nothing of the slope is left.
func TestErrorsOverH(t *testing.T) {
	s := NewSlope()
	for _, c := range []struct {
		in        Precision
		low, high float64 // where the smallest error is
	}{{Float32, 1e-4, 1e-1}, {Float64, 1e-10, 1e-5}} {
		s.SetIn(c.in)
		best, bestError := 0.0, math.Inf(1)
		hs, errors := s.Errors(c.in, 1e-17)
		for i, h := range hs {
			if errors[i] < bestError {
				best, bestError = h, errors[i]
			}
			if want := 0.01 * h; h > 100*c.high && math.Abs(errors[i]/want-1) > 0.1 {
				t.Errorf("%d bits, h %v: error %v, the curvature's is %v", c.in.bits(), h, errors[i], want)
			}
		}
		if best < c.low || best > c.high {
			t.Errorf("%d bits: the smallest error %v is at h = %v", c.in.bits(), bestError, best)
		}
		s.SetAt(lastH)
		s.SetIn(c.in)
		r := s.Reading()
		if c.in == Float64 && (r.H != 1e-50 || r.Slope != 0 || r.Error != Exact(5) || s.Cause() != Vanished) {
			t.Errorf("h = 10⁻⁵⁰: %+v, cause %d", r, s.Cause())
		}
		if c.in == Float32 && (r.H != 0 || !math.IsNaN(r.Slope) || s.Cause() != NoStep) {
			t.Errorf("h = 10⁻⁵⁰ in float32: %+v, cause %d", r, s.Cause())
		}
	}
	// A parabola's central difference has no curvature to miss.
	s.SetBy(Central)
	s.SetIn(Float64)
	s.SetAt(0)
	if r := s.Reading(); r.Error > 1e-15 {
		t.Errorf("the central difference over h = 10 is wrong by %v", r.Error)
	}
}

func TestCauses(t *testing.T) {
	s := NewSlope()
	for _, c := range []struct {
		h    float64
		in   Precision
		want Cause
	}{{10, Float64, Curvature}, {1e-4, Float64, Curvature}, {1e-10, Float64, Rounding}, {1e-20, Float64, Vanished}, {1, Float32, Curvature}, {1e-6, Float32, Rounding}, {1e-8, Float32, Vanished}} {
		s.SetH(c.h)
		s.SetIn(c.in)
		if got := s.Cause(); got != c.want || math.Abs(s.H()/c.h-1) > 1e-9 {
			t.Errorf("h = %v, %d bits: cause %d, want %d", s.H(), c.in.bits(), got, c.want)
		}
	}
}

// TestLens looks through the microscope: the function touches its tangent, bends where
// h is large and has stairs where it is small.
func TestLens(t *testing.T) {
	s := NewSlope()
	stairs := func() (n int) {
		_, us := s.Lens()
		for i := 1; i < len(us); i++ {
			if us[i] == us[i-1] {
				n++
			}
		}
		return n
	}
	s.SetH(10)
	ts, us := s.Lens()
	if bend := us[len(us)-1] - ts[len(ts)-1]; bend < 1 || stairs() > 0 {
		t.Errorf("over h = 10 it bends by %v, with %d stairs", bend, stairs())
	}
	s.SetH(1e-3)
	for i, u := range us {
		if ts, us := s.Lens(); math.Abs(us[i]-ts[i]) > 0.01 {
			t.Fatalf("over h = 0.001 it is %v at %v (%v)", us[i], ts[i], u)
		}
	}
	s.SetIn(Float32) // of 10⁻³, the stairs are a few hundredths high
	for i := range us {
		if ts, us := s.Lens(); math.Abs(us[i]-ts[i]) > 0.2 {
			t.Fatalf("in float32 it is %v at %v", us[i], ts[i])
		}
	}
	s.SetIn(Float64)
	s.SetH(1e-15)
	if n := stairs(); n < 100 {
		t.Errorf("over h = 10⁻¹⁵ there are %d flat pieces", n)
	}
	for _, by := range []Formula{Forward, Central} {
		s.SetH(1)
		s.SetBy(by)
		ts, us, steep := s.Secant()
		if got := (us[1] - us[0]) / (ts[1] - ts[0]); math.Abs(got-steep) > 1e-12 || (by == Forward) != (ts[0] == 0) {
			t.Errorf("a secant through %v, %v has the slope %v, not %v", ts, us, steep, got)
		}
	}
}

func TestSlopeMission(t *testing.T) {
	s := NewSlope()
	n := 0
	for at := range lastH + 1 {
		s.SetAt(at)
		if s.Done() {
			t.Errorf("done in float64, h = %v", s.H())
		}
		s.SetIn(Float32)
		if s.Done() {
			n++
		}
		s.SetIn(Float64)
	}
	if n < 3 || n > 8 || !s.Seen() {
		t.Errorf("%d positions of h reach the mission", n)
	}
	s.SetX(-1)
	if s.X() != 5 {
		t.Errorf("x is %v", s.X())
	}
}
