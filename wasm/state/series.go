package state

// Point is one value of a curve.
type Point struct {
	Step  float64 // optimiser steps done
	Value float64
	Of    int // how many added values it is the mean of
}

// seriesCap bounds a series; a plot has fewer pixels across than this.
const seriesCap = 512

// Series is a curve over a whole run in bounded memory. Once it is full, each
// two neighbours become one, their mean, and so do the values added later; no
// part of the run is ever dropped.
type Series struct {
	points []Point
	stride int // values a point is the mean of, except the last
}

// Add appends a value taken after step.
func (s *Series) Add(step, value float64) {
	if s.stride == 0 {
		s.stride = 1
	}
	if n := len(s.points); n > 0 && s.points[n-1].Of < s.stride {
		s.points[n-1] = merge(s.points[n-1], Point{step, value, 1})
		return
	}
	if len(s.points) == seriesCap {
		s.compact()
	}
	s.points = append(s.points, Point{step, value, 1})
}

// Points returns the curve, oldest first. It is valid until the next change.
func (s *Series) Points() []Point { return s.points }

// Clear empties the series.
func (s *Series) Clear() { *s = Series{points: s.points[:0]} }

// Truncate drops what came after step, when a run goes on from a snapshot.
func (s *Series) Truncate(step float64) {
	for n := len(s.points); n > 0 && s.points[n-1].Step > step; n-- {
		s.points = s.points[:n-1]
	}
}

func (s *Series) compact() {
	half := len(s.points) / 2
	for i := range half {
		s.points[i] = merge(s.points[2*i], s.points[2*i+1])
	}
	s.points = s.points[:half]
	s.stride *= 2
}

// merge returns the mean of both points, at the later one's step.
func merge(a, b Point) Point {
	n := a.Of + b.Of
	v := (a.Value*float64(a.Of) + b.Value*float64(b.Of)) / float64(n)
	return Point{b.Step, v, n}
}
