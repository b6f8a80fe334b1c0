package state

import (
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// hindsight is what the network would have predicted for the drawing at each moment of
// the run.
type hindsight struct {
	sights []Sight
	seq    uint32 // of its drawing
	asked  question
}

// question is what a hindsight depends on.
type question struct {
	seq, moments, newest, step uint32
}

// Sight is the prediction of the network as it was at a step.
type Sight struct {
	Step  uint32
	Digit int
	P     float32 // of Digit
}

func sightOf(step uint32, p []float32) (s Sight) {
	s.Step = step
	for digit, v := range p {
		if v > p[s.Digit] {
			s.Digit = digit
		}
	}
	s.P = p[s.Digit]
	return s
}

// HindsightQuestion returns the question to send now, nil for none: of a drawing that is
// finished, again with each moment and when the run rests.
func (m *Model) HindsightQuestion() *protocol.AskHindsight {
	l := &m.Timeline
	if !l.HindsightVisible || !m.Ready || !m.HasPast() || !m.Predicted() || m.Drawing.Open() {
		return nil
	}
	q := question{seq: m.seq, moments: uint32(len(l.steps)), newest: l.steps[len(l.steps)-1]}
	if !m.Running() {
		q.step = m.present()
	}
	if q == l.hindsight.asked {
		return nil
	}
	l.hindsight.asked = q
	return &protocol.AskHindsight{}
}

func (m *Model) applyHindsight(e *protocol.Hindsight) {
	if len(e.P) != recipe.Classes*len(e.Steps) || e.Seq != m.seq {
		return
	}
	h := &m.Timeline.hindsight
	h.seq, h.sights = e.Seq, h.sights[:0]
	for i, step := range e.Steps {
		h.sights = append(h.sights, sightOf(step, e.P[recipe.Classes*i:][:recipe.Classes]))
	}
	m.Rev.Past++
}

// Hindsight returns the predictions for the present drawing, the last of them now's;
// none before they are known, and while predictions are hidden.
func (m *Model) Hindsight() []Sight {
	h := &m.Timeline.hindsight
	if len(h.sights) == 0 || h.seq != m.seq || m.Drawing.Empty() || m.Hides() {
		return nil
	}
	if p := &m.Prediction; m.Predicted() && !m.Timeline.looking {
		h.sights[len(h.sights)-1] = sightOf(p.Step, p.P[:])
	}
	return h.sights
}

// Flip returns the index from which on a hindsight has the digit that it ends with.
func Flip(all []Sight) int {
	i := len(all) - 1
	for i > 0 && all[i-1].Digit == all[len(all)-1].Digit {
		i--
	}
	return i
}

// Named reports whether the digit of the i-th is to be written out: where it begins.
func Named(all []Sight, i int) bool { return i == 0 || all[i].Digit != all[i-1].Digit }

// SeekSight looks at the moment of the i-th.
func (m *Model) SeekSight(x float64) *protocol.Seek {
	all := m.Hindsight()
	if len(all) == 0 {
		return nil
	}
	return m.Seek(all[min(max(int(x*float64(len(all))), 0), len(all)-1)].Step)
}
