package sketch

import (
	"math"
	"testing"
)

// TestSketchByPen draws a curve from left to right, in jumps.
func TestSketchByPen(t *testing.T) {
	s := New(200)
	if s.Drawn() {
		t.Error("drawn before it was")
	}
	s.Draw(0, 2)
	s.Draw(100, 0.5)
	steps, losses := s.Curve()
	for i, step := range steps {
		want := 0.5
		if step < 100 {
			want = 2 * math.Pow(0.25, step/100)
		}
		if math.Abs(losses[i]-want) > 1e-9 {
			t.Errorf("step %v: %v, want %v", step, losses[i], want)
		}
	}
	s.Draw(50, 1e9) // back again, and off the paper
	_, losses = s.Curve()
	if losses[5] != High || losses[20] != 0.5 || math.Abs(losses[0]-2) > 1e-9 || !s.Drawn() {
		t.Errorf("drawn back: %v", losses)
	}
	if step, loss := s.Pen(); step != 50 || loss != High {
		t.Errorf("the pen is at %v, %v", step, loss)
	}
}

func TestSketchByKeys(t *testing.T) {
	s := New(200)
	for range 10 {
		s.Key(1, 0, false)
	}
	if s.Drawn() {
		t.Error("moving the pen draws")
	}
	s.Key(0, -1, false)
	s.Key(0, -1, true)
	step, loss := s.Pen()
	if want := math.Ln10 * math.Exp(-0.36); step != 100 || math.Abs(loss-want) > 1e-9 || !s.Drawn() {
		t.Errorf("by keys: %v, %v, want %v", step, loss, want)
	}
	for range 100 {
		s.Key(1, 1, false)
	}
	if step, loss := s.Pen(); step != 200 || loss != High {
		t.Errorf("the pen leaves the paper: %v, %v", step, loss)
	}
}

func TestSketchOff(t *testing.T) {
	s := New(200)
	steps := []float64{5, 33, 200}
	if got := s.Off(steps, []float64{math.Ln10, math.Ln10, math.Ln10}); math.Abs(got-1) > 1e-9 {
		t.Errorf("the same curve is off by %v", got)
	}
	if got := s.Off(steps, []float64{2 * math.Ln10, math.Ln10 / 2, 2 * math.Ln10}); math.Abs(got-2) > 1e-9 {
		t.Errorf("twice and half are off by %v", got)
	}
	if got := s.Off(steps[:1], []float64{math.NaN()}); math.Abs(got-High/math.Ln10) > 1e-9 {
		t.Errorf("a diverged run is off by %v", got)
	}
	if got := s.Off(nil, nil); got != 1 {
		t.Errorf("nothing is off by %v", got)
	}
}

// TestSketchCode writes a curve into an address and reads it again.
func TestSketchCode(t *testing.T) {
	a, b := New(200), New(200)
	if a.Code() != "" {
		t.Errorf("undrawn it is %q", a.Code())
	}
	a.Draw(100, Low)
	a.Draw(200, High)
	b.SetCode(a.Code())
	if !b.Drawn() || b.Code() != a.Code() {
		t.Errorf("%q became %q", a.Code(), b.Code())
	}
	_, want := a.Curve()
	_, got := b.Curve()
	for i := range want {
		if math.Abs(math.Log10(got[i]/want[i])) > 1.0/32+1e-9 {
			t.Errorf("knot %d: %v became %v", i, want[i], got[i])
		}
	}
	rev, code := b.Rev(), b.Code()
	for _, bad := range []string{"", "abc", code[1:] + "!", code} {
		if b.SetCode(bad); b.Rev() != rev || b.Code() != code {
			t.Errorf("%q is taken", bad)
		}
	}
}
