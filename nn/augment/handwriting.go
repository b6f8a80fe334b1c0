package augment

import (
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/random"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Limits of a template, and the straight segments between two control points.
const (
	maxStrokes = 4
	maxPoints  = 10 // control points of a stroke
	segments   = 5
)

// The numbers of different drawings, of each digit and of what is none. They are used
// again and again, distorted otherwise each time: drawing takes five times as long as
// distorting.
const (
	variants  = 256
	scribbles = 1024
)

// hand draws templates, each drawing when it is first wanted. A drawing depends
// only on the seed, its label and its number. For one goroutine.
type hand struct {
	seed    uint64
	pcg     rand.PCG
	drawn   [recipe.Classes*variants + scribbles][ink.Pixels]byte // by label, those of none last
	done    [recipe.Classes*variants + scribbles]bool
	weights [recipe.Classes]int // sum over all templates of a label
	points  [maxStrokes][(maxPoints-1)*segments + 1]ink.Point
	strokes [maxStrokes]ink.Stroke
}

func newHand(seed uint64) *hand {
	h := &hand{seed: seed}
	for _, t := range digits {
		h.weights[t.label] += t.weight
	}
	return h
}

// draw returns the image of a drawing of the label, which may be none.
func (h *hand) draw(label byte, number uint64) []byte {
	n := uint64(variants)
	if label == none {
		n = scribbles
	}
	number %= n
	at := int(label)*variants + int(number)
	pixels := h.drawn[at][:]
	if !h.done[at] {
		h.done[at] = true
		h.reseed(label, number)
		if label == none {
			h.drawSign(pixels)
		} else {
			h.drawDigit(pixels, label)
		}
	}
	return pixels
}

func (h *hand) reseed(label byte, number uint64) {
	random.Drawn(&h.pcg, h.seed, label, number)
}

// uniform returns a random number in [-bound, bound).
func (h *hand) uniform(bound float64) float64 { return uniform(&h.pcg, bound) }

// drawDigit draws one of the label's templates, chosen by weight.
func (h *hand) drawDigit(pixels []byte, label byte) {
	left := int((h.uniform(1) + 1) / 2 * float64(h.weights[label]))
	for i := range digits {
		t := &digits[i]
		if t.label != label {
			continue
		}
		if left -= t.weight; left < 0 {
			h.drawTemplate(pixels, t)
			return
		}
	}
}

// drawTemplate draws a template, its control points moved at random and the
// whole of it made wider or narrower and slanted.
func (h *hand) drawTemplate(pixels []byte, t *template) {
	width, slant := 0.75+h.uniform(0.3), 0.15+h.uniform(0.35)
	straight := h.uniform(1) > 0.7 // a quick hand that hardly curves
	for i, s := range t.strokes {
		var at [maxPoints]ink.Point
		for j, c := range s {
			p := ink.Point{X: c.x + h.uniform(c.dx), Y: c.y + h.uniform(c.dy)}
			if j > 0 && c == s[j-1] { // a corner
				at[j] = at[j-1]
				continue
			}
			at[j] = ink.Point{X: width*p.X + slant*(1-p.Y), Y: p.Y}
		}
		h.strokes[i] = curve(h.points[i][:0], at[:len(s)], straight)
	}
	h.render(pixels, len(t.strokes))
}

// render makes the image of the first n strokes.
func (h *hand) render(pixels []byte, n int) {
	for _, s := range h.strokes[:n] {
		for j, p := range s { // onto the pad, with room for what swings out
			s[j] = ink.Point{X: 0.2 + p.X*0.4, Y: 0.25 + p.Y*0.5}
		}
	}
	ink.Render(pixels, h.strokes[:n])
}

// curve appends a curve through all points: Catmull and Rom's, or straight lines.
func curve(s ink.Stroke, at []ink.Point, straight bool) ink.Stroke {
	s = append(s, at[0])
	for i := 1; i < len(at); i++ {
		p, q := at[i-1], at[i]
		if straight || p == q {
			s = append(s, q)
			continue
		}
		before, after := at[max(i-2, 0)], at[min(i+1, len(at)-1)]
		for k := 1; k <= segments; k++ {
			t := float64(k) / segments
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
