package dataset

import "math/rand/v2"

// MNIST was written by Americans. handwriting draws digits as others write
// them: a 1 with flag and foot, a crossed 7, an open 4, a hooked 9. The ways
// are our own, thought up from how these digits are taught; none is anybody's
// recorded writing.

// knot is a place that the pen passes, x to the right and y down in the unit
// square, and how far off, at random, it may pass.
type knot struct{ x, y, dx, dy float64 }

// way is a digit's strokes. The pen curves from knot to knot; two knots at the
// same place make a corner.
type way struct {
	label   byte
	often   int // how often it is taken, among those of the label
	strokes [][]knot
}

var ways = []way{
	// A 0 that ends inside itself, and one with a slash.
	{0, 3, [][]knot{{{0.70, 0.08, 0.15, 0.10}, {0.30, 0.05, 0.15, 0.06}, {0, 0.55, 0.06, 0.12}, {0.42, 1, 0.12, 0.02}, {0.90, 0.55, 0.10, 0.12}, {0.62, 0.05, 0.12, 0.06}, {0.28, 0.14, 0.20, 0.14}}}},
	{0, 1, [][]knot{{{0.5, 0, 0.1, 0.02}, {0, 0.5, 0.06, 0.1}, {0.5, 1, 0.1, 0.02}, {1, 0.5, 0.06, 0.1}, {0.5, 0, 0.1, 0.03}}, {{0.85, 0.10, 0.15, 0.12}, {0.15, 0.90, 0.15, 0.12}}}},
	// A 1 with a flag: sharp, hooked, rounded; with a foot too, with only that,
	// with a tail.
	{1, 4, [][]knot{{{-0.02, 0.44, 0.30, 0.15}, {0.62, 0, 0.08, 0}, {0.62, 0, 0.08, 0}, {0.40, 1, 0.24, 0}}}},
	{1, 2, [][]knot{{{0, 0.32, 0.20, 0.10}, {0.10, 0.40, 0.16, 0.08}, {0.62, 0, 0.08, 0}, {0.62, 0, 0.08, 0}, {0.48, 1, 0.20, 0}}}},
	{1, 2, [][]knot{{{0.05, 0.42, 0.25, 0.12}, {0.38, 0.08, 0.10, 0.08}, {0.65, 0, 0.06, 0.03}, {0.63, 0.20, 0.08, 0.10}, {0.38, 1, 0.24, 0}}}},
	{1, 4, [][]knot{{{0.12, 0.30, 0.24, 0.18}, {0.55, 0, 0.06, 0}, {0.55, 0, 0.06, 0}, {0.50, 1, 0.14, 0}}, {{0.10, 1, 0.20, 0.06}, {0.95, 1, 0.28, 0.06}}}},
	{1, 1, [][]knot{{{0.5, 0, 0.1, 0}, {0.5, 1, 0.1, 0}}, {{0.2, 1, 0.15, 0.05}, {0.8, 1, 0.15, 0.05}}}},
	{1, 1, [][]knot{{{0.28, 0.18, 0.15, 0.10}, {0.52, 0, 0.08, 0.03}, {0.60, 0.15, 0.06, 0.08}, {0.50, 0.85, 0.10, 0.06}, {0.20, 1, 0.15, 0.03}}}},
	// A 2 with a flat foot, one that is all curve, one with a wide ring, one
	// with hardly a foot.
	{2, 1, [][]knot{{{0.05, 0.25, 0.1, 0.1}, {0.45, 0, 0.1, 0.03}, {0.8, 0.22, 0.1, 0.08}, {0.45, 0.65, 0.1, 0.08}, {0.02, 1, 0.06, 0.04}, {0.02, 1, 0.06, 0.04}, {0.9, 0.97, 0.15, 0.06}}}},
	{2, 1, [][]knot{{{0.1, 0.2, 0.1, 0.1}, {0.5, 0, 0.1, 0.03}, {0.8, 0.25, 0.1, 0.08}, {0.4, 0.75, 0.1, 0.06}, {0.08, 0.95, 0.08, 0.06}, {0.15, 0.8, 0.08, 0.06}, {0.5, 0.93, 0.1, 0.06}, {0.95, 0.9, 0.1, 0.08}}}},
	{2, 2, [][]knot{{{0.15, 0.22, 0.12, 0.10}, {0.5, 0, 0.1, 0.03}, {0.78, 0.25, 0.1, 0.08}, {0.45, 0.68, 0.1, 0.06}, {0.12, 0.95, 0.10, 0.05}, {0.05, 0.78, 0.08, 0.06}, {0.35, 0.74, 0.10, 0.08}, {0.95, 1, 0.15, 0.06}}}},
	{2, 1, [][]knot{{{0.10, 0.25, 0.12, 0.10}, {0.45, 0, 0.1, 0.03}, {0.8, 0.18, 0.1, 0.08}, {0.60, 0.55, 0.1, 0.08}, {0.25, 0.95, 0.10, 0.04}, {0.25, 0.95, 0.10, 0.04}, {0.70, 1, 0.20, 0.06}}}},
	// A 3 with a flat top, one with a round one, one whose tail hardly turns.
	{3, 2, [][]knot{{{0.05, 0.03, 0.1, 0.06}, {0.75, 0, 0.1, 0.05}, {0.75, 0, 0.1, 0.05}, {0.35, 0.40, 0.1, 0.06}, {0.35, 0.40, 0.1, 0.06}, {0.8, 0.68, 0.1, 0.08}, {0.45, 1, 0.12, 0.03}, {0, 0.88, 0.12, 0.08}}}},
	{3, 1, [][]knot{{{0.1, 0.15, 0.12, 0.08}, {0.5, 0, 0.1, 0.03}, {0.75, 0.2, 0.1, 0.06}, {0.35, 0.45, 0.12, 0.05}, {0.8, 0.72, 0.1, 0.06}, {0.4, 1, 0.1, 0.03}, {0, 0.88, 0.12, 0.08}}}},
	{3, 2, [][]knot{{{0.05, 0.15, 0.10, 0.10}, {0.35, 0, 0.12, 0.04}, {0.78, 0.06, 0.10, 0.06}, {0.48, 0.40, 0.10, 0.06}, {0.48, 0.40, 0.10, 0.06}, {0.80, 0.60, 0.10, 0.08}, {0.70, 0.88, 0.12, 0.06}, {0.40, 1, 0.15, 0.02}}}},
	// An open 4 whose second stroke begins far below the first one's top; one
	// that is all curve; the usual one; a small slanting one.
	{4, 5, [][]knot{
		{{0.40, 0, 0.28, 0}, {0.10, 0.64, 0.10, 0.12}, {0.10, 0.64, 0.10, 0.12}, {0.85, 0.66, 0.28, 0.12}},
		{{0.62, 0.45, 0.16, 0.20}, {0.52, 1, 0.20, 0.05}},
	}},
	{4, 2, [][]knot{
		{{0.30, 0, 0.20, 0.05}, {0.05, 0.5, 0.06, 0.12}, {0.32, 0.68, 0.12, 0.10}, {0.95, 0.55, 0.15, 0.14}},
		{{0.72, 0.28, 0.14, 0.24}, {0.60, 1, 0.20, 0.05}},
	}},
	{4, 1, [][]knot{{{0.70, 0, 0.1, 0}, {0, 0.65, 0.08, 0.06}, {0, 0.65, 0.08, 0.06}, {1, 0.65, 0.1, 0.08}}, {{0.72, 0.25, 0.12, 0.25}, {0.68, 1, 0.12, 0.05}}}},
	{4, 1, [][]knot{
		{{0.45, 0, 0.15, 0}, {0.02, 0.42, 0.10, 0.08}, {0.02, 0.42, 0.10, 0.08}, {0.80, 0.42, 0.20, 0.12}},
		{{0.85, 0.08, 0.14, 0.16}, {0.45, 1, 0.24, 0}},
	}},
	// A 5 whose bar is a stroke of its own, and one in one stroke.
	{5, 2, [][]knot{
		{{0.15, 0.02, 0.08, 0.04}, {0.12, 0.42, 0.08, 0.05}, {0.12, 0.42, 0.08, 0.05}, {0.55, 0.38, 0.1, 0.06}, {0.82, 0.68, 0.1, 0.08}, {0.45, 1, 0.12, 0.03}, {0, 0.9, 0.1, 0.08}},
		{{0.15, 0.02, 0.12, 0.06}, {0.95, 0, 0.25, 0.08}},
	}},
	{5, 1, [][]knot{{{0.9, 0, 0.12, 0.05}, {0.25, 0.02, 0.08, 0.04}, {0.25, 0.02, 0.08, 0.04}, {0.15, 0.42, 0.08, 0.05}, {0.15, 0.42, 0.08, 0.05}, {0.6, 0.42, 0.1, 0.06}, {0.82, 0.7, 0.1, 0.08}, {0.4, 1, 0.12, 0.03}, {0, 0.9, 0.1, 0.08}}}},
	// A 6 with a straight back, and one that comes from far right.
	{6, 1, [][]knot{{{0.65, 0, 0.2, 0.03}, {0.2, 0.45, 0.12, 0.08}, {0.1, 0.8, 0.06, 0.08}, {0.45, 1, 0.1, 0.03}, {0.75, 0.78, 0.12, 0.08}, {0.5, 0.56, 0.12, 0.06}, {0.15, 0.75, 0.08, 0.08}}}},
	{6, 1, [][]knot{{{1, 0.05, 0.25, 0.06}, {0.55, 0.06, 0.15, 0.06}, {0.15, 0.45, 0.10, 0.08}, {0.12, 0.82, 0.06, 0.08}, {0.45, 1, 0.1, 0.03}, {0.72, 0.80, 0.12, 0.08}, {0.48, 0.60, 0.12, 0.08}, {0.12, 0.78, 0.12, 0.08}}}},
	// A crossed 7: straight, with a serif, with a curved top, with both; one not
	// crossed.
	{7, 3, [][]knot{{{0, 0.03, 0.08, 0.08}, {0.85, 0, 0.1, 0.05}, {0.85, 0, 0.1, 0.05}, {0.35, 1, 0.2, 0}}, {{0.20, 0.52, 0.15, 0.10}, {0.85, 0.50, 0.2, 0.10}}}},
	{7, 4, [][]knot{{{0.02, 0.25, 0.08, 0.08}, {0.12, 0.05, 0.08, 0.05}, {0.45, 0.10, 0.1, 0.06}, {0.85, 0.02, 0.1, 0.05}, {0.72, 0.30, 0.12, 0.08}, {0.40, 1, 0.24, 0}}, {{0.12, 0.60, 0.18, 0.12}, {0.95, 0.56, 0.25, 0.14}}}},
	{7, 4, [][]knot{{{0.05, 0.25, 0.12, 0.12}, {0.35, 0.02, 0.14, 0.04}, {0.75, 0.1, 0.12, 0.08}, {0.70, 0.38, 0.12, 0.10}, {0.32, 1, 0.24, 0}}, {{0.08, 0.64, 0.18, 0.12}, {0.92, 0.58, 0.25, 0.14}}}},
	{7, 3, [][]knot{{{0.10, 0.32, 0.12, 0.10}, {0.18, 0.06, 0.10, 0.06}, {0.55, 0.02, 0.12, 0.05}, {0.80, 0.22, 0.10, 0.10}, {0.62, 0.60, 0.12, 0.10}, {0.28, 1, 0.22, 0}}, {{0.15, 0.68, 0.20, 0.14}, {0.90, 0.64, 0.28, 0.14}}}},
	{7, 3, [][]knot{{{0.03, 0.25, 0.06, 0.08}, {0.06, 0.03, 0.06, 0.05}, {0.06, 0.03, 0.06, 0.05}, {0.85, 0, 0.1, 0.05}, {0.85, 0, 0.1, 0.05}, {0.4, 1, 0.2, 0}}}},
	// An 8 begun at the right; one whose lower ring is narrow; one begun at the
	// left; one of two rings.
	{8, 3, [][]knot{{{0.75, 0.12, 0.12, 0.08}, {0.45, 0, 0.12, 0.03}, {0.18, 0.2, 0.12, 0.06}, {0.5, 0.48, 0.12, 0.06}, {0.75, 0.78, 0.14, 0.06}, {0.4, 1, 0.12, 0.03}, {0.12, 0.78, 0.14, 0.06}, {0.5, 0.45, 0.12, 0.06}, {0.78, 0.15, 0.14, 0.1}}}},
	{8, 3, [][]knot{{{0.82, 0.12, 0.12, 0.10}, {0.48, 0, 0.12, 0.03}, {0.18, 0.20, 0.12, 0.08}, {0.42, 0.45, 0.10, 0.08}, {0.56, 0.80, 0.12, 0.08}, {0.38, 1, 0.10, 0.02}, {0.24, 0.80, 0.10, 0.08}, {0.48, 0.48, 0.10, 0.08}, {0.85, 0.10, 0.12, 0.12}}}},
	{8, 2, [][]knot{{{0.18, 0.20, 0.12, 0.10}, {0.48, 0, 0.12, 0.03}, {0.78, 0.18, 0.12, 0.08}, {0.45, 0.46, 0.12, 0.06}, {0.15, 0.76, 0.12, 0.06}, {0.42, 1, 0.12, 0.02}, {0.75, 0.76, 0.12, 0.08}, {0.45, 0.46, 0.12, 0.08}, {0.20, 0.18, 0.14, 0.12}}}},
	{8, 1, [][]knot{
		{{0.5, 0, 0.1, 0.02}, {0.2, 0.22, 0.1, 0.05}, {0.5, 0.45, 0.1, 0.05}, {0.8, 0.22, 0.1, 0.05}, {0.5, 0.02, 0.1, 0.03}},
		{{0.5, 0.47, 0.1, 0.04}, {0.15, 0.72, 0.1, 0.05}, {0.5, 1, 0.1, 0.02}, {0.85, 0.72, 0.1, 0.05}, {0.5, 0.47, 0.1, 0.04}},
	}},
	// A 9 whose tail is hooked to the left: far, from a small ring; a straight
	// one, with a flat ring.
	{9, 4, [][]knot{{{0.80, 0.10, 0.16, 0.08}, {0.40, 0, 0.10, 0.03}, {0.15, 0.22, 0.12, 0.10}, {0.42, 0.42, 0.10, 0.08}, {0.75, 0.15, 0.08, 0.10}, {0.80, 0.60, 0.14, 0.10}, {0.50, 1, 0.14, 0.03}, {-0.05, 0.92, 0.20, 0.12}}}},
	{9, 4, [][]knot{{{0.62, 0.10, 0.16, 0.08}, {0.38, 0, 0.12, 0.03}, {0.25, 0.15, 0.12, 0.07}, {0.45, 0.30, 0.12, 0.09}, {0.62, 0.14, 0.10, 0.08}, {0.60, 0.42, 0.14, 0.10}, {0.78, 0.75, 0.16, 0.10}, {0.42, 1, 0.15, 0.03}, {-0.05, 0.94, 0.20, 0.08}}}},
	{9, 4, [][]knot{{{0.75, 0.08, 0.12, 0.08}, {0.35, 0.04, 0.12, 0.05}, {0.12, 0.22, 0.12, 0.10}, {0.42, 0.30, 0.12, 0.10}, {0.82, 0.08, 0.10, 0.08}, {0.82, 0.08, 0.10, 0.08}, {0.55, 1, 0.30, 0.03}}}},
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
	drawn    [Classes][variants][Pixels]byte
	done     [Classes][variants]bool
	scribble [Pixels]byte
	often    [Classes]int // of all ways of a label
	points   [maxStrokes][(maxKnots-1)*pieces + 1]Point
	strokes  [maxStrokes]Stroke
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
		var at [maxKnots]Point
		for j, k := range knots {
			p := Point{k.x + h.uniform(k.dx), k.y + h.uniform(k.dy)}
			if j > 0 && k == knots[j-1] { // a corner
				at[j] = at[j-1]
				continue
			}
			at[j] = Point{width*p.X + slant*(1-p.Y), p.Y}
		}
		h.strokes[i] = trace(h.points[i][:0], at[:len(knots)], straight)
	}
	h.render(pixels, len(w.strokes))
}

// render makes the image of the first strokes.
func (h *hand) render(pixels []byte, strokes int) {
	for _, s := range h.strokes[:strokes] {
		for j, p := range s { // onto the pad, with room for what swings out
			s[j] = Point{0.2 + p.X*0.4, 0.25 + p.Y*0.5}
		}
	}
	Render(pixels, h.strokes[:strokes])
}

// trace appends the points of a curve through all knots: Catmull and Rom's, or
// straight lines.
func trace(s Stroke, at []Point, straight bool) Stroke {
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
			s = append(s, Point{cubic(before.X, p.X, q.X, after.X, t), cubic(before.Y, p.Y, q.Y, after.Y, t)})
		}
	}
	return s
}

// cubic is Catmull and Rom's curve from b (t = 0) to c (t = 1), with neighbours
// a and d.
func cubic(a, b, c, d, t float64) float64 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}
