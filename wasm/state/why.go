package state

import (
	"image/color"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// Why is the explanations of the drawing's prediction: an attribution of it to the
// pixels, and a counterfactual, a change of the drawing with the prediction Target.
type Why struct {
	Visible  bool            // on the visitor's screen
	Method   protocol.Method // of the attribution: occlusion or gradient
	Targeted bool            // a counterfactual is wanted
	Target   int             // for this digit

	Running        bool               // an explanation is in work
	Now            protocol.Method    // by this method
	Attribution    protocol.Explained // the newest; Of is 0 before the first
	Counterfactual protocol.Explained
	AlteredShown   bool // the visitor looks at the altered drawing

	row, column    int    // the patch that matters most to the attribution
	inked, cleared int    // pixels, by the counterfactual
	id             uint32 // of the newest question
	asked          [2]bool
	stopped        about // the attribution that the visitor stopped
}

// about is what an attribution depends on.
type about struct {
	seq, step uint32
	method    protocol.Method
}

func (m *Model) about() about { return about{m.seq, m.Prediction.Step, m.Why.Method} }

// The two questions.
const (
	askAttribution = iota
	askCounterfactual
)

// network forgets the explanations of the network before.
func (w *Why) network() { w.erase() }

// erase forgets the explanations.
func (w *Why) erase() {
	w.Running, w.asked, w.stopped = false, [2]bool{}, about{}
	w.Attribution, w.Counterfactual = protocol.Explained{}, protocol.Explained{}
}

// apply takes an explanation, unless it is of an older question.
func (w *Why) apply(e *protocol.Explained) {
	if !w.Running || e.ID != w.id || len(e.Values) != ink.Pixels || len(e.Pixels) != ink.Pixels || e.Class >= recipe.Classes {
		return
	}
	switch e.Method {
	case protocol.MethodCounterfactual:
		w.Counterfactual = *e
		w.inked, w.cleared = changed(e.Values)
	case protocol.MethodGradient:
		w.Attribution = *e
		w.row, w.column = maxPatch(e.Values)
	default:
		w.Attribution = *e
		w.row, w.column = int(e.At)/ink.Side, int(e.At)%ink.Side
	}
	w.Running = e.Done < e.Of
}

// AskAttribution asks for the attribution by a method.
func (m *Model) AskAttribution(method protocol.Method) {
	m.Why.Method = method
	m.Why.asked[askAttribution] = true
}

// AskCounterfactual asks for a counterfactual of a digit.
func (m *Model) AskCounterfactual(digit int) {
	m.Why.Targeted, m.Why.Target = true, digit
	m.Why.asked[askCounterfactual] = true
}

// StopAsking stops the explanation in work; Question asks for it again only after
// a change.
func (m *Model) StopAsking() {
	w := &m.Why
	w.Running, w.asked = false, [2]bool{}
	if w.Now == protocol.MethodCounterfactual {
		w.Targeted = false
	} else {
		w.stopped = m.about()
	}
}

// Question returns the question to send now, nil for none. While the network
// learns, the gradient is asked for again and again; other explanations once it
// rests, or when the visitor asks.
func (m *Model) Question() *protocol.Explain {
	w := &m.Why
	if !w.Visible || w.Running || !m.Ready || !m.Prepared || !m.Seen().Known {
		return nil
	}
	q := &protocol.Explain{Method: w.Method, Class: protocol.PredictedClass}
	rests := !m.Running()
	switch {
	case w.asked[askAttribution] || !m.AttributionFits() && w.stopped != m.about() && (rests || w.Method == protocol.MethodGradient):
		w.asked[askAttribution] = false
	case w.Targeted && (w.asked[askCounterfactual] || !m.CounterfactualFits() && rests):
		w.asked[askCounterfactual] = false
		q.Method, q.Class = protocol.MethodCounterfactual, uint8(w.Target)
	default:
		return nil
	}
	w.id++
	q.ID = w.id
	w.Running, w.Now = true, q.Method
	return q
}

// AttributionFits reports whether Attribution is of the present drawing, network
// and method.
func (m *Model) AttributionFits() bool {
	return m.fits(&m.Why.Attribution) && m.Why.Attribution.Method == m.Why.Method
}

// CounterfactualFits reports whether Counterfactual is of the present drawing,
// network and target.
func (m *Model) CounterfactualFits() bool {
	return m.fits(&m.Why.Counterfactual) && int(m.Why.Counterfactual.Class) == m.Why.Target
}

func (m *Model) fits(e *protocol.Explained) bool {
	return e.Of > 0 && e.Seq == m.seq && e.Step == m.Prediction.Step
}

// maxPatch returns the first row and column of the patch with the largest sum of
// values.
func maxPatch(values []float32) (row, column int) {
	const side, patch = ink.Side, protocol.OcclusionPatch
	largest := float32(0)
	for r := range side - patch + 1 {
		for c := range side - patch + 1 {
			var s float32
			for i := range patch {
				for _, v := range values[(r+i)*side+c:][:patch] {
					s += v
				}
			}
			if s > largest {
				largest, row, column = s, r, c
			}
		}
	}
	return row, column
}

// changed counts the pixels that a counterfactual inks, and those it clears.
func changed(change []float32) (inked, cleared int) {
	const visible = 0.05 // of grey
	for _, d := range change {
		if d >= visible {
			inked++
		} else if d <= -visible {
			cleared++
		}
	}
	return inked, cleared
}

// Paper has the colours of pictures of drawings.
type Paper struct {
	Paper, Ink, Rule color.RGBA
	plot.Scales
}

// faint is the ink of a drawing under values that are painted over it.
const faint = 0.3

// PaintGrey writes a drawing of bytes as RGBA, with change, unless that is nil,
// added to it.
func (p *Paper) PaintGrey(dst, grey []byte, change []float32) {
	for i, g := range grey {
		t := float32(g) / 255
		if change != nil {
			t += change[i]
		}
		put(dst, i, blend(p.Paper, p.Ink, t))
	}
}

// PaintOver writes a drawing, faintly, and over it values with a sign: the ends of
// the scale stand for -limit and limit.
func (p *Paper) PaintOver(dst, grey []byte, values []float32, limit float32) {
	for i, g := range grey {
		c := blend(p.Paper, p.Ink, float32(g)/255*faint)
		if v := values[i]; limit > 0 && v > 0 {
			c = blend(c, p.Diverging[255], min(v/limit, 1))
		} else if limit > 0 && v < 0 {
			c = blend(c, p.Diverging[1], min(-v/limit, 1))
		}
		put(dst, i, c)
	}
}

// MaxMagnitude returns the largest magnitude of values.
func MaxMagnitude(values []float32) (m float32) {
	for _, v := range values {
		m = max(m, v, -v)
	}
	return m
}

// blend returns a colour between a and b.
func blend(a, b color.RGBA, t float32) color.RGBA {
	k := func(a, b uint8) uint8 { return uint8(float32(a) + (float32(b)-float32(a))*t + 0.5) }
	return color.RGBA{k(a.R, b.R), k(a.G, b.G), k(a.B, b.B), 255}
}
