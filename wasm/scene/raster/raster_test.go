package raster

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// distance returns how far a point is from the line from a to b.
func distance(x, y, ax, ay, bx, by float64) float64 {
	best := math.Inf(1)
	const pieces = 4000
	for i := range pieces + 1 {
		t := float64(i) / pieces
		best = min(best, math.Hypot(x-ax-t*(bx-ax), y-ay-t*(by-ay)))
	}
	return best
}

// TestLine compares lines with their definition: coverage falls from 1 to 0 within a
// pixel around the edge, whatever was there stays where it is denser, and nothing is
// touched outside the box.
func TestLine(t *testing.T) {
	for _, l := range [][5]float64{
		{12, 9, 30, 21.5, 4.3}, {20.2, 15.7, 20.2, 15.7, 6}, {5, 25, 35, 25, 1}, {33, 3, 7, 28, 0.75},
		{-3, 10, 12, 44, 5}, // partly outside
		{60, 60, 70, 70, 2}, // altogether
	} {
		const w, h, before = 40, 30, 90
		var m Mask
		m.Resize(w, h)
		for i := range m.Alpha {
			m.Alpha[i] = before
		}
		box := m.Line(l[0], l[1], l[2], l[3], l[4])
		if !box.In(image.Rect(0, 0, w, h)) {
			t.Errorf("%v: box %v", l, box)
		}
		for y := range h {
			for x := range w {
				d := distance(float64(x)+0.5, float64(y)+0.5, l[0], l[1], l[2], l[3])
				want := max(255*min(max(l[4]+0.5-d, 0), 1), before)
				got := float64(m.Alpha[y*w+x])
				if math.Abs(got-want) > 1 {
					t.Fatalf("%v: coverage %v at %d, %d, want %.1f", l, got, x, y, want)
				}
				if got != before && !image.Pt(x, y).In(box) {
					t.Fatalf("%v: %d, %d is outside of %v", l, x, y, box)
				}
			}
		}
	}
}

// TestPicture fills and stains, cut off at the edges, and blends as if with real
// numbers.
func TestPicture(t *testing.T) {
	var p Picture
	p.Reset(0, 0, 2, 2)
	p.Fill(0, 0, 2, 2, color.RGBA{A: 255})
	const left, top = 70, 30
	p.Reset(left, top, 6, 5)
	red := color.RGBA{200, 20, 10, 255}
	p.Fill(left+1.4, top-3, 3, 5.4, red) // the middles of columns 1 to 3, of rows 0 to 1
	for i := range p.W * p.H {
		x, y := i%p.W, i/p.W
		want := byte(0)
		if 1 <= x && x <= 3 && y <= 1 {
			want = 255
		}
		if p.Pix[4*i+3] != want {
			t.Errorf("alpha %d at %d, %d, want %d", p.Pix[4*i+3], x, y, want)
		}
	}
	var m Mask
	m.Resize(3, 3)
	copy(m.Alpha, []byte{0, 64, 128, 255, 200, 1, 30, 60, 90})
	half := color.RGBA{10, 60, 120, 128}
	before := append([]byte(nil), p.Pix...)
	p.Stain(&m, left+3, top, half)
	p.Stain(&m, left+5, top+4, half) // its corner, which covers nothing
	p.Stain(&m, left-9, top+9, half)
	for i := range p.W * p.H {
		x, y := i%p.W, i/p.W
		k := 0.0
		if x >= 3 && y < 3 {
			k = float64(m.Alpha[y*3+x-3]) / 255
		}
		for c, v := range [4]byte{half.R, half.G, half.B, half.A} {
			want := float64(v)*k + float64(before[4*i+c])*(1-k*float64(half.A)/255)
			if got := float64(p.Pix[4*i+c]); math.Abs(got-want) > 1.1 {
				t.Errorf("colour %d is %v at %d, %d, want %.1f", c, got, x, y, want)
			}
		}
	}
}

// TestStraight divides by alpha, also where rounding made a colour larger than that.
func TestStraight(t *testing.T) {
	rgba := []byte{0, 0, 0, 0, 10, 20, 30, 255, 64, 32, 129, 128}
	Straight(rgba)
	if want := [12]byte{0, 0, 0, 0, 10, 20, 30, 255, 127, 63, 255, 128}; [12]byte(rgba) != want {
		t.Errorf("%v, want %v", rgba, want)
	}
}

func BenchmarkLine(b *testing.B) {
	var m Mask
	m.Resize(540, 540)
	for b.Loop() {
		m.Line(200, 200, 206, 209, 17)
	}
}
