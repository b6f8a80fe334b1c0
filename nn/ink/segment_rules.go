package ink

import (
	"math"
	"slices"
)

// Thresholds for two pieces of ink to belong to one digit. Lengths are fractions
// of the height of all ink, unless said. Chosen on half of the writers of the UCI pen
// digits; of the other half's 3,745 single digits 1 is split (5 before bars, bits and lifted
// pens were told), of pairs of them side by side 99.9% are separated.
const (
	minWidth    = 0.16 // a narrower piece, like a 1, counts as this wide
	minOverlap  = 0.35 // fraction of the narrower piece's width: one is above or within the other
	maxGap      = 0.12 // distance of the pieces' ink
	maxAspect   = 0.90 // width/height of both together: hardly two digits
	speckSize   = 0.18 // width and height of a piece that is no digit by itself
	maxFlat     = 0.40 // height/width of a bar, which is none either
	maxSpeckGap = 0.40 // distance up to which a speck or a bar is part of a digit
	maxBit      = 0.50 // height of a piece that is part of the one beside it, as a fraction of that one's
	maxBitGap   = 0.30 // distance up to which it is, as a fraction of the higher one's height
	maxRing     = 0.40 // distance of a ring's ends, as a fraction of its longer side
	maxLift     = 0.15 // distance between the strokes of a pen that was lifted by mistake
	maxStemGap  = 0.25 // distance of the stem from the rest of an open 4
	maxStem     = 0.40 // width/height of that stem
	maxOpen     = 1.10 // width/height of such a 4, and of a digit whose pen was lifted
	minBelow    = 0.12 // fraction of its height by which the stem is the lower
	minBeside   = 0.20 // and for which both are at one height
)

// The part of an open 4 beside its stem ends at its lower right, as fractions of its
// width and height from that corner.
const (
	endsRight = 0.25
	endsLow   = 0.40
)

// parted returns how far two pieces of one digit are apart, infinity for pieces of two.
func (g *segmenter) parted(a, b *piece) float64 {
	span := func(p *piece) (from, to float64) {
		extra := max(0, minWidth*g.height-p.width()) / 2
		return p.lo.X - extra, p.hi.X + extra
	}
	a0, a1 := span(a)
	b0, b1 := span(b)
	if min(a1, b1)-max(a0, b0) > minOverlap*min(a1-a0, b1-b0) {
		return 0
	}
	if max(a.lo.X, b.lo.X)-min(a.hi.X, b.hi.X) > maxSpeckGap*g.height {
		return math.Inf(1)
	}
	gap := g.distance(a, b)
	if g.same(a, b, gap) {
		return gap
	}
	return math.Inf(1)
}

// same reports whether two pieces, gap apart, belong to one digit.
func (g *segmenter) same(a, b *piece, gap float64) bool {
	aspect := (max(a.hi.X, b.hi.X) - min(a.lo.X, b.lo.X)) / (max(a.hi.Y, b.hi.Y) - min(a.lo.Y, b.lo.Y))
	switch {
	case g.speck(a), g.speck(b), a.flat(), b.flat():
		return gap < maxSpeckGap*g.height
	case gap < maxGap*g.height && aspect < maxAspect:
		return true
	case gap < maxBitGap*max(a.height(), b.height()) && (g.bit(a, b) || g.bit(b, a) || stacked(a, b)):
		return true
	case aspect < maxOpen && (g.goesOn(a, b) || g.goesOn(b, a)):
		return true
	}
	return gap < maxStemGap*g.height && (g.open4(a, b) || g.open4(b, a))
}

// speck reports whether a piece is too small to be a digit.
func (g *segmenter) speck(p *piece) bool { return max(p.width(), p.height()) < speckSize*g.height }

// flat reports whether a piece is a bar, as of a 5 or a crossed 7.
func (p *piece) flat() bool { return p.height() < maxFlat*p.width() }

// stacked reports whether one piece is below the other: no two digits of a number are.
func stacked(a, b *piece) bool { return min(a.hi.Y, b.hi.Y) < max(a.lo.Y, b.lo.Y) }

// bit reports whether p is too low beside another piece to be a digit, like a 1's flag or
// a 4's stem. A ring may be a small 0.
func (g *segmenter) bit(p, beside *piece) bool {
	if p.height() >= maxBit*beside.height() {
		return false
	}
	s := g.strokes[p.strokes[0]]
	ring := maxRing * max(p.width(), p.height())
	return len(p.strokes) > 1 || apart(s[0], s[len(s)-1]) >= ring
}

// goesOn reports whether a stroke of b begins about where the one before it, of a, ended.
func (g *segmenter) goesOn(a, b *piece) bool {
	for _, i := range a.strokes {
		if s := g.strokes[i]; slices.Contains(b.strokes, i+1) && apart(s[len(s)-1], g.strokes[i+1][0]) < maxLift*g.height {
			return true
		}
	}
	return false
}

func apart(p, q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// open4 reports whether stem is that of a 4 whose other stroke is p: upright, to the
// right of p and lower than p, which comes down and then leads to it. What looks like
// that is hardly two digits, which stand on one line.
func (g *segmenter) open4(p, stem *piece) bool {
	if len(p.strokes) > 1 || len(stem.strokes) > 1 || stem.lo.X+stem.hi.X < p.lo.X+p.hi.X ||
		stem.width() > maxStem*stem.height() {
		return false
	}
	s := g.strokes[p.strokes[0]]
	if end := s[len(s)-1]; end.X < p.hi.X-endsRight*p.width() || end.Y < p.hi.Y-endsLow*p.height() {
		return false
	}
	height := max(p.hi.Y, stem.hi.Y) - min(p.lo.Y, stem.lo.Y)
	return stem.hi.Y-p.hi.Y > minBelow*height &&
		min(p.hi.Y, stem.hi.Y)-max(p.lo.Y, stem.lo.Y) > minBeside*height &&
		max(p.hi.X, stem.hi.X)-min(p.lo.X, stem.lo.X) < maxOpen*height
}
