package augment

import (
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
)

// MNIST was written by Americans. handwriting draws digits as others write
// them: a 1 with flag and foot, a crossed 7, an open 4, a hooked 9. The ways
// are our own, thought up from how these digits are taught; none is anybody's
// recorded writing.

// knot is a place that the pen passes, x to the right and y down in hundredths
// of the unit square, and how far off, at random, it may pass.
type knot struct{ x, y, dx, dy int8 }

// way is a digit's strokes. The pen curves from knot to knot; two knots at the
// same place make a corner.
type way struct {
	label   byte
	often   int // how often it is taken, among those of the label
	strokes [][]knot
}

var ways = []way{
	// A 0 that ends inside itself, and one with a slash.
	{0, 3, [][]knot{{{70, 8, 15, 10}, {30, 5, 15, 6}, {0, 55, 6, 12}, {42, 100, 12, 2}, {90, 55, 10, 12}, {62, 5, 12, 6}, {28, 14, 20, 14}}}},
	{0, 1, [][]knot{{{50, 0, 10, 2}, {0, 50, 6, 10}, {50, 100, 10, 2}, {100, 50, 6, 10}, {50, 0, 10, 3}}, {{85, 10, 15, 12}, {15, 90, 15, 12}}}},
	// A 1 with a flag: sharp, hooked, rounded; with a foot too, with only that,
	// with a tail.
	{1, 4, [][]knot{{{-2, 44, 30, 15}, {62, 0, 8, 0}, {62, 0, 8, 0}, {40, 100, 24, 0}}}},
	{1, 2, [][]knot{{{0, 32, 20, 10}, {10, 40, 16, 8}, {62, 0, 8, 0}, {62, 0, 8, 0}, {48, 100, 20, 0}}}},
	{1, 2, [][]knot{{{5, 42, 25, 12}, {38, 8, 10, 8}, {65, 0, 6, 3}, {63, 20, 8, 10}, {38, 100, 24, 0}}}},
	{1, 4, [][]knot{{{12, 30, 24, 18}, {55, 0, 6, 0}, {55, 0, 6, 0}, {50, 100, 14, 0}}, {{10, 100, 20, 6}, {95, 100, 28, 6}}}},
	{1, 1, [][]knot{{{50, 0, 10, 0}, {50, 100, 10, 0}}, {{20, 100, 15, 5}, {80, 100, 15, 5}}}},
	{1, 1, [][]knot{{{28, 18, 15, 10}, {52, 0, 8, 3}, {60, 15, 6, 8}, {50, 85, 10, 6}, {20, 100, 15, 3}}}},
	// A 2 with a flat foot, one that is all curve, one with a wide ring, one
	// with hardly a foot.
	{2, 1, [][]knot{{{5, 25, 10, 10}, {45, 0, 10, 3}, {80, 22, 10, 8}, {45, 65, 10, 8}, {2, 100, 6, 4}, {2, 100, 6, 4}, {90, 97, 15, 6}}}},
	{2, 1, [][]knot{{{10, 20, 10, 10}, {50, 0, 10, 3}, {80, 25, 10, 8}, {40, 75, 10, 6}, {8, 95, 8, 6}, {15, 80, 8, 6}, {50, 93, 10, 6}, {95, 90, 10, 8}}}},
	{2, 2, [][]knot{{{15, 22, 12, 10}, {50, 0, 10, 3}, {78, 25, 10, 8}, {45, 68, 10, 6}, {12, 95, 10, 5}, {5, 78, 8, 6}, {35, 74, 10, 8}, {95, 100, 15, 6}}}},
	{2, 1, [][]knot{{{10, 25, 12, 10}, {45, 0, 10, 3}, {80, 18, 10, 8}, {60, 55, 10, 8}, {25, 95, 10, 4}, {25, 95, 10, 4}, {70, 100, 20, 6}}}},
	// A 3 with a flat top, one with a round one, one whose tail hardly turns.
	{3, 2, [][]knot{{{5, 3, 10, 6}, {75, 0, 10, 5}, {75, 0, 10, 5}, {35, 40, 10, 6}, {35, 40, 10, 6}, {80, 68, 10, 8}, {45, 100, 12, 3}, {0, 88, 12, 8}}}},
	{3, 1, [][]knot{{{10, 15, 12, 8}, {50, 0, 10, 3}, {75, 20, 10, 6}, {35, 45, 12, 5}, {80, 72, 10, 6}, {40, 100, 10, 3}, {0, 88, 12, 8}}}},
	{3, 2, [][]knot{{{5, 15, 10, 10}, {35, 0, 12, 4}, {78, 6, 10, 6}, {48, 40, 10, 6}, {48, 40, 10, 6}, {80, 60, 10, 8}, {70, 88, 12, 6}, {40, 100, 15, 2}}}},
	// An open 4 whose second stroke begins far below the first one's top; one
	// that is all curve; the usual one; a small slanting one.
	{4, 5, [][]knot{
		{{40, 0, 28, 0}, {10, 64, 10, 12}, {10, 64, 10, 12}, {85, 66, 28, 12}},
		{{62, 45, 16, 20}, {52, 100, 20, 5}},
	}},
	{4, 2, [][]knot{
		{{30, 0, 20, 5}, {5, 50, 6, 12}, {32, 68, 12, 10}, {95, 55, 15, 14}},
		{{72, 28, 14, 24}, {60, 100, 20, 5}},
	}},
	{4, 1, [][]knot{{{70, 0, 10, 0}, {0, 65, 8, 6}, {0, 65, 8, 6}, {100, 65, 10, 8}}, {{72, 25, 12, 25}, {68, 100, 12, 5}}}},
	{4, 1, [][]knot{
		{{45, 0, 15, 0}, {2, 42, 10, 8}, {2, 42, 10, 8}, {80, 42, 20, 12}},
		{{85, 8, 14, 16}, {45, 100, 24, 0}},
	}},
	// A 5 whose bar is a stroke of its own, and one in one stroke.
	{5, 2, [][]knot{
		{{15, 2, 8, 4}, {12, 42, 8, 5}, {12, 42, 8, 5}, {55, 38, 10, 6}, {82, 68, 10, 8}, {45, 100, 12, 3}, {0, 90, 10, 8}},
		{{15, 2, 12, 6}, {95, 0, 25, 8}},
	}},
	{5, 1, [][]knot{{{90, 0, 12, 5}, {25, 2, 8, 4}, {25, 2, 8, 4}, {15, 42, 8, 5}, {15, 42, 8, 5}, {60, 42, 10, 6}, {82, 70, 10, 8}, {40, 100, 12, 3}, {0, 90, 10, 8}}}},
	// A 6 with a straight back, and one that comes from far right.
	{6, 1, [][]knot{{{65, 0, 20, 3}, {20, 45, 12, 8}, {10, 80, 6, 8}, {45, 100, 10, 3}, {75, 78, 12, 8}, {50, 56, 12, 6}, {15, 75, 8, 8}}}},
	{6, 1, [][]knot{{{100, 5, 25, 6}, {55, 6, 15, 6}, {15, 45, 10, 8}, {12, 82, 6, 8}, {45, 100, 10, 3}, {72, 80, 12, 8}, {48, 60, 12, 8}, {12, 78, 12, 8}}}},
	// A crossed 7: straight, with a serif, with a curved top, with both; one not
	// crossed.
	{7, 3, [][]knot{{{0, 3, 8, 8}, {85, 0, 10, 5}, {85, 0, 10, 5}, {35, 100, 20, 0}}, {{20, 52, 15, 10}, {85, 50, 20, 10}}}},
	{7, 4, [][]knot{{{2, 25, 8, 8}, {12, 5, 8, 5}, {45, 10, 10, 6}, {85, 2, 10, 5}, {72, 30, 12, 8}, {40, 100, 24, 0}}, {{12, 60, 18, 12}, {95, 56, 25, 14}}}},
	{7, 4, [][]knot{{{5, 25, 12, 12}, {35, 2, 14, 4}, {75, 10, 12, 8}, {70, 38, 12, 10}, {32, 100, 24, 0}}, {{8, 64, 18, 12}, {92, 58, 25, 14}}}},
	{7, 3, [][]knot{{{10, 32, 12, 10}, {18, 6, 10, 6}, {55, 2, 12, 5}, {80, 22, 10, 10}, {62, 60, 12, 10}, {28, 100, 22, 0}}, {{15, 68, 20, 14}, {90, 64, 28, 14}}}},
	{7, 3, [][]knot{{{3, 25, 6, 8}, {6, 3, 6, 5}, {6, 3, 6, 5}, {85, 0, 10, 5}, {85, 0, 10, 5}, {40, 100, 20, 0}}}},
	// An 8 begun at the right; one whose lower ring is narrow; one begun at the
	// left; one of two rings.
	{8, 3, [][]knot{{{75, 12, 12, 8}, {45, 0, 12, 3}, {18, 20, 12, 6}, {50, 48, 12, 6}, {75, 78, 14, 6}, {40, 100, 12, 3}, {12, 78, 14, 6}, {50, 45, 12, 6}, {78, 15, 14, 10}}}},
	{8, 3, [][]knot{{{82, 12, 12, 10}, {48, 0, 12, 3}, {18, 20, 12, 8}, {42, 45, 10, 8}, {56, 80, 12, 8}, {38, 100, 10, 2}, {24, 80, 10, 8}, {48, 48, 10, 8}, {85, 10, 12, 12}}}},
	{8, 2, [][]knot{{{18, 20, 12, 10}, {48, 0, 12, 3}, {78, 18, 12, 8}, {45, 46, 12, 6}, {15, 76, 12, 6}, {42, 100, 12, 2}, {75, 76, 12, 8}, {45, 46, 12, 8}, {20, 18, 14, 12}}}},
	{8, 1, [][]knot{
		{{50, 0, 10, 2}, {20, 22, 10, 5}, {50, 45, 10, 5}, {80, 22, 10, 5}, {50, 2, 10, 3}},
		{{50, 47, 10, 4}, {15, 72, 10, 5}, {50, 100, 10, 2}, {85, 72, 10, 5}, {50, 47, 10, 4}},
	}},
	// A 9 whose tail is hooked to the left: far, from a small ring; a straight
	// one, with a flat ring.
	{9, 4, [][]knot{{{80, 10, 16, 8}, {40, 0, 10, 3}, {15, 22, 12, 10}, {42, 42, 10, 8}, {75, 15, 8, 10}, {80, 60, 14, 10}, {50, 100, 14, 3}, {-5, 92, 20, 12}}}},
	{9, 4, [][]knot{{{62, 10, 16, 8}, {38, 0, 12, 3}, {25, 15, 12, 7}, {45, 30, 12, 9}, {62, 14, 10, 8}, {60, 42, 14, 10}, {78, 75, 16, 10}, {42, 100, 15, 3}, {-5, 94, 20, 8}}}},
	{9, 4, [][]knot{{{75, 8, 12, 8}, {35, 4, 12, 5}, {12, 22, 12, 10}, {42, 30, 12, 10}, {82, 8, 10, 8}, {82, 8, 10, 8}, {55, 100, 30, 3}}}},
}

