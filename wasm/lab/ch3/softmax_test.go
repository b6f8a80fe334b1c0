package ch3

import (
	"math"
	"testing"
)

// TestSoftmaxOfTheBook checks the figures of the book's section 3.5: 0.3, 2.9, 4.0,
// and 1010, 1000, 990, which the naive formula cannot do.
func TestSoftmaxOfTheBook(t *testing.T) {
	s := NewSoftmax()
	s.Choose(Book)
	_, naive := Naive(s.Inputs())
	stable := s.Probabilities()
	for i, want := range []float64{0.01821127, 0.24519181, 0.73659691} {
		if math.Abs(float64(naive[i])-want) > 1e-7 || math.Abs(float64(stable[i])-want) > 1e-7 {
			t.Errorf("probability %d: naive %v, stable %v, the book's %v", i, naive[i], stable[i], want)
		}
	}
	if s.Burst() {
		t.Error("small scores are too much")
	}
	s.Choose(Large)
	exp, p := Naive(s.Inputs())
	for i := range p {
		if p[i] == p[i] || !math.IsInf(float64(exp[i]), 1) {
			t.Errorf("naive: exp %v, %v", exp[i], p[i])
		}
	}
	for i, want := range []float64{9.99954600e-01, 4.53978686e-05, 2.06106005e-09} { // as NumPy prints them in the book
		if got := float64(s.Probabilities()[i]); math.Abs(got-want) > 1e-6*want {
			t.Errorf("stable: %v, the book's %v", got, want)
		}
	}
	if !s.Burst() {
		t.Error("nothing has overflowed")
	}
}

// own are scores of a drawing, 7.
var own = []float64{-3, -2, 1, 2, -4, -1, -6, 9, -1, 5}

func TestSoftmaxFactor(t *testing.T) {
	s := NewSoftmax()
	s.SetOwn(own)
	for power, want := range []bool{false, true, true, true} {
		s.SetFactor(power)
		if got := s.Burst(); got != want { // 9 is within float32's exponents, 90 is not
			t.Errorf("times 10 to the %d: overflow %v", power, got)
		}
	}
	s.SetFactor(0)
	warm := s.Probabilities()[7]
	s.SetWarmth(40)
	_, _, hot := s.Warmth()
	soft := s.Probabilities()[7]
	s.SetWarmth(0)
	_, _, cold := s.Warmth()
	if hard := s.Probabilities()[7]; hot != 10 || cold != 0.1 || !(soft < warm && warm < hard) {
		t.Errorf("temperature %v: %v, 1: %v, %v: %v", hot, soft, warm, cold, hard)
	}
}

func TestSoftmaxDoubled(t *testing.T) {
	s := NewSoftmax()
	s.Choose(Book)
	s.Double()
	before, after, ok := s.Tops()
	if !ok || math.Abs(before-0.73659691) > 1e-6 || !(after > before && after < 2*before) || s.Score(2) != 8 {
		t.Errorf("doubled: %v, %v, %v", before, after, s.Score(2))
	}
	if low, high := s.Range(); low != -60 || high != 60 {
		t.Errorf("doubled scores go from %v to %v", low, high)
	}
	s.Double()
	if s.Doubled() || s.Score(2) != 4 || len(s.Moved()) != 0 {
		t.Errorf("halved again: %v", s.Score(2))
	}
}

func TestSoftmaxFooled(t *testing.T) {
	s := NewSoftmax()
	s.SetOwn(own)
	if s.Fooled() {
		t.Error("done before anything was moved")
	}
	s.Set(7, 30)
	if s.Fooled() {
		t.Error("the digit itself")
	}
	s.Set(7, s.own[7])
	s.Set(2, 11)
	if p := s.Probabilities()[2]; p >= sure || s.Fooled() {
		t.Errorf("done at %v", p)
	}
	s.Nudge(2, 4, false)
	if p := s.Probabilities()[2]; p < sure || !s.Fooled() {
		t.Errorf("not done at %v", p)
	}
	s.SetWarmth(0)
	if s.Fooled() {
		t.Error("the temperature did it")
	}
	s.SetWarmth(warmth)
	s.Set(3, 1)
	if s.Fooled() {
		t.Error("two scores were moved")
	}
}

// TestSoftmaxOwn checks that scores follow the drawing until one is moved, and that
// probabilities give them back.
func TestSoftmaxOwn(t *testing.T) {
	s := NewSoftmax()
	s.SetOwn(own)
	_, p := Stable(s.Inputs())
	other := NewSoftmax()
	other.SetOwn(LogOf(p))
	for i := range own {
		if math.Abs(other.Score(i)-s.Score(i)) > 0.011 || math.Abs(s.Score(i)-own[i]) > 1e-9 {
			t.Errorf("score %d is %v, by its probability %v", i, s.Score(i), other.Score(i))
		}
	}
	s.Set(0, 4)
	s.SetOwn(make([]float64, 10))
	if s.Score(0) != 4 {
		t.Error("the drawing took back what was moved")
	}
	s.Choose(Yours)
	if s.Score(0) != 0 || s.Score(7) != 0 {
		t.Error("the scores are not the drawing's again")
	}
	other.SetOwn(LogOf([]float32{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
	if other.Score(0) != maxScore {
		t.Errorf("an impossible digit makes the score %v", other.Score(0))
	}
}

func TestSoftmaxAddress(t *testing.T) {
	s := NewSoftmax()
	if s.Address() != "" {
		t.Errorf("at first: %q", s.Address())
	}
	s.Choose(Large)
	s.Set(1, 1005.5)
	s.Double()
	s.SetFactor(2)
	s.SetWarmth(25)
	again := NewSoftmax()
	again.SetAddress(s.Address())
	if got, want := again.Address(), s.Address(); got != want || again.Score(1) != 2011 || want == "" {
		t.Errorf("%q comes back as %q, score %v", want, got, again.Score(1))
	}
	again.SetAddress("of=nonsense&a=1,2&times=99&t=x")
	if p, _ := again.Preset(); p != Yours || again.factor != maxFactor || again.Len() != 10 {
		t.Errorf("nonsense gives %q", again.Address())
	}
}

func TestFixed(t *testing.T) {
	for v, want := range map[float64]string{0: "0.0", -0.04: "0.0", -0.05001: "−0.1", 1010: "1010.0", -12.34: "−12.3"} {
		if got := fixed(v, 1); got != want {
			t.Errorf("%v is shown as %s, want %s", v, got, want)
		}
	}
}
