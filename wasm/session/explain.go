package session

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// explainEvery is how often an explanation in work is shown.
const explainEvery = 100 * time.Millisecond

var _ = [1]bool{}[train.OcclusionPatch-protocol.OcclusionPatch] // they are the same

// explanation is the page's question in work.
type explanation struct {
	due        bool // to be begun
	occlusion  *train.Occlusion
	alteration *train.Alteration
	out        protocol.Explained
	x          [ink.Pixels]float32
	at         time.Duration // when it was last shown
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
	e.due, e.occlusion, e.alteration = false, nil, nil
}

// working reports whether there is work on a question. Occlusion and
// alteration are of one state of the weights: training waits for them.
func (e *explanation) working() bool { return e.due || e.occlusion != nil || e.alteration != nil }

// explainOn does one slice of the question in work.
func (s *Session) explainOn() {
	e := &s.explanation
	out := &e.out
	switch {
	case e.due:
		s.beginExplaining()
	case e.occlusion != nil:
		done := e.occlusion.Advance()
		out.Done = uint32(e.occlusion.Done())
		if done || s.explainShown() {
			e.occlusion.Effect(out.Values)
			p, row, column := e.occlusion.Worst()
			out.After, out.At = p, uint32(row*ink.Side+column)
			s.host.Post(out)
		}
		if done {
			e.occlusion = nil
		}
	case e.alteration != nil:
		done := e.alteration.Advance()
		out.Done = uint32(e.alteration.Rounds())
		if done {
			out.Of = out.Done
		}
		if done || s.explainShown() {
			e.alteration.Change(out.Values)
			out.After = e.alteration.After()
			s.host.Post(out)
		}
		if done {
			e.alteration = nil
		}
	}
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
		e.alteration = t.NewAlteration(e.x[:], class)
		out.P, out.Of = e.alteration.Before(), train.AlterationRounds
		return
	case protocol.MethodOcclusion:
		e.occlusion = t.NewOcclusion(e.x[:], class)
		out.P, out.Class, out.Of = e.occlusion.Before(), uint8(e.occlusion.Class()), train.OcclusionPlaces
		return
	}
	t.Predict(&out.P, s.drawing.pixels[:])
	out.After = out.P
	if class < 0 {
		class = 0
		for k, p := range out.P {
			if p > out.P[class] {
				class = k
			}
		}
	}
	out.Class, out.Done, out.Of = uint8(class), 1, 1
	t.Saliency(out.Values, e.x[:], class)
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
