package plot

import (
	"math"
	"strconv"
	"testing"
)

func TestLossAxisFitsItsValues(t *testing.T) {
	for _, c := range []struct{ least, most, low, high float64 }{
		{math.Inf(1), 0, 0.1, 3}, // nothing yet
		{0.5, 2.3, 0.1, 3},
		{0.02, 2.3, 0.01, 3},
		{0.000001, 2.3, 0.0001, 3}, // as low as it goes
		{0.2, 14, 0.1, 30},
		{0.2, math.Inf(1), 0.1, 3}, // no axis holds that
		{math.NaN(), math.NaN(), 0.1, 3},
	} {
		a := NewLoss(c.least, c.most)
		if got := a.At(c.low); math.Abs(got) > 1e-9 {
			t.Errorf("values %v to %v: %v is at %v, want the bottom", c.least, c.most, c.low, got)
		}
		if got := a.At(c.high); math.Abs(got-1) > 1e-9 {
			t.Errorf("values %v to %v: %v is at %v, want the top", c.least, c.most, c.high, got)
		}
		ticks := a.Ticks()
		for i, tick := range ticks {
			if i > 0 && tick.At <= ticks[i-1].At {
				t.Errorf("ticks do not rise: %v", ticks)
			}
		}
	}
	a := NewLoss(0.1, 3)
	if a.At(0) != 0 || a.At(math.NaN()) != 0 || a.At(1e9) != 1 {
		t.Error("values off the axis are not put on its ends")
	}
	if half := a.At(math.Sqrt(0.3)); math.Abs(half-0.5) > 1e-9 {
		t.Errorf("the axis is not logarithmic: the geometric middle is at %v", half)
	}
}

func TestAccuracyAxis(t *testing.T) {
	for _, c := range []struct{ share, at float64 }{
		{0, 0}, {0.9, 1.0 / 3}, {0.99, 2.0 / 3}, {0.999, 1}, {1, 1}, {-1, 0}, {math.NaN(), 0},
	} {
		if got := Accuracy(c.share); math.Abs(got-c.at) > 1e-9 {
			t.Errorf("Accuracy(%v) = %v, want %v", c.share, got, c.at)
		}
	}
}

func TestStepsGrowsInFewStrides(t *testing.T) {
	spans := map[int]bool{}
	last := 0
	for step := range 1001 {
		span := Steps(step, 1000)
		if span < step || span < last || span > 1000 {
			t.Fatalf("step %d: span %d after %d", step, span, last)
		}
		spans[span], last = true, span
	}
	if len(spans) != 4 || !spans[125] || !spans[1000] {
		t.Errorf("spans %v, want an eighth, a quarter, half and the whole", spans)
	}
	if got := Steps(0, 0); got != 1 {
		t.Errorf("no run spans %d", got)
	}
	if got := Steps(3, 5); got != 5 {
		t.Errorf("a short run spans %d", got)
	}
}

func TestStepTicks(t *testing.T) {
	for span := range 3000 {
		ticks := StepTicks(span, 6)
		if len(ticks) > 6 || len(ticks) < 1 || span > 0 && len(ticks) < 2 {
			t.Fatalf("span %d: %d ticks", span, len(ticks))
		}
		if ticks[0] != (Tick{0, "0"}) || ticks[len(ticks)-1].At > 1 {
			t.Fatalf("span %d: %v", span, ticks)
		}
	}
	if got := StepTicks(2814, 6); len(got) != 6 || got[2].Label != "1,000" {
		t.Errorf("%v", got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q", n, got)
		}
	}
}

func TestPercent(t *testing.T) {
	for p, want := range map[float64]string{0: "0.0%", 0.1: "10.0%", 0.9734: "97.3%", 0.99999: "99.9%", 0.12345: "12.3%", 0.98765: "98.8%", 1: "100.0%"} {
		if got := Percent(p); got != want {
			t.Errorf("Percent(%v) = %q, want %q", p, got, want)
		}
	}
}

func TestFraction(t *testing.T) {
	for _, c := range []struct {
		p        float32
		decimals int
		want     string
	}{
		{0, 1, "0.0%"}, {0.89, 1, "89.0%"}, {0.29, 1, "29.0%"}, {0.9999, 1, "99.9%"}, {0.9999, 0, "99%"}, {0.9876, 2, "98.76%"},
		{0.9876, 1, "98.7%"}, {0.98999, 0, "98%"}, {1, 0, "100%"}, {1, 2, "100.00%"},
	} {
		if got := Fraction(float64(c.p), c.decimals); got != c.want {
			t.Errorf("Fraction(%v, %d) = %q, want %q", c.p, c.decimals, got, c.want)
		}
	}
	for n := range 10001 { // every accuracy on the test images, as it comes from the worker
		p := float64(float32(n) / 10000)
		exact := strconv.Itoa(n/100) + "." + strconv.Itoa(n/10%10)
		if got := Fraction(p, 1); got != exact+"%" {
			t.Fatalf("%d of 10,000 are %s", n, got)
		}
		if long := Fraction(p, 2); long != exact+strconv.Itoa(n%10)+"%" {
			t.Fatalf("%d of 10,000 are %s in full", n, long)
		}
	}
}

func TestRowsFillTheSlot(t *testing.T) {
	r := Rect{10.4, 20, 301, 333}
	rows := Rows(r, 24, 58)
	for i, row := range rows {
		k := row.Track
		if k.X != math.Round(k.X) || k.Y != math.Round(k.Y) || k.W != math.Round(k.W) || k.H != math.Round(k.H) {
			t.Errorf("row %d is between pixels: %+v", i, k)
		}
		if k.Y < r.Y || k.Y+k.H > r.Y+r.H || k.X < r.X+23 || k.X+k.W > r.X+r.W-57 {
			t.Errorf("row %d is outside: %+v", i, k)
		}
		if i > 0 && k.Y <= rows[i-1].Track.Y+rows[i-1].Track.H {
			t.Errorf("row %d overlaps the one above", i)
		}
	}
	if w := Rows(Rect{0, 0, 40, 100}, 24, 58)[0].Track.W; w != 0 {
		t.Errorf("a narrow slot has a track %v wide", w)
	}
}

func TestEaseArrivesWithoutOvershoot(t *testing.T) {
	shown, target := [10]float32{0: 1}, [10]float32{3: 0.9, 7: 0.1}
	frames := 0
	for !Ease(&shown, &target, 1.0/60) {
		if shown[3] > target[3] || shown[0] < 0 {
			t.Fatalf("overshoot: %v", shown)
		}
		if frames++; frames > 60 {
			t.Fatalf("not there after a second: %v", shown)
		}
	}
	if shown != target || frames < 5 {
		t.Errorf("%v after %d frames, want %v, not at once", shown, frames, target)
	}
}

func TestRect(t *testing.T) {
	r := Rect{1, 2, 10, 20}.Inset(1, 2, 3, 4)
	if r != (Rect{2, 4, 6, 14}) || r.Empty() {
		t.Errorf("%+v", r)
	}
	if !(Rect{0, 0, 4, 4}).Inset(3, 0, 3, 0).Empty() {
		t.Error("nothing is left, yet it is not empty")
	}
}
