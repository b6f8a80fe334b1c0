package ink

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
)

// picture is an image with the measures that tests check.
type picture = nntest.Picture

// render returns Render's image of strokes.
func render(strokes ...Stroke) picture {
	pixels := bytes.Repeat([]byte{99}, Pixels)
	ink := Render(pixels, strokes)
	image := nntest.NewPicture(pixels)
	image.Ink = ink
	return image
}

func wantCentred(t *testing.T, p picture) {
	t.Helper()
	const from, to = 14 - 0.04, 15 - 0.03
	if !(p.CX >= from && p.CX < to && p.CY >= from && p.CY < to) {
		t.Errorf("centre of mass (%.2f, %.2f), want within [%v, %v)", p.CX, p.CY, from, to)
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.3f, want %.3f +- %.3f", what, got, want, tolerance)
	}
}

var (
	nan, inf = math.NaN(), math.Inf(1)
	zero     = circle(0.5, 0.5, 0.2, 0.3, 60)
	seven    = Stroke{{0.3, 0.2}, {0.7, 0.2}, {0.45, 0.8}}
)

func circle(x, y, rx, ry float64, n int) Stroke {
	s := make(Stroke, n+1)
	for i := range s {
		a := 2 * math.Pi * float64(i) / float64(n)
		s[i] = Point{x + rx*math.Cos(a), y + ry*math.Sin(a)}
	}
	return s
}

func TestEmptyPad(t *testing.T) {
	for name, strokes := range map[string][]Stroke{
		"nothing":       nil,
		"empty strokes": {{}, nil},
		"off the pad":   {{{-0.2, 0.5}, {-0.1, 0.9}}, {{2, 2}}, {{0.9, 1.3}, {1.3, 0.9}}},
		"not finite":    {{{nan, 0.5}}, {{0.5, inf}, {-inf, 0.2}}, {{1e300, 1e300}}},
	} {
		if p := render(strokes...); p.Ink || p.Mass != 0 {
			t.Errorf("%s: ink %v, mass %v", name, p.Ink, p.Mass)
		}
	}
}

func TestDot(t *testing.T) {
	for _, dot := range []Stroke{{{0.5, 0.5}}, {{0, 0}}, {{1, 1}}, {{0.9, 0.1}, {0.9, 0.1}}} {
		p := render(dot)
		if !p.Ink {
			t.Fatal("no ink")
		}
		wantCentred(t, p)
		near(t, "area", p.Mass, math.Pi*brush*brush/4, 0.1)
		if p.Box() != [2]int{4, 4} {
			t.Errorf("a dot of %v pixels", p.Box())
		}
	}
}

// A trembling dot must not become a scribble over the whole image.
func TestTremblingDot(t *testing.T) {
	p := render(Stroke{{0.5, 0.5}, {0.502, 0.501}, {0.499, 0.503}})
	if b := p.Box(); b[0] > 8 || b[1] > 8 {
		t.Errorf("a dot of %v pixels", b)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		stroke Stroke
		box    [2]int
	}{
		{Stroke{{0.5, 0.2}, {0.5, 0.8}}, [2]int{4, 20}},
		{Stroke{{0.5, 0.49}, {0.5, 0.51}}, [2]int{4, 20}},
		{Stroke{{0, 0.5}, {1, 0.5}}, [2]int{20, 4}},
		{Stroke{{0.9, 0.1}, {0.1, 0.9}}, [2]int{20, 20}},
		{Stroke{{0.1, 0.1}, {0.9, 0.9}}, [2]int{20, 20}},
	} {
		p := render(c.stroke)
		wantCentred(t, p)
		if p.Box() != c.box {
			t.Errorf("%v: box %v, want %v", c.stroke, p.Box(), c.box)
		}
		length := math.Hypot(c.stroke[1].X-c.stroke[0].X, c.stroke[1].Y-c.stroke[0].Y)
		length *= (inkBox - brush) / max(math.Abs(c.stroke[1].X-c.stroke[0].X), math.Abs(c.stroke[1].Y-c.stroke[0].Y))
		near(t, "area", p.Mass, length*brush+math.Pi*brush*brush/4, 0.02*p.Mass)
	}
}

