package lab

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func labels(a Axis) string {
	var s []string
	for _, t := range a.Marks() {
		s = append(s, t.Label)
	}
	return strings.Join(s, " ")
}

func TestAxisTicks(t *testing.T) {
	for _, c := range []struct {
		axis Axis
		want string
	}{
		{Axis{From: 0, To: 10}, "0 5 10"},
		{Axis{From: 0, To: 20, Ticks: 6}, "0 5 10 15 20"},
		{Axis{From: -7, To: 7}, "−5 0 5"},
		{Axis{From: -0.35, To: 0.3, Ticks: 8}, "−0.3 −0.2 −0.1 0 0.1 0.2 0.3"},
		{Axis{From: 10, To: 0, Ticks: 3}, "0 5 10"},
		{Axis{From: 0, To: 2.4}, "0 0.5 1 1.5 2"},
		{Axis{From: 1, To: 1e-50, Log: true, Ticks: 6}, "10⁻⁵⁰ 10⁻⁴⁰ 10⁻³⁰ 10⁻²⁰ 10⁻¹⁰ 1"},
		{Axis{From: 0.003, To: 30, Log: true}, "0.01 0.1 1 10"},
		{Axis{From: 1e-4, To: 1e6, Log: true}, "0.001 1 1,000 10⁶"},
		{Axis{From: 1, To: 1}, ""},
		{Axis{From: 0, To: 1, Log: true}, ""},
		{Axis{From: math.NaN(), To: 1}, ""},
	} {
		if got := labels(c.axis); strings.ReplaceAll(got, " ", "|") != strings.ReplaceAll(c.want, " ", "|") {
			t.Errorf("%+v: %q, want %q", c.axis, got, c.want)
		}
		limit := c.axis.Ticks
		if limit == 0 {
			limit = 5
		}
		for _, tick := range c.axis.Marks() {
			if tick.At < -1e-6 || tick.At > 1+1e-6 || len(c.axis.Marks()) > limit {
				t.Errorf("%+v: %v of %d", c.axis, tick, limit)
			}
		}
	}
}

func TestAxisThereAndBack(t *testing.T) {
	for _, a := range []Axis{{From: -3, To: 5}, {From: 5, To: -3}, {From: 1, To: 1e-50, Log: true}} {
		for _, at := range []float64{0, 0.25, 0.5, 1} {
			if got := a.At(a.Value(at)); math.Abs(got-at) > 1e-9 {
				t.Errorf("%+v: %v there and back is %v", a, at, got)
			}
		}
		if a.Value(-1) != a.From || math.Abs(a.Value(2)/a.To-1) > 1e-9 {
			t.Errorf("%+v: beyond its ends are %v and %v", a, a.Value(-1), a.Value(2))
		}
	}
	log := Axis{From: 0.1, To: 10, Log: true}
	if !math.IsNaN(log.At(-1)) || !math.IsNaN(log.At(math.NaN())) || log.At(0) != -outside || log.At(math.Inf(1)) != 1+outside {
		t.Errorf("places of what is not on a logarithmic axis: %v, %v, %v, %v", log.At(-1), log.At(math.NaN()), log.At(0), log.At(math.Inf(1)))
	}
}

func TestPathBreaksWhereThereIsNoValue(t *testing.T) {
	x, y := Axis{From: 0, To: 4}, Axis{From: 0, To: 1}
	got := string(appendPath(nil, x, y, []float64{0, 1, 2, 3, 4}, []float64{0, 0.5, math.NaN(), 1, math.Inf(1)}))
	if want := "M0 1000L250 500M750 0L1000 -2000"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestTicksOfANarrowAxis has labels that differ, however near the values are.
func TestTicksOfANarrowAxis(t *testing.T) {
	for _, a := range []Axis{{From: 2.3021, To: 2.3029}, {From: 2.30, To: 2.31}, {From: -8.18002, To: -8.17998}, {From: 99.9, To: 100.1}} {
		seen := map[string]bool{}
		marks := a.Marks()
		for _, m := range marks {
			if v, err := strconv.ParseFloat(strings.Replace(m.Label, "−", "-", 1), 64); err != nil || math.Abs(a.At(v)-m.At) > 1e-3 || seen[m.Label] {
				t.Errorf("%v to %v: %q stands at %v", a.From, a.To, m.Label, m.At)
			}
			seen[m.Label] = true
		}
		if len(marks) < 2 {
			t.Errorf("%v to %v: %v", a.From, a.To, marks)
		}
	}
}