// handStream is the stream of drawings among the uses of a recipe's seed.
const handStream = 0x68616e64

// knots and points of a drawing, and how finely the pen goes.
const (
	maxStrokes = 4
	maxKnots   = 10
	pieces     = 5 // between two knots
)

// variants is how many drawings of each digit a hand makes. They are used again
// and again, distorted otherwise each time: to draw one takes five times as long
// as to distort it. What is no digit is more varied, and drawn anew.
const variants = 256

// hand draws ways, each drawing when it is first wanted. What a drawing is
// depends only on the seed, its label and its number.
type hand struct {
	seed     uint64
	pcg      rand.PCG
	drawn    [recipe.Classes][variants][ink.Pixels]byte
	done     [recipe.Classes][variants]bool
	scribble [ink.Pixels]byte
	often    [recipe.Classes]int // of all ways of a label
	points   [maxStrokes][(maxKnots-1)*pieces + 1]ink.Point
	strokes  [maxStrokes]ink.Stroke
}

func newHand(seed uint64) *hand {
	h := &hand{seed: seed}
	for _, w := range ways {
		h.often[w.label] += w.often
	}
	return h
}

// draw returns the image of drawing number of the label, which may be none. It
// is valid until the next.
func (h *hand) draw(label byte, number uint64) []byte {
	if label == none {
		h.reseed(label, number)
		h.scrawl(h.scribble[:])
		return h.scribble[:]
	}
	number %= variants
	pixels := h.drawn[label][number][:]
	if !h.done[label][number] {
		h.done[label][number] = true
		h.reseed(label, number)
		h.write(pixels, label)
	}
	return pixels
}

