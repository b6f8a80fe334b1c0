package scene

import (
	"image/color"
	"math"

	"github.com/zerokara/zerokara/wasm/scene/raster"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// drawLoss draws the losses on a logarithmic axis, with the loss of uniform
// probabilities as a dashed line.
func (s *Scene) drawLoss(dst *raster.Picture, r plot.Rect) {
	c := &s.model.Curves
	axis := s.model.LossAxis()
	area := s.axes(dst, r, axis.Ticks())
	y := area.Y + area.H*(1-axis.At(plot.Chance))
	hair := math.Max(1, math.Round(s.px(1)))
	for x := area.X; x < area.X+area.W; x += s.px(8) {
		dst.Fill(math.Round(x), math.Round(y), math.Min(math.Round(s.px(3)), area.X+area.W-x), hair, s.colors.Grey)
	}
	s.mark(dst, area)
	for _, g := range s.model.History.Ghosts() {
		s.ghost(dst, area, &g, &g.Run.Curves().TestLoss, axis.At)
	}
	s.curve(dst, area, &c.TrainLoss, axis.At, s.colors.Train, false)
	s.curve(dst, area, &c.TestLoss, axis.At, s.colors.Test, true)
}

// drawAccuracy draws the accuracies.
func (s *Scene) drawAccuracy(dst *raster.Picture, r plot.Rect) {
	c := &s.model.Curves
	area := s.axes(dst, r, plot.AccuracyTicks())
	s.mark(dst, area)
	for _, g := range s.model.History.Ghosts() {
		s.ghost(dst, area, &g, &g.Run.Curves().TestAccuracy, plot.Accuracy)
	}
	s.curve(dst, area, &c.TrainAccuracy, plot.Accuracy, s.colors.Train, false)
	s.curve(dst, area, &c.TestAccuracy, plot.Accuracy, s.colors.Test, true)
}

// axes draws rules and labels, and returns the area between them.
func (s *Scene) axes(dst *raster.Picture, r plot.Rect, ticks []plot.Tick) plot.Rect {
	size := s.letters(11)
	unit := size / 11
	small := style{size, false, s.colors.Grey}
	area := r.Inset(42*unit, s.px(8), s.px(10), 20*unit)
	hair := math.Max(1, math.Round(s.px(1)))
	above := math.Inf(1)
	for _, t := range ticks {
		y := math.Round(area.Y + area.H*(1-t.At))
		if above-y < 13*unit { // labels would touch
			continue
		}
		above = y
		dst.Fill(area.X, y, area.W, hair, s.colors.Rule)
		s.text.draw(dst, t.Label, small, area.X-s.px(8), y+hair/2, right)
	}
	if s.model.Progress.Steps == 0 && len(s.model.History.Ghosts()) == 0 {
		return area
	}
	limit := int(max(area.W/(72*unit), 2))
	for _, t := range plot.StepTicks(s.span(), limit) {
		x := area.X + area.W*t.At
		dst.Fill(math.Round(x), area.Y+area.H, hair, math.Round(s.px(4)), s.colors.Grey)
		where := middle
		if x+20*unit > r.X+r.W {
			where, x = right, r.X+r.W
		}
		s.text.draw(dst, t.Label, small, x, area.Y+area.H+13*unit, where)
	}
	return area
}

// mark draws a line at the step that is looked back at.
func (s *Scene) mark(dst *raster.Picture, area plot.Rect) {
	if step, looking := s.model.Past(); looking {
		w := math.Max(1, math.Round(s.px(2)))
		x := area.X + area.W*min(float64(step)/float64(s.span()), 1)
		dst.Fill(math.Round(x-w/2), area.Y, w, area.H, s.colors.Prediction)
	}
}

// span returns the number of steps on the curves' horizontal axis.
func (s *Scene) span() int {
	steps, _ := s.model.Span()
	return steps
}

// ghost draws a curve of a run before, dashed, with its letter at the end.
func (s *Scene) ghost(dst *raster.Picture, area plot.Rect, g *state.Ghost, series *state.Series, at func(float64) float64) {
	points := series.Points()
	if len(points) == 0 {
		return
	}
	b := pixels(area.Inset(-s.px(8), -s.px(8), -s.px(8), -s.px(8)))
	mask := &s.scratch
	mask.Resize(b.Dx(), b.Dy())
	x0, y0 := float64(b.Min.X), float64(b.Min.Y)
	span := float64(s.span())
	place := func(p state.Point) (x, y float64) {
		return area.X + area.W*min(p.Step/span, 1) - x0, area.Y + area.H*(1-at(p.Value)) - y0
	}
	radius := s.px(0.75)
	dash := plot.Dash{Line: s.px(g.Line), Gap: s.px(g.Gap)}
	px, py := place(points[0])
	for _, p := range points {
		x, y := place(p)
		dash.Along(px, py, x, y, func(ax, ay, bx, by float64) { mask.Line(ax, ay, bx, by, radius) })
		px, py = x, y
	}
	dst.Stain(mask, b.Min.X, b.Min.Y, s.colors.Test)
	size := s.letters(11)
	s.text.draw(dst, g.Letter, style{size, true, s.colors.Ink}, min(px+x0, area.X+area.W-size), py+y0-0.8*size, middle)
}

// curve draws a series as a line, with a dot for its newest point and, when
// marked, one for each.
func (s *Scene) curve(dst *raster.Picture, area plot.Rect, series *state.Series, at func(float64) float64, c color.RGBA, marked bool) {
	points := series.Points()
	if len(points) == 0 {
		return
	}
	b := pixels(area.Inset(-s.px(8), -s.px(8), -s.px(8), -s.px(8)))
	mask := &s.scratch
	mask.Resize(b.Dx(), b.Dy())
	x0, y0 := float64(b.Min.X), float64(b.Min.Y)
	span := float64(s.span())
	place := func(p state.Point) (x, y float64) {
		return area.X + area.W*min(p.Step/span, 1) - x0, area.Y + area.H*(1-at(p.Value)) - y0
	}
	px, py := place(points[0])
	for _, p := range points {
		x, y := place(p)
		mask.Line(px, py, x, y, s.px(1))
		px, py = x, y
	}
	for i, p := range points {
		if newest := i == len(points)-1; newest || marked && len(points) <= 40 {
			s.dot(mask, p, place, newest)
		}
	}
	dst.Stain(mask, b.Min.X, b.Min.Y, c)
}

func (s *Scene) dot(mask *raster.Mask, p state.Point, place func(state.Point) (x, y float64), newest bool) {
	x, y := place(p)
	radius := s.px(2)
	if newest {
		radius = s.px(3.5)
	}
	mask.Line(x, y, x, y, radius)
}
