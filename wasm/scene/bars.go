package scene

import (
	"image/color"
	"math"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/wasm/scene/raster"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// drawBars draws the probabilities: one row per digit, the predicted one in
// vermilion unless in doubt. The bars move, the numbers do not: they are those that
// stand elsewhere in the page.
func (s *Scene) drawBars(dst *raster.Picture, r plot.Rect) {
	p := s.model.Seen()
	size := s.letters(14)
	small := math.Min(size, r.H/10*0.72)
	rows := plot.Rows(r, size/14*24, size/14*66)
	hair := math.Max(1, math.Round(s.px(1)))
	for i, row := range rows {
		wins := p.Known && i == p.Digit && p.Doubt == decision.Sure
		color, figures := s.colors.Rest, s.colors.Grey
		if wins {
			color, figures = s.colors.Prediction, s.colors.Prediction
		} else if p.Known {
			figures = s.colors.Ink
		}
		t := row.Track
		dst.Fill(t.X, math.Round(row.Middle-hair/2), t.W, hair, s.colors.Rule)
		if p.Known {
			b := p.Bar(i, s.shown[i])
			bar(dst, t.X, t.Y, math.Max(t.W*b.Length, hair), t.H, color)
			s.text.draw(dst, b.Text, style{small, wins, figures}, row.Text, row.Middle, right)
		}
		s.text.draw(dst, string(rune('0'+i)), style{small, wins, figures}, row.Label+s.px(4), row.Middle, left)
	}
}

// bar draws a horizontal bar. Its moving end fades between pixels, so that a slow
// change does not jump.
func bar(dst *raster.Picture, x, y, w, h float64, c color.RGBA) {
	whole := math.Floor(w)
	dst.Fill(x, y, whole, h, c)
	dst.Fill(x+whole, y, 1, h, faded(c, w-whole))
}

// faded returns a colour of which a part is left.
func faded(c color.RGBA, part float64) color.RGBA {
	k := func(v uint8) uint8 { return uint8(float64(v)*part + 0.5) }
	return color.RGBA{k(c.R), k(c.G), k(c.B), k(c.A)}
}