// The image depends on the drawing's shape only: not on its place or size.
func TestPlaceAndSizeDoNotMatter(t *testing.T) {
	want := render(zero, seven)
	wantCentred(t, want)
	if b := want.Box(); b[1] != 20 && b[0] != 20 {
		t.Errorf("box %v, want a side of 20", b)
	}
	for _, c := range []struct{ scale, dx, dy float64 }{{0.25, 0, 0}, {0.25, 0.75, 0.75}, {1, 0.125, -0.125}, {0.0625, 0.9, 0.01}} {
		var moved []Stroke
		for _, s := range []Stroke{zero, seven} {
			m := make(Stroke, len(s))
			for i, p := range s {
				m[i] = Point{p.X*c.scale + c.dx, p.Y*c.scale + c.dy}
			}
			moved = append(moved, m)
		}
		got := render(moved...)
		for i := range want.Pixels {
			// A sample on a rounding edge may fall either way.
			if d := int(got.Pixels[i]) - int(want.Pixels[i]); d > 8 || d < -8 {
				t.Fatalf("%+v: pixel %d is %d, want %d", c, i, got.Pixels[i], want.Pixels[i])
			}
		}
	}
}

func TestNoInkIsCut(t *testing.T) {
	// Nearly all ink in one corner, a long thin tail to the others.
	var blot Stroke
	for i := range 40 {
		blot = append(blot, circle(0.1, 0.1, 0.002*float64(i), 0.002*float64(i), 40)...)
	}
	for turn := range 4 {
		strokes := []Stroke{blot, {{0.1, 0.1}, {0.95, 0.95}}}
		for k, s := range strokes {
			strokes[k] = make(Stroke, len(s))
			for i, p := range s {
				for range turn {
					p = Point{1 - p.Y, p.X}
				}
				strokes[k][i] = p
			}
		}
		p := render(strokes...)
		if p.Box() != [2]int{20, 20} {
			t.Errorf("turn %d: box %v, want the whole 20x20", turn, p.Box())
		}
	}
}

// What leaves the pad is cut where the pad ends, and drawn no further.
func TestStrokesOffTheEdge(t *testing.T) {
	for name, c := range map[string]struct{ got, want []Stroke }{
		"leaves":       {[]Stroke{{{0.5, 0.5}, {1.5, 1}}}, []Stroke{{{0.5, 0.5}, {1, 0.75}}}},
		"comes":        {[]Stroke{{{-0.5, 0.5}, {0.5, 0.5}, {0.5, 0.9}}}, []Stroke{{{0, 0.5}, {0.5, 0.5}, {0.5, 0.9}}}},
		"crosses":      {[]Stroke{{{-0.5, 0}, {1.5, 1}}}, []Stroke{{{0, 0.25}, {1, 0.75}}}},
		"leaves twice": {[]Stroke{{{0.25, 0.5}, {0.25, -3}, {0.75, -3}, {0.75, 0.5}}}, []Stroke{{{0.25, 0.5}, {0.25, 0}}, {{0.75, 0}, {0.75, 0.5}}}},
		"far away":     {[]Stroke{{{0.5, 0.5}, {0.5, -1e5}}}, []Stroke{{{0.5, 0.5}, {0.5, 0}}}},
	} {
		got, want := render(c.got...), render(c.want...)
		if !bytes.Equal(got.Pixels, want.Pixels) || !got.Ink {
			t.Errorf("%s: the image is not that of the part on the pad", name)
		}
	}
}

func TestBadPointsAreIgnored(t *testing.T) {
	got := render(Stroke{{nan, nan}, {0.3, 0.2}, {inf, 0.4}, {0.7, 0.2}, {0.1, nan}, {1e9, -1e9}, {0.45, 0.8}, {-inf, nan}})
	if want := render(seven); !bytes.Equal(got.Pixels, want.Pixels) {
		t.Error("a bad point changes the image")
	}
}

