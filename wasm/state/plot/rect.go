package plot

import "math"

// Rect is a rectangle, y down.
type Rect struct{ X, Y, W, H float64 }

// Empty reports whether the rectangle has no area.
func (r Rect) Empty() bool { return !(r.W > 0 && r.H > 0) }

// Inset returns the rectangle without margins.
func (r Rect) Inset(left, top, right, bottom float64) Rect {
	return Rect{r.X + left, r.Y + top, max(r.W-left-right, 0), max(r.H-top-bottom, 0)}
}

// Row is one of the ten probability bars.
type Row struct {
	Middle      float64 // y of its centre line
	Track       Rect    // the full length that stands for 100%
	Label, Text float64 // x: left edge of the digit, right edge of the number
}

// Rows lays ten bars out below each other: a digit of width label, the bar, a
// number of width text. Edges fall on whole pixels.
func Rows(r Rect, label, text float64) [10]Row {
	var rows [10]Row
	height := r.H / 10
	thick := math.Max(1, math.Round(height*0.5))
	for i := range rows {
		middle := r.Y + (float64(i)+0.5)*height
		rows[i] = Row{
			Middle: middle,
			Track: Rect{
				X: math.Round(r.X + label), Y: math.Round(middle - thick/2),
				W: max(math.Round(r.W-label-text), 0), H: thick,
			},
			Label: r.X,
			Text:  r.X + r.W,
		}
	}
	return rows
}
