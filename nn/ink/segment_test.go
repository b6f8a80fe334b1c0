package ink

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// moved returns strokes in a box of another place and size.
func moved(x, y, w, h float64, strokes ...Stroke) []Stroke {
	return Redraw(strokes, func(p Point) Point { return Point{x + p.X*w, y + p.Y*h} })
}

var (
	barOf5  = []Stroke{{{0.1, 0}, {0.1, 0.45}, {0.6, 0.4}, {0.8, 0.7}, {0.4, 1}, {0, 0.9}}, {{0.12, 0.02}, {1, 0}}}
	broken4 = []Stroke{{{0.3, 0}, {0, 0.6}, {0.7, 0.6}}, {{0.8, 0.2}, {0.75, 1}}}
	open4   = []Stroke{{{0.3, 0}, {0, 0.6}, {0.6, 0.62}}, {{0.73, 0.2}, {0.74, 1}}} // 13% apart
	crossed = []Stroke{{{0, 0}, {1, 0}, {0.4, 1}}, {{0.2, 0.5}, {0.9, 0.5}}}
	line    = []Stroke{{{0.5, 0}, {0.5, 1}}}
	far5    = []Stroke{{{0.3, 0.1}, {0.25, 0.5}, {0.6, 0.6}, {0.5, 0.95}, {0, 1}}, {{0.55, 0.05}, {1.2, 0}}}
	flagOf1 = []Stroke{{{0, 0.4}, {0.35, 0.2}}, {{0.6, 0}, {0.5, 1}}}
	short4  = []Stroke{{{0.3, 0}, {0, 0.85}, {0.47, 0.9}}, {{0.75, 0.6}, {0.7, 1}}}
	ring    = []Stroke{{{0.5, 0}, {0, 0.5}, {0.5, 1}, {1, 0.5}, {0.6, 0}}}
	six     = []Stroke{{{0.9, 0}, {0.1, 0.6}, {0.5, 1}, {1, 0.8}, {0.6, 0.5}, {0.1, 0.7}}}
	two     = []Stroke{{{0, 0.2}, {0.5, 0}, {0.9, 0.3}, {0, 1}, {1, 1}}}
)

func TestSegment(t *testing.T) {
	for _, c := range []struct {
		name   string
		digits [][]Stroke // left to right
	}{
		{"a 5 whose bar is a stroke of its own", [][]Stroke{barOf5}},
		{"a broken 4", [][]Stroke{broken4}},
		{"a 4 whose stem is apart", [][]Stroke{open4}},
		{"a crossed 7", [][]Stroke{crossed}},
		{"a 1", [][]Stroke{line}},
		{"a 5 whose bar is to the right of it", [][]Stroke{far5}},
		{"a 1 whose flag is apart", [][]Stroke{moved(0.2, 0.2, 0.6, 0.6, flagOf1...)}},
		{"a 4 whose stem is short", [][]Stroke{short4}},
		{"55, whose first bar is near the second", [][]Stroke{moved(0.1, 0.2, 0.25, 0.5, far5...), moved(0.44, 0.2, 0.25, 0.5, far5...)}},
		{"a 1 and a small 0", [][]Stroke{moved(0.1, 0.2, 0.2, 0.5, line...), moved(0.34, 0.46, 0.2, 0.24, ring...)}},
		{"a dot", [][]Stroke{{{{0.5, 0.5}}}}},
		{"42", [][]Stroke{moved(0.1, 0.2, 0.25, 0.5, broken4...), moved(0.5, 0.25, 0.25, 0.5, two...)}},
		{"41", [][]Stroke{moved(0.1, 0.2, 0.4, 0.5, open4...), moved(0.5, 0.2, 0.2, 0.5, line...)}},
		{"21 on one line", [][]Stroke{moved(0.1, 0.2, 0.3, 0.5, two...), moved(0.38, 0.2, 0.2, 0.5, line...)}},
		{"a small 6 and a lower 1", [][]Stroke{moved(0.1, 0.2, 0.25, 0.4, six...), moved(0.325, 0.2, 0.2, 0.5, line...)}},
		{"11", [][]Stroke{moved(0.1, 0.2, 0.2, 0.5, line...), moved(0.3, 0.2, 0.2, 0.5, line...)}},
		{"75", [][]Stroke{moved(0.1, 0.2, 0.25, 0.5, crossed...), moved(0.45, 0.2, 0.25, 0.5, barOf5...)}},
		{"2475", [][]Stroke{
			moved(0.02, 0.4, 0.15, 0.3, two...), moved(0.27, 0.38, 0.15, 0.3, broken4...),
			moved(0.5, 0.42, 0.15, 0.3, crossed...), moved(0.75, 0.4, 0.15, 0.3, barOf5...),
		}},
	} {
		var all []Stroke
		var owner []int
		for i, d := range c.digits {
			all = append(all, d...)
			for range d {
				owner = append(owner, i)
			}
		}
		// In any order of drawing.
		for range 5 {
			rand.Shuffle(len(all), func(i, j int) {
				all[i], all[j] = all[j], all[i]
				owner[i], owner[j] = owner[j], owner[i]
			})
			got := Segment(all)
			if len(got) != len(c.digits) {
				t.Errorf("%s: %d digits", c.name, len(got))
				break
			}
			for i, d := range got {
				if len(d) != len(c.digits[i]) {
					t.Errorf("%s: digit %d has %d strokes, want %d", c.name, i, len(d), len(c.digits[i]))
				}
			}
		}
	}
	if got := Segment([]Stroke{{}, nil}); got != nil {
		t.Errorf("%d digits without ink", len(got))
	}
}

// TestPenLifted checks that a digit is one though the pen was lifted on its way, as long as
// it went on about where it had been.
func TestPenLifted(t *testing.T) {
	left, right := Stroke{{0.45, 0}, {0, 0.5}, {0.45, 1}}, Stroke{{0.55, 1}, {1, 0.5}, {0.55, 0}}
	if n := len(Segment([]Stroke{left, right})); n != 1 {
		t.Errorf("a 0 in two halves is %d digits", n)
	}
	slices.Reverse(right)
	if n := len(Segment([]Stroke{left, right})); n != 2 {
		t.Errorf("two arcs, each from its top, are %d digits", n)
	}
}

// TestSegmentOfScribbles checks that Segment of many long strokes ends soon and
// loses none.
func TestSegmentOfScribbles(t *testing.T) {
	for _, strokes := range []int{3, maxSegmented, 300} {
		var all []Stroke
		for range strokes {
			var s Stroke
			for range 500 {
				s = append(s, Point{rand.Float64(), rand.Float64()})
			}
			all = append(all, moved(rand.Float64()*0.9, 0.2, 0.05, 0.1, s)...)
		}
		n := 0
		for _, d := range Segment(all) {
			n += len(d)
		}
		if n != len(all) {
			t.Errorf("%d strokes of %d", n, len(all))
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	all := append(moved(0.1, 0.2, 0.25, 0.5, broken4...), moved(0.5, 0.25, 0.25, 0.5, barOf5...)...)
	for b.Loop() {
		Segment(all)
	}
}
