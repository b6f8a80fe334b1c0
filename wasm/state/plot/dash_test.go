package plot

import (
	"math"
	"testing"
)

func TestDashes(t *testing.T) {
	d := Dash{Line: 3, Gap: 2}
	var got [][4]float64
	draw := func(x0, y0, x1, y1 float64) { got = append(got, [4]float64{x0, y0, x1, y1}) }
	d.Along(0, 0, 7, 0, draw)
	d.Along(7, 0, 7, 9, draw) // around a corner
	want := [][4]float64{{0, 0, 3, 0}, {5, 0, 7, 0}, {7, 0, 7, 1}, {7, 3, 7, 6}, {7, 8, 7, 9}}
	if len(got) != len(want) {
		t.Fatalf("dashes %v, want %v", got, want)
	}
	for i := range want {
		for k := range want[i] {
			if math.Abs(got[i][k]-want[i][k]) > 1e-9 {
				t.Errorf("dash %d is %v, want %v", i, got[i], want[i])
			}
		}
	}
	sum := 0.0
	d = Dash{Line: 0.3, Gap: 0.1}
	for i := range 1000 { // in pieces shorter than a dash
		d.Along(float64(i)*0.07, 0, float64(i+1)*0.07, 0, func(x0, _, x1, _ float64) { sum += x1 - x0 })
	}
	if math.Abs(sum-0.75*70) > 0.3 {
		t.Errorf("%v of 70 are drawn, want three quarters", sum)
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		d.Along(0, 0, bad, 0, func(_, _, _, _ float64) { t.Fatal("what has no place is drawn") })
	}
}
