package state

import (
	"math"

	"github.com/zerokara/zerokara/nn/ink"
)

// Example returns a neat digit, 0 to 9, for visitors who do not draw.
func Example(digit int) []ink.Stroke {
	switch digit {
	case 0:
		return strokes(arc(nil, 0.5, 0.5, 0.21, 0.32, -80, 285))
	case 1:
		return strokes(line(nil, 0.41, 0.28, 0.52, 0.18, 0.52, 0.82))
	case 2:
		return strokes(line(arc(nil, 0.49, 0.36, 0.19, 0.18, -170, 30), 0.32, 0.81, 0.71, 0.8))
	case 3:
		return strokes(arc(arc(nil, 0.46, 0.335, 0.2, 0.155, -150, 85), 0.46, 0.65, 0.22, 0.165, -88, 155))
	case 4:
		return strokes(line(nil, 0.52, 0.18, 0.29, 0.6, 0.74, 0.6), line(nil, 0.6, 0.4, 0.57, 0.84))
	case 5:
		return strokes(arc(line(nil, 0.38, 0.2, 0.34, 0.48), 0.48, 0.63, 0.2, 0.19, -130, 150), line(nil, 0.38, 0.2, 0.68, 0.19))
	case 6:
		return strokes(arc(line(nil, 0.6, 0.17, 0.45, 0.33, 0.36, 0.5, 0.33, 0.55), 0.49, 0.63, 0.17, 0.19, -160, 215))
	case 7:
		return strokes(line(nil, 0.3, 0.21, 0.7, 0.21, 0.45, 0.83))
	case 8:
		return strokes(arc(arc(nil, 0.5, 0.335, 0.165, 0.155, 60, -270), 0.5, 0.66, 0.195, 0.17, -90, 268))
	case 9:
		return strokes(line(arc(nil, 0.49, 0.36, 0.17, 0.17, 10, -350), 0.6, 0.83))
	}
	return nil
}

func strokes(s ...ink.Stroke) []ink.Stroke { return s }

// line continues a stroke through the points x, y, x, y, ..., as densely as a pen
// does.
func line(s ink.Stroke, xy ...float64) ink.Stroke {
	for ; len(xy) >= 2; xy = xy[2:] {
		to := ink.Point{X: xy[0], Y: xy[1]}
		if len(s) == 0 {
			s = append(s, to)
			continue
		}
		from := s[len(s)-1]
		n := max(int(math.Hypot(to.X-from.X, to.Y-from.Y)/0.03), 1)
		for i := 1; i <= n; i++ {
			t := float64(i) / float64(n)
			s = append(s, ink.Point{X: from.X + (to.X-from.X)*t, Y: from.Y + (to.Y-from.Y)*t})
		}
	}
	return s
}

// arc continues a stroke along an ellipse around x, y; angles are in degrees,
// clockwise from the right.
func arc(s ink.Stroke, x, y, rx, ry, from, to float64) ink.Stroke {
	n := int(math.Abs(to-from) / 9)
	for i := 0; i <= n; i++ {
		a := (from + (to-from)*float64(i)/float64(n)) * math.Pi / 180
		s = append(s, ink.Point{X: x + rx*math.Cos(a), Y: y + ry*math.Sin(a)})
	}
	return s
}