func (h *hand) reseed(label byte, number uint64) {
	h.pcg.Seed(h.seed^handStream<<32, number<<8|uint64(label))
}

// uniform returns a random number in [-most, most).
func (h *hand) uniform(most float64) float64 { return uniform(&h.pcg, most) }

// write draws the label in one of its ways.
func (h *hand) write(pixels []byte, label byte) {
	left := int((h.uniform(1) + 1) / 2 * float64(h.often[label]))
	for i := range ways {
		w := &ways[i]
		if w.label != label {
			continue
		}
		if left -= w.often; left < 0 {
			h.follow(pixels, w)
			return
		}
	}
}

// follow draws a way, as a whole wider or narrower and slanted.
func (h *hand) follow(pixels []byte, w *way) {
	width, slant := 0.75+h.uniform(0.3), 0.15+h.uniform(0.35)
	straight := h.uniform(1) > 0.7 // a quick hand that hardly curves
	for i, knots := range w.strokes {
		var at [maxKnots]ink.Point
		for j, k := range knots {
			p := ink.Point{X: float64(k.x)/100 + h.uniform(float64(k.dx)/100), Y: float64(k.y)/100 + h.uniform(float64(k.dy)/100)}
			if j > 0 && k == knots[j-1] { // a corner
				at[j] = at[j-1]
				continue
			}
			at[j] = ink.Point{X: width*p.X + slant*(1-p.Y), Y: p.Y}
		}
		h.strokes[i] = trace(h.points[i][:0], at[:len(knots)], straight)
	}
	h.render(pixels, len(w.strokes))
}

