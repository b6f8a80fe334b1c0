package ink

import (
	"cmp"
	"math"
	"slices"
)

// Limits of Segment: a drawing of more digits or strokes is taken for one digit,
// or rather none.
const (
	MaxDigits    = 8
	maxSegmented = 40 // strokes
)

// When two pieces of ink are of one digit. Lengths are shares of the height of
// all ink. Measured on 7,494 single digits of 30 writers (UCI pen digits), of
// which 0.2% are split, and on pairs of them side by side, of which 99.6% are
// told apart.
const (
	thinnest  = 0.16 // a narrower piece, like a 1, is taken to be this wide
	overlaps  = 0.35 // of the narrower piece's width: one is over or within the other
	touches   = 0.12 // distance of the pieces' ink
	slender   = 0.90 // width by height of what both make up: hardly two digits
	speck     = 0.18 // width and height of a piece that is no digit by itself
	speckNear = 0.40 // distance at which a speck is part of a digit
)

// Segment tells the digits of a drawing apart, left to right: strokes of which
// one is above or within the other, or which nearly touch and together are no
// wider than a digit, are of the same. A digit's strokes keep their order. It
// returns nil for a drawing without ink.
func Segment(strokes []Stroke) [][]Stroke {
	pieces := make([]piece, 0, len(strokes))
	for i, s := range strokes {
		if lo, hi := Bounds(strokes[i : i+1]); lo.X <= hi.X && len(s) > 0 {
			pieces = append(pieces, piece{lo: lo, hi: hi, strokes: []int{i}})
		}
	}
	if len(pieces) == 0 {
		return nil
	}
	lo, hi := Bounds(strokes)
	if len(pieces) > maxSegmented {
		return [][]Stroke{strokes}
	}
	g := segmenter{strokes: strokes, distances: make([]float64, len(strokes)*len(strokes))}
	g.height = max(hi.Y-lo.Y, (hi.X-lo.X)/4, minExtent)
	for merged := true; merged; {
		merged = false
		for i := 0; i < len(pieces) && !merged; i++ {
			for j := i + 1; j < len(pieces) && !merged; j++ {
				if g.same(&pieces[i], &pieces[j]) {
					pieces[i].join(&pieces[j])
					pieces = slices.Delete(pieces, j, j+1)
					merged = true
				}
			}
		}
	}
	if len(pieces) > MaxDigits {
		return [][]Stroke{strokes}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.lo.X+a.hi.X, b.lo.X+b.hi.X) })
	digits := make([][]Stroke, len(pieces))
	for i, p := range pieces {
		slices.Sort(p.strokes)
		for _, s := range p.strokes {
			digits[i] = append(digits[i], strokes[s])
		}
	}
	return digits
}

// piece is some of a drawing's strokes.
type piece struct {
	lo, hi  Point
	strokes []int
}

func (p *piece) width() float64  { return p.hi.X - p.lo.X }
func (p *piece) height() float64 { return p.hi.Y - p.lo.Y }

func (p *piece) join(q *piece) {
	p.lo = Point{min(p.lo.X, q.lo.X), min(p.lo.Y, q.lo.Y)}
	p.hi = Point{max(p.hi.X, q.hi.X), max(p.hi.Y, q.hi.Y)}
	p.strokes = append(p.strokes, q.strokes...)
}

// segmenter knows what all pieces have in common.
type segmenter struct {
	strokes   []Stroke
	distances []float64 // of strokes i < j, at i*len(strokes)+j, plus 1; 0 is not known yet
	height    float64   // of all ink
}

// same reports whether two pieces are of one digit.
func (g *segmenter) same(a, b *piece) bool {
	span := func(p *piece) (from, to float64) {
		extra := max(0, thinnest*g.height-p.width()) / 2
		return p.lo.X - extra, p.hi.X + extra
	}
	a0, a1 := span(a)
	b0, b1 := span(b)
	if min(a1, b1)-max(a0, b0) > overlaps*min(a1-a0, b1-b0) {
		return true
	}
	if max(a.lo.X, b.lo.X)-min(a.hi.X, b.hi.X) > speckNear*g.height {
		return false
	}
	near := g.distance(a, b)
	if small := speck * g.height; max(a.width(), a.height()) < small || max(b.width(), b.height()) < small {
		return near < speckNear*g.height
	}
	both := *a
	both.strokes = nil
	both.join(b)
	return near < touches*g.height && both.width() < slender*both.height()
}

// distance returns the least distance of two pieces' ink.
func (g *segmenter) distance(a, b *piece) float64 {
	least := math.Inf(1)
	for _, i := range a.strokes {
		for _, j := range b.strokes {
			d := &g.distances[min(i, j)*len(g.strokes)+max(i, j)]
			if *d == 0 {
				*d = 1 + min(nearest2(g.strokes[i], g.strokes[j]), nearest2(g.strokes[j], g.strokes[i]))
			}
			least = min(least, *d-1)
		}
	}
	return least
}

// nearest2 returns the least distance of s' points from t's lines. Of the many
// points that a pointer gives it takes some.
func nearest2(s, t Stroke) float64 {
	const enough = 32
	least := math.Inf(1)
	each := func(s Stroke, f func(p Point)) {
		step := 1 + len(s)/enough
		for i := 0; i < len(s)-1; i += step {
			f(s[i])
		}
		f(s[len(s)-1])
	}
	each(s, func(p Point) {
		from := t[0]
		each(t, func(to Point) {
			least = min(least, toLine(p, from, to))
			from = to
		})
	})
	return least
}

// toLine returns the distance of p from the line from a to b.
func toLine(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/n, 0), 1)
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
