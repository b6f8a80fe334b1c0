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

// Segment returns the strokes of each digit of a drawing, left to right, nil for
// a drawing without ink. Strokes belong to one digit where one is above or
// within the other, where they nearly touch and together are no wider than a digit,
// where one is too small or too flat to be a digit, where the pen went on after it was
// lifted, or where one is the stem of an open 4. What is nearest joins first. A digit's
// strokes keep their order.
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
	for {
		i, j, found := g.nearest(pieces)
		if !found {
			break
		}
		pieces[i].join(&pieces[j])
		pieces = slices.Delete(pieces, j, j+1)
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

// nearest returns the two of the pieces that belong together and are the nearest such.
func (g *segmenter) nearest(pieces []piece) (first, second int, found bool) {
	least := math.Inf(1)
	for i := range pieces {
		for j := i + 1; j < len(pieces); j++ {
			if d := g.parted(&pieces[i], &pieces[j]); d < least {
				if first, second, least, found = i, j, d, true; d == 0 {
					return
				}
			}
		}
	}
	return
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
