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

// explainEvery is how often an explanation in work is shown.
const explainEvery = 100 * time.Millisecond

var _ = [1]bool{}[explain.Patch-protocol.OcclusionPatch] // they are the same

// explanation is the page's question in work.
type explanation struct {
	due       bool // to be begun
	occlusion *explain.Occlusion
	counter   *explain.Counterfactual
	out       protocol.Explained
	x         [ink.Pixels]float32
	at        time.Duration // when it was last shown
}

// explain takes a question about the drawing, in place of the one in work.
func (s *Session) explain(m *protocol.Explain) {
	if m.Class >= recipe.Classes && (m.Class != protocol.AnswerClass || m.Method == protocol.MethodAlter) || m.Method > protocol.MethodAlter {
		s.fault(protocol.CodeInternal, "explain", "there is no method "+strconv.Itoa(int(m.Method))+" for class "+strconv.Itoa(int(m.Class)))
		return
	}
	s.stopExplaining()
	e := &s.explanation
	e.due = s.drawing.ink
	e.out.ID, e.out.Method, e.out.Class = m.ID, m.Method, m.Class
}

func (s *Session) stopExplaining() {
	e := &s.explanation
	e.due, e.occlusion, e.counter = false, nil, nil
}

// working reports whether there is work on a question. Occlusion and
// counterfactual are of one state of the weights: training waits for them.
func (e *explanation) working() bool { return e.due || e.occlusion != nil || e.counter != nil }

// explainOn does one slice of the question in work.
func (s *Session) explainOn() {
	e := &s.explanation
	out := &e.out
	switch {
	case e.due:
		s.beginExplaining()
	case e.occlusion != nil:
		done := e.occlusion.Advance()
		out.Done, _ = placesOf(e.occlusion)
		if done || s.explainShown() {
			e.occlusion.Effect(out.Values)
			p, row, column := e.occlusion.Worst()
			copy(out.After[:], p)
			out.At = uint32(row*ink.Side + column)
			s.host.Post(out)
		}
		if done {
			e.occlusion = nil
		}
	case e.counter != nil:
		done := e.counter.Advance()
		out.Done = uint32(e.counter.Rounds())
		if done {
			out.Of = out.Done
		}
		if done || s.explainShown() {
			e.counter.Change(out.Values)
			copy(out.After[:], e.counter.After())
			s.host.Post(out)
		}
		if done {
			e.counter = nil
		}
	}
}

// placesOf returns how many places an occlusion has tried, of how many.
func placesOf(o *explain.Occlusion) (done, of uint32) {
	d, n := o.Done()
	return uint32(d), uint32(n)
}

// beginExplaining begins with a question; a gradient is all there is to it.
func (s *Session) beginExplaining() {
	e, t := &s.explanation, s.trainer
	out := &e.out
	e.due, e.at = false, s.host.Now()
	data.Input(e.x[:], s.drawing.pixels[:])
	out.Seq, out.Step, out.Done, out.At = s.drawing.seq, s.step(), 0, 0
	out.Pixels = append(out.Pixels[:0], s.drawing.pixels[:]...)
	if out.Values == nil {
		out.Values = make([]float32, ink.Pixels)
	}
	class := int(out.Class)
	if out.Class == protocol.AnswerClass {
		class = -1
	}
	switch out.Method {
	case protocol.MethodAlter:
		c, err := explain.NewCounterfactual(t.Model(), e.x[:], class)
		if err != nil {
			panic(err) // the class and the network's were checked
		}
		e.counter, out.Of = c, explain.MaxRounds
		copy(out.P[:], c.Before())
		return
	case protocol.MethodOcclusion:
		o, err := explain.NewOcclusion(t.Model(), e.x[:], class)
		if err != nil {
			panic(err) // the class and the network's were checked
		}
		e.occlusion, out.Class = o, uint8(o.Class())
		_, out.Of = placesOf(o)
		copy(out.P[:], o.Before())
		return
	}
	t.Predict(out.P[:], e.x[:])
	out.After = out.P
	if class < 0 {
		class = tensor.ArgMax(out.P[:])
	}
	out.Class, out.Done, out.Of = uint8(class), 1, 1
	explain.Saliency(t.Model(), out.Values, e.x[:], class)
	s.host.Post(out)
}

// explainShown reports whether it is time to show how far a question is.
func (s *Session) explainShown() bool {
	now := s.host.Now()
	if now-s.explanation.at < explainEvery {
		return false
	}
	s.explanation.at = now
	return true
}
