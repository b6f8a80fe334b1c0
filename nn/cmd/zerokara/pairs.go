package main

import (
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
)

// pair places a drawing beside the same writer's last one, as a number of two
// digits, and counts whether Segment returns the strokes of these two. The gap is
// 0.1 to 0.5 of the digits' height.
func (m *measurement) pair(writer string, strokes []ink.Stroke, rng *rand.Rand) {
	left := m.last[writer]
	m.last[writer] = strokes
	if left == nil {
		return
	}
	const height = 0.4
	put := func(strokes []ink.Stroke, x float64) (placed []ink.Stroke, end float64) {
		lo, hi := ink.Bounds(strokes)
		scale := height / max(hi.Y-lo.Y, 0.6*(hi.X-lo.X))
		return ink.Redraw(strokes, func(p ink.Point) ink.Point {
			return ink.Point{X: x + (p.X-lo.X)*scale, Y: 0.3 + (p.Y-lo.Y)*scale}
		}), x + (hi.X-lo.X)*scale
	}
	first, end := put(left, 0.02)
	second, _ := put(strokes, end+height*(0.1+0.4*rng.Float64()))
	m.pairs.of++
	digits := ink.Segment(append(first, second...))
	if len(digits) == 2 && len(digits[0]) == len(first) && &digits[0][0][0] == &first[0][0] {
		m.pairs.n++
	}
}
