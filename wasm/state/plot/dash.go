package plot

import "math"

// Dash cuts a path into dashes: Line long, Gap apart, around corners, too.
type Dash struct {
	Line, Gap float64
	at        float64 // how much of a dash and its gap is behind
}

// Along calls draw for the dashes on the next piece of the path.
func (d *Dash) Along(x0, y0, x1, y1 float64, draw func(x0, y0, x1, y1 float64)) {
	length := math.Hypot(x1-x0, y1-y0)
	if !(length > 0 && d.Line > 0 && d.Gap > 0) || math.IsInf(length, 0) {
		return
	}
	dx, dy := (x1-x0)/length, (y1-y0)/length
	for from := 0.0; from < length; {
		rest, on := d.Line-d.at, true
		if rest <= 0 {
			rest, on = d.Line+d.Gap-d.at, false
		}
		to := math.Min(from+rest, length)
		if on {
			draw(x0+from*dx, y0+from*dy, x0+to*dx, y0+to*dy)
		}
		if d.at += to - from; to-from >= rest && !on {
			d.at = 0
		} else if to-from >= rest {
			d.at = d.Line
		}
		if to == from {
			return // too short to be seen
		}
		from = to
	}
}
