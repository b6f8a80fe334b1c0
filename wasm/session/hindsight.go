package session

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// hindsight is the job that has the network of each moment classify the drawing. It has
// a network of its own, for one image: the one that is looked at stays as it is.
type hindsight struct {
	wanted bool
	seq    uint32
	known  []sight
	past   past
	x      [ink.Pixels]float32
}

// sight is the prediction of a moment for the drawing.
type sight struct {
	step    uint32
	lessons uint64
	p       [recipe.Classes]float32
}

func (h *hindsight) handle(_ *Session, m protocol.Message) bool {
	_, ok := m.(*protocol.AskHindsight)
	h.wanted = h.wanted || ok
	return ok
}

func (h *hindsight) due(s *Session) bool { return h.wanted && s.trainer != nil }

// advance classifies the drawing at the next moment, and posts the result once that is
// done at all of them.
func (h *hindsight) advance(s *Session) (more bool) {
	d := &s.drawing
	if !d.ink {
		h.wanted = false
		return true
	}
	if h.seq != d.seq {
		h.seq, h.known = d.seq, h.known[:0]
		data.Input(h.x[:], d.pixels[:])
	}
	all := s.timeline.moments
	for i := range all {
		if m := &all[i]; h.find(m) == nil {
			h.past.load(s.trainer.Recipe(), 1, m)
			h.known = append(h.known, sight{step: m.step, lessons: m.lessons})
			h.past.model.Predict(h.known[len(h.known)-1].p[:], h.x[:])
			return true
		}
	}
	h.wanted = false
	var now [recipe.Classes]float32
	s.trainer.Predict(now[:], h.x[:])
	out := protocol.Hindsight{Seq: h.seq}
	for i := range all {
		if m := &all[i]; m.step < s.step() {
			out.Steps, out.P = append(out.Steps, m.step), append(out.P, h.find(m).p[:]...)
		}
	}
	out.Steps, out.P = append(out.Steps, s.step()), append(out.P, now[:]...)
	s.host.Post(&out)
	return true
}

func (h *hindsight) find(m *moment) *sight {
	for i := range h.known {
		if k := &h.known[i]; k.step == m.step && k.lessons == m.lessons {
			return k
		}
	}
	return nil
}

// reset forgets what the network predicted that is about to be replaced.
func (h *hindsight) reset(_ *Session, bug string) {
	h.known, h.past = h.known[:0], past{}
	h.wanted = h.wanted && bug == ""
}
