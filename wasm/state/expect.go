package state

import (
	"math"

	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/state/sketch"
	"github.com/zerokara/zerokara/wasm/words"
)

// Expected is the training loss that the visitor expects of the next run, drawn into the
// empty chart: over the fraction of the run that is done.
type Expected struct {
	Sketch *sketch.Sketch // nil before the visitor wants to draw one
	stamp  uint32         // of the drawings
}

// Expect begins a drawing, or forgets the one there is.
func (m *Model) Expect(on bool) {
	m.Expected.Sketch = nil
	if on {
		m.Expected.Sketch = sketch.New(1)
	}
	m.Expected.stamp++
}

// Expecting reports whether the visitor draws now: the run has not begun.
func (m *Model) Expecting() bool {
	return m.Expected.Sketch != nil && m.MayExpect()
}

// MayExpect reports whether a curve can be drawn: there is none of the run yet.
func (m *Model) MayExpect() bool {
	return !m.Learned() && !m.Running() && len(m.Curves.TrainLoss.Points()) == 0
}

// Stamp changes with the drawing.
func (e *Expected) Stamp() [2]uint32 {
	if e.Sketch == nil {
		return [2]uint32{e.stamp, 0}
	}
	return [2]uint32{e.stamp, e.Sketch.Rev()}
}

// drawn reports whether there is a curve.
func (e *Expected) drawn() bool { return e.Sketch != nil && e.Sketch.Drawn() }

// fields moves the curve, if it was drawn: as it is, so that a number that was said of it
// stays the same.
func (e *Expected) fields(c *wire.Codec) {
	drawn := e.drawn()
	if c.Bool(&drawn); !drawn {
		return
	}
	if c.Reading() {
		e.Sketch = sketch.New(1)
	}
	_, losses := e.Sketch.Curve()
	for i := range losses {
		c.F64(&losses[i])
	}
	if c.Reading() && !e.Sketch.Set(losses) {
		c.Tear()
	}
}

// LossAxis returns the axis of the chart of losses: it holds the curves and the expected
// one, with room to draw that.
func (m *Model) LossAxis() plot.Loss {
	lo, hi := math.Inf(1), 0.0
	for _, s := range []*Series{&m.Curves.TrainLoss, &m.Curves.TestLoss} {
		for _, p := range s.Points() {
			lo, hi = min(lo, p.Value), max(hi, p.Value)
		}
	}
	for _, g := range m.History.Ghosts() {
		for _, p := range g.Run.curves.TestLoss.points {
			lo, hi = min(lo, p.Value), max(hi, p.Value)
		}
	}
	if e := m.Expected.Sketch; e != nil {
		if m.Expecting() {
			lo, hi = sketch.Low, 10
		}
		if e.Drawn() {
			_, losses := e.Curve()
			for _, v := range losses {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	return plot.NewLoss(lo, hi)
}

// Span returns the number of steps on the curves' horizontal axis, and the fraction of
// the run that they are.
func (m *Model) Span() (steps int, part float64) {
	p := &m.Progress
	steps = plot.Steps(int(p.Step), int(p.Steps))
	for _, g := range m.History.Ghosts() {
		steps = max(steps, int(g.Run.Step))
	}
	if p.Steps == 0 {
		return steps, 1
	}
	return steps, float64(steps) / float64(p.Steps)
}

// ExpectedText says how far the run was off what was expected, once it is over.
func (m *Model) ExpectedText(w *words.Words) string {
	e := m.Expected.Sketch
	switch {
	case e == nil:
		return ""
	case m.Expecting():
		return w.T("expect.how")
	case !e.Drawn() || !m.StartsOver() || m.Progress.Steps == 0:
		return ""
	}
	var parts, losses []float64
	for _, p := range m.Curves.TrainLoss.Points() {
		parts, losses = append(parts, p.Step/float64(m.Progress.Steps)), append(losses, p.Value)
	}
	return w.T("expect.off", "factor", words.Significant(e.Off(parts, losses)))
}