// render makes the image of the first strokes.
func (h *hand) render(pixels []byte, strokes int) {
	for _, s := range h.strokes[:strokes] {
		for j, p := range s { // onto the pad, with room for what swings out
			s[j] = ink.Point{X: 0.2 + p.X*0.4, Y: 0.25 + p.Y*0.5}
		}
	}
	ink.Render(pixels, h.strokes[:strokes])
}

// trace appends the points of a curve through all knots: Catmull and Rom's, or
// straight lines.
func trace(s ink.Stroke, at []ink.Point, straight bool) ink.Stroke {
	s = append(s, at[0])
	for i := 1; i < len(at); i++ {
		p, q := at[i-1], at[i]
		if straight || p == q {
			s = append(s, q)
			continue
		}
		before, after := at[max(i-2, 0)], at[min(i+1, len(at)-1)]
		for k := 1; k <= pieces; k++ {
			t := float64(k) / pieces
			s = append(s, ink.Point{X: cubic(before.X, p.X, q.X, after.X, t), Y: cubic(before.Y, p.Y, q.Y, after.Y, t)})
		}
	}
	return s
}

// cubic is Catmull and Rom's curve from b (t = 0) to c (t = 1), with neighbours
// a and d.
func cubic(a, b, c, d, t float64) float64 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}
