package session

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/explain"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// explainEvery is the time between two events of an explanation in work.
const explainEvery = 100 * time.Millisecond

var _ = [1]bool{}[explain.Patch-protocol.OcclusionPatch] // they are the same

// explanation is the job that explains the prediction of the drawing.
type explanation struct {
	wanted         bool // to be begun
	occlusion      *explain.Occlusion
	counterfactual *explain.Counterfactual
	out            protocol.Explained
	x              [ink.Pixels]float32
	at             time.Duration // of the last event
}

func (e *explanation) handle(s *Session, m protocol.Message) bool {
	switch m := m.(type) {
	case *protocol.Explain:
		e.ask(s, m)
	case *protocol.StopExplain:
		e.stop()
	default:
		return false
	}
	return true
}

// ask makes an explanation of the drawing wanted, in place of the one in work.
func (e *explanation) ask(s *Session, m *protocol.Explain) {
	if m.Class >= recipe.Classes && (m.Class != protocol.PredictedClass || m.Method == protocol.MethodCounterfactual) || m.Method > protocol.MethodCounterfactual {
		s.fault(protocol.CodeInternal, "explain", "there is no method "+strconv.Itoa(int(m.Method))+" for class "+strconv.Itoa(int(m.Class)))
		return
	}
	e.stop()
	e.wanted = s.drawing.ink
	e.out.ID, e.out.Method, e.out.Class = m.ID, m.Method, m.Class
}

func (e *explanation) stop() { e.wanted, e.occlusion, e.counterfactual = false, nil, nil }

func (e *explanation) reset(*Session, string) { e.stop() }

// due reports whether an explanation is in work. Occlusions and counterfactuals
// are of one state of the weights: training waits for them.
func (e *explanation) due(s *Session) bool {
	return (e.wanted || e.occlusion != nil || e.counterfactual != nil) && s.trainer != nil
}

// advance does one slice of the explanation in work.
func (e *explanation) advance(s *Session) (more bool) {
	out := &e.out
	switch {
	case e.wanted:
		e.begin(s)
	case e.occlusion != nil:
		done := e.occlusion.Advance()
		out.Done, _ = places(e.occlusion)
		if done || e.eventDue(s) {
			e.occlusion.Effect(out.Values)
			p, row, column := e.occlusion.Worst()
			copy(out.After[:], p)
			out.At = uint32(row*ink.Side + column)
			s.host.Post(out)
		}
		if done {
			e.occlusion = nil
		}
	case e.counterfactual != nil:
		done := e.counterfactual.Advance()
		out.Done = uint32(e.counterfactual.Rounds())
		if done {
			out.Of = out.Done
		}
		if done || e.eventDue(s) {
			e.counterfactual.Change(out.Values)
			copy(out.After[:], e.counterfactual.After())
			s.host.Post(out)
		}
		if done {
			e.counterfactual = nil
		}
	}
	return true
}

// places returns the number of places that an occlusion has covered, and of all.
func places(o *explain.Occlusion) (done, of uint32) {
	d, n := o.Done()
	return uint32(d), uint32(n)
}

// begin begins an explanation; a gradient is complete with it.
func (e *explanation) begin(s *Session) {
	shown, out := s.shown(), &e.out
	e.wanted, e.at = false, s.host.Now()
	data.Input(e.x[:], s.drawing.pixels[:])
	out.Seq, out.Step, out.Done, out.At = s.drawing.seq, shown.step, 0, 0
	out.Pixels = append(out.Pixels[:0], s.drawing.pixels[:]...)
	if out.Values == nil {
		out.Values = make([]float32, ink.Pixels)
	}
	class := int(out.Class)
	if out.Class == protocol.PredictedClass {
		class = -1
	}
	switch out.Method {
	case protocol.MethodCounterfactual:
		c, err := explain.NewCounterfactual(shown.model, e.x[:], class)
		if err != nil {
			panic(err) // class and network were checked
		}
		e.counterfactual, out.Of = c, explain.MaxRounds
		copy(out.P[:], c.Before())
		return
	case protocol.MethodOcclusion:
		o, err := explain.NewOcclusion(shown.model, e.x[:], class)
		if err != nil {
			panic(err) // class and network were checked
		}
		e.occlusion, out.Class = o, uint8(o.Class())
		_, out.Of = places(o)
		copy(out.P[:], o.Before())
		return
	}
	shown.model.Predict(out.P[:], e.x[:])
	out.After = out.P
	if class < 0 {
		class = tensor.ArgMax(out.P[:])
	}
	out.Class, out.Done, out.Of = uint8(class), 1, 1
	explain.Saliency(shown.model, out.Values, e.x[:], class)
	s.host.Post(out)
}

// eventDue reports whether it is time for an event of an explanation.
func (e *explanation) eventDue(s *Session) bool {
	now := s.host.Now()
	if now-e.at < explainEvery {
		return false
	}
	e.at = now
	return true
}
