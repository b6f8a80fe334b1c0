package ink

import (
	"cmp"
	"math"
	"slices"
)

// Limits of Segment: a drawing of more digits or strokes is returned whole, as
// if it were one digit.
const (
	MaxDigits    = 8
	maxSegmented = 40 // strokes
)

// Thresholds for two pieces of ink to belong to one digit. Lengths are fractions
// of the height of all ink, unless said. Of 7,494 single digits of 30 writers (UCI
// pen digits) 0.2% are split; of pairs of them side by side 99.6% are separated.
const (
	minWidth    = 0.16 // a narrower piece, like a 1, counts as this wide
	minOverlap  = 0.35 // fraction of the narrower piece's width: one is above or within the other
	maxGap      = 0.12 // distance of the pieces' ink
	maxAspect   = 0.90 // width/height of both together: hardly two digits
	speckSize   = 0.18 // width and height of a piece that is no digit by itself
	maxSpeckGap = 0.40 // distance up to which a speck is part of a digit
	maxStemGap  = 0.25 // distance of the stem from the rest of an open 4
	maxStem     = 0.40 // width/height of that stem
	maxOpen     = 1.10 // width/height of such a 4
	minBelow    = 0.12 // fraction of its height by which the stem is the lower
	minBeside   = 0.20 // and for which both are at one height
)

// The part of an open 4 beside its stem ends at its lower right, as fractions of its
// width and height from that corner.
const (
	endsRight = 0.25
	endsLow   = 0.40
)

// Segment returns the strokes of each digit of a drawing, left to right, nil for
// a drawing without ink. Strokes belong to one digit where one is above or
// within the other, where they nearly touch and together are no wider than a digit,
// or where one is the stem of an open 4. A digit's strokes keep their order.
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

// segmenter holds what is common to all pieces.
type segmenter struct {
	strokes   []Stroke
	distances []float64 // of strokes i < j, at i*len(strokes)+j, plus 1; 0 until computed
	height    float64   // of all ink
}

// same reports whether two pieces belong to one digit.
func (g *segmenter) same(a, b *piece) bool {
	span := func(p *piece) (from, to float64) {
		extra := max(0, minWidth*g.height-p.width()) / 2
		return p.lo.X - extra, p.hi.X + extra
	}
	a0, a1 := span(a)
	b0, b1 := span(b)
	if min(a1, b1)-max(a0, b0) > minOverlap*min(a1-a0, b1-b0) {
		return true
	}
	if max(a.lo.X, b.lo.X)-min(a.hi.X, b.hi.X) > maxSpeckGap*g.height {
		return false
	}
	gap := g.distance(a, b)
	if small := speckSize * g.height; max(a.width(), a.height()) < small || max(b.width(), b.height()) < small {
		return gap < maxSpeckGap*g.height
	}
	both := *a
	both.strokes = nil
	both.join(b)
	if gap < maxGap*g.height && both.width() < maxAspect*both.height() {
		return true
	}
	return gap < maxStemGap*g.height && (g.open4(a, b) || g.open4(b, a))
}

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

// distance returns the smallest distance between two pieces' ink.
func (g *segmenter) distance(a, b *piece) float64 {
	smallest := math.Inf(1)
	for _, i := range a.strokes {
		for _, j := range b.strokes {
			d := &g.distances[min(i, j)*len(g.strokes)+max(i, j)]
			if *d == 0 {
				*d = 1 + min(pointsToLines(g.strokes[i], g.strokes[j]), pointsToLines(g.strokes[j], g.strokes[i]))
			}
			smallest = min(smallest, *d-1)
		}
	}
	return smallest
}

// pointsToLines returns the smallest distance of s' points from t's lines, of
// about 32 points of each: a pointer gives many more.
func pointsToLines(s, t Stroke) float64 {
	const points = 32
	smallest := math.Inf(1)
	each := func(s Stroke, f func(p Point)) {
		step := 1 + len(s)/points
		for i := 0; i < len(s)-1; i += step {
			f(s[i])
		}
		f(s[len(s)-1])
	}
	each(s, func(p Point) {
		from := t[0]
		each(t, func(to Point) {
			smallest = min(smallest, pointToLine(p, from, to))
			from = to
		})
	})
	return smallest
}

// pointToLine returns the distance of p from the line segment from a to b.
func pointToLine(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/n, 0), 1)
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
