package words

import (
	"math"
	"testing"
)

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1", -1: "−1", 0.25: "0.25", -1.2999: "−1.3", 0.9996: "1", 9.996: "10", 99.96: "100",
		0.0012345: "0.00123", 0.001: "0.001", 0.00099999: "0.001", 0.00099: "9.9×10⁻⁴", -2.13456e-5: "−2.13×10⁻⁵", 1e-12: "1×10⁻¹²",
		123.456: "123", 999.6: "1,000", 12345: "12,300", 1234567: "1,230,000", -4321: "−4,320", 100: "100",
		9.994e6: "9,990,000", 9.996e6: "1×10⁷", -3.4028e38: "−3.4×10³⁸",
		math.Inf(1): "∞", math.Inf(-1): "−∞",
	} {
		if got := Significant(v); got != want {
			t.Errorf("%g is shown as %s, want %s", v, got, want)
		}
	}
	if got := Significant(math.NaN()); got != "–" {
		t.Errorf("NaN is shown as %s", got)
	}
}

func TestNamed(t *testing.T) {
	var w Words
	w.Use("layer.relu\x00Rectifier")
	if got := w.Named("layer.", "relu") + w.Named("layer.", "own"); got != "Rectifierown" {
		t.Errorf("got %s", got)
	}
	if s, ok := w.Find("layer.own"); ok {
		t.Errorf("found %q", s)
	}
}
