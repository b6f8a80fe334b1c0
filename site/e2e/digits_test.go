package e2e

import (
	"math"
	"slices"
)

// digits are strokes like a hand's, of points in pad units.
var digits = map[int][][]point{
	0: {oval(0.5, 0.5, 0.2, 0.32, -math.Pi/2, 2*math.Pi)},
	1: {line(point{0.52, 0.18}, point{0.48, 0.82})},
	2: {slices.Concat(oval(0.5, 0.34, 0.19, 0.17, -math.Pi*0.95, math.Pi*1.25),
		line(point{0.6, 0.48}, point{0.3, 0.8}), line(point{0.3, 0.8}, point{0.72, 0.79}))},
	7: {append(line(point{0.28, 0.22}, point{0.7, 0.2}), line(point{0.7, 0.2}, point{0.45, 0.82})...)},
}

// line returns the points of a line from a to b.
func line(a, b point) []point {
	const steps = 12
	var points []point
	for i := 0; i <= steps; i++ {
		t := float64(i) / steps
		points = append(points, point{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)})
	}
	return points
}

// oval returns the points of an arc around a centre, clockwise on the screen.
func oval(x, y, rx, ry, from, by float64) []point {
	const steps = 32
	var points []point
	for i := 0; i <= steps; i++ {
		a := from + by*float64(i)/steps
		points = append(points, point{x + rx*math.Cos(a), y + ry*math.Sin(a)})
	}
	return points
}