// Coalesced pointer events give many points: the image must stay the same.
func TestDensePointsGiveTheSameInk(t *testing.T) {
	var dense Stroke
	for i := range len(seven) - 1 {
		for k := range 2000 {
			f := float64(k) / 2000
			dense = append(dense, Point{seven[i].X*(1-f) + seven[i+1].X*f, seven[i].Y*(1-f) + seven[i+1].Y*f})
		}
	}
	dense = append(dense, seven[len(seven)-1])
	got, want := render(dense), render(seven)
	for i := range want.Pixels {
		if d := int(got.Pixels[i]) - int(want.Pixels[i]); d > 12 || d < -12 {
			t.Fatalf("pixel %d is %d, want %d", i, got.Pixels[i], want.Pixels[i])
		}
	}
}

func TestEveryScribbleKeepsTheRules(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		var strokes []Stroke
		for range 1 + r.IntN(4) {
			s := make(Stroke, 1+r.IntN(20))
			p := Point{r.Float64(), r.Float64()}
			for i := range s {
				p = Point{p.X + 0.3*r.NormFloat64()*r.Float64(), p.Y + 0.3*r.NormFloat64()*r.Float64()}
				s[i] = p
			}
			strokes = append(strokes, s)
		}
		p := render(strokes...)
		if p.Ink != (p.Mass > 0) {
			t.Fatalf("ink %v with a mass of %v", p.Ink, p.Mass)
		}
		if b := p.Box(); p.Ink && (b[0] > 20 || b[1] > 20) {
			t.Fatalf("box %v", b)
		}
	}
}

func TestHugeDrawingsAreBounded(t *testing.T) {
	s := make(Stroke, 4*maxPoints)
	for i := range s {
		s[i] = Point{float64(i%2) * 0.5, float64(i) / float64(len(s))}
	}
	visits := 0
	eachSegment([]Stroke{s[:maxPoints-10], s[maxPoints-10:]}, 0, func(a, b Point) { visits++ })
	if visits != maxPoints {
		t.Errorf("%d segments drawn, want %d", visits, maxPoints)
	}
}

func TestRenderAllocatesNothing(t *testing.T) {
	dst, strokes := make([]byte, Pixels), []Stroke{zero, seven}
	if n := testing.AllocsPerRun(20, func() { Render(dst, strokes) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzRender(f *testing.F) {
	f.Add(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
	f.Add(-1.0, 0.5, 2.0, 0.5, nan, inf)
	f.Add(1e-320, 1e300, 1.0, 1.0, 1.0, 1.0000001)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g float64) {
		p := render(Stroke{{a, b}, {c, d}}, Stroke{{e, g}})
		if p.Ink != (p.Mass > 2) {
			t.Errorf("ink %v with a mass of %v", p.Ink, p.Mass)
		}
		if box := p.Box(); p.Ink && (box[0] > 20 || box[1] > 20) {
			t.Errorf("box %v", box)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	dst := make([]byte, Pixels)
	strokes := []Stroke{circle(0.5, 0.3, 0.2, 0.2, 500), circle(0.5, 0.7, 0.2, 0.2, 500)}
	for b.Loop() {
		Render(dst, strokes)
	}
}

// A straight 1 or a round 0 has its centre of mass on the border of two
// pixels; a hair more on one side must not move the whole image.
func TestSymmetricalDrawingsDoNotJump(t *testing.T) {
	for k := range 50 {
		d := float64(k-25) / 25 * 1e-3
		p := render(Stroke{{0.5, 0.2}, {0.5 + d, 0.8}})
		near(t, "centre", p.CX, 14, 0.04)
		if p = render(circle(0.5+d, 0.5, 0.3, 0.3+d, 97)); p.CX > 14.1 || p.CY > 14.1 {
			t.Errorf("circle %d jumps to (%.2f, %.2f)", k, p.CX, p.CY)
		}
	}
}

func TestAStrokeKeepsItsLastPoint(t *testing.T) {
	var end Point
	eachSegment([]Stroke{{{0.1, 0.1}, {0.5, 0.5}, {0.51, 0.51}, {0.52, 0.52}}}, 0.1, func(a, b Point) { end = b })
	if want := (Point{0.52, 0.52}); end != want {
		t.Errorf("ends at %v, want %v", end, want)
	}
}
