package state

import (
	"math"
	"slices"
	"testing"
)

func TestSeriesKeepsTheWholeRunInBoundedSpace(t *testing.T) {
	var s Series
	const n = 50_000
	sum := 0.0
	for i := 1; i <= n; i++ {
		v := math.Sin(float64(i) / 5000)
		sum += v
		s.Add(float64(i), v)
		if len(s.Points()) > seriesCap {
			t.Fatalf("%d points after %d values", len(s.Points()), i)
		}
	}
	points := s.Points()
	if len(points) < seriesCap/2 {
		t.Errorf("only %d points are left", len(points))
	}
	total, of, last := 0.0, 0, 0.0
	for _, p := range points {
		if p.Step <= last {
			t.Fatalf("steps do not rise: %v after %v", p.Step, last)
		}
		if p.Step-last != float64(p.Of) {
			t.Fatalf("the point at %v stands for %d values, %v steps after the last", p.Step, p.Of, p.Step-last)
		}
		if p.Of != s.stride && p.Step != n {
			t.Fatalf("the point at %v stands for %d values, the others for %d", p.Step, p.Of, s.stride)
		}
		total, of, last = total+p.Value*float64(p.Of), of+p.Of, p.Step
	}
	if of != n || last != n || math.Abs(total-sum) > 1e-6 {
		t.Errorf("points stand for %d values up to %v with sum %v, want %d, %d, %v", of, last, total, n, n, sum)
	}
}

func TestSeriesFewValuesAreExact(t *testing.T) {
	var s Series
	for i := range 10 {
		s.Add(float64(i), float64(i*i))
	}
	for i, p := range s.Points() {
		if p != (Point{float64(i), float64(i * i), 1}) {
			t.Errorf("point %d is %v", i, p)
		}
	}
	s.Truncate(6)
	if n := len(s.Points()); n != 7 || s.Points()[n-1].Step != 6 {
		t.Errorf("truncated at 6: %v", s.Points())
	}
	s.Clear()
	s.Add(1, 2)
	if !slices.Equal(s.Points(), []Point{{1, 2, 1}}) {
		t.Errorf("after Clear: %v", s.Points())
	}
}
