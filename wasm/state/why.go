package state

import (
	"image/color"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// Why is what the page knows of the reasons for an answer: where the network
// looks, and what would make it answer Target instead.
type Why struct {
	Visible  bool            // somebody can see it
	Method   protocol.Method // of where it looks: occlusion or gradient
	Targeted bool
	Target   int // a digit

	Running bool               // a question is being answered
	Now     protocol.Method    // by this method
	Look    protocol.Explained // newest explanation; Of is 0 before the first
	Alter   protocol.Explained

	id    uint32 // of the newest question
	asked [2]bool
	no    about // the visitor stopped a look at it
}

// about is what a look is about.
type about struct {
	seq, step uint32
	method    protocol.Method
}

func (m *Model) about() about { return about{m.seq, m.Answer.Step, m.Why.Method} }

// The two questions.
const (
	askLook = iota
	askAlter
)

// network forgets what a network that is gone had to say.
func (w *Why) network() { w.erase() }

// erase forgets the explanations.
func (w *Why) erase() {
	w.Running, w.asked, w.no = false, [2]bool{}, about{}
	w.Look, w.Alter = protocol.Explained{}, protocol.Explained{}
}

// apply takes an explanation, unless it answers an older question.
func (w *Why) apply(e *protocol.Explained) {
	if !w.Running || e.ID != w.id || len(e.Values) != ink.Pixels || len(e.Pixels) != ink.Pixels || e.Class >= recipe.Classes {
		return
	}
	if e.Method == protocol.MethodAlter {
		w.Alter = *e
	} else {
		w.Look = *e
	}
	w.Running = e.Done < e.Of
}

// Look asks where the network looks, by a method.
func (m *Model) Look(method protocol.Method) {
	m.Why.Method = method
	m.Why.asked[askLook] = true
}

// Alter asks what would make the drawing a digit.
func (m *Model) Alter(digit int) {
	m.Why.Targeted, m.Why.Target = true, digit
	m.Why.asked[askAlter] = true
}

// StopAsking gives up the question in work, and does not ask it again by itself
// until something changes.
func (m *Model) StopAsking() {
	w := &m.Why
	w.Running, w.asked = false, [2]bool{}
	if w.Now == protocol.MethodAlter {
		w.Targeted = false
	} else {
		w.no = m.about()
	}
}

// Question returns what to ask the worker now, nil for nothing. While the
// network learns, only the gradient is asked for again and again; the rest once
// it rests, or when the visitor wants it.
func (m *Model) Question() *protocol.Explain {
	w := &m.Why
	if !w.Visible || w.Running || !m.Ready || !m.Prepared || !m.Answer.Known {
		return nil
	}
	q := &protocol.Explain{Method: w.Method, Class: protocol.AnswerClass}
	rests := !m.Running()
	switch {
	case w.asked[askLook] || !m.LookFits() && w.no != m.about() && (rests || w.Method == protocol.MethodGradient):
		w.asked[askLook] = false
	case w.Targeted && (w.asked[askAlter] || !m.AlterFits() && rests):
		w.asked[askAlter] = false
		q.Method, q.Class = protocol.MethodAlter, uint8(w.Target)
	default:
		return nil
	}
	w.id++
	q.ID = w.id
	w.Running, w.Now = true, q.Method
	return q
}

// LookFits reports whether Look is about the present drawing, network and
// method.
func (m *Model) LookFits() bool {
	return m.fits(&m.Why.Look) && m.Why.Look.Method == m.Why.Method
}

// AlterFits reports whether Alter is about the present drawing, network and
// target.
func (m *Model) AlterFits() bool {
	return m.fits(&m.Why.Alter) && int(m.Why.Alter.Class) == m.Why.Target
}

func (m *Model) fits(e *protocol.Explained) bool {
	return e.Of > 0 && e.Seq == m.seq && e.Step == m.Answer.Step
}

// Hottest returns the first row and column of the patch whose values sum to the
// most.
func Hottest(values []float32) (row, column int) {
	const side, patch = ink.Side, protocol.OcclusionPatch
	most := float32(0)
	for r := range side - patch + 1 {
		for c := range side - patch + 1 {
			var s float32
			for i := range patch {
				for _, v := range values[(r+i)*side+c:][:patch] {
					s += v
				}
			}
			if s > most {
				most, row, column = s, r, c
			}
		}
	}
	return row, column
}

// Changed counts the pixels that an alteration inks, and those it clears.
func Changed(change []float32) (inked, cleared int) {
	const seen = 0.05 // of grey: less cannot be seen
	for _, d := range change {
		if d >= seen {
			inked++
		} else if d <= -seen {
			cleared++
		}
	}
	return inked, cleared
}

// Paper is what pictures of drawings are painted with.
type Paper struct {
	Paper, Ink color.RGBA
	plot.Scales
}

// faint is how much ink a drawing is painted with under what is said of it.
const faint = 0.3

// PaintGrey writes a drawing of bytes as RGBA, altered by change unless that is
// nil.
func (p *Paper) PaintGrey(dst, grey []byte, change []float32) {
	for i, g := range grey {
		t := float32(g) / 255
		if change != nil {
			t += change[i]
		}
		put(dst, i, blend(p.Paper, p.Ink, t))
	}
}

// PaintOver writes a drawing, faintly, and over it values with a sign: most is
// what the ends of the scale stand for.
func (p *Paper) PaintOver(dst, grey []byte, values []float32, most float32) {
	for i, g := range grey {
		c := blend(p.Paper, p.Ink, float32(g)/255*faint)
		if v := values[i]; most > 0 && v > 0 {
			c = blend(c, p.Diverging[255], min(v/most, 1))
		} else if most > 0 && v < 0 {
			c = blend(c, p.Diverging[1], min(-v/most, 1))
		}
		put(dst, i, c)
	}
}

// Most returns the largest magnitude of values.
func Most(values []float32) (most float32) {
	for _, v := range values {
		most = max(most, v, -v)
	}
	return most
}

// blend returns a colour between a and b.
func blend(a, b color.RGBA, t float32) color.RGBA {
	k := func(a, b uint8) uint8 { return uint8(float32(a) + (float32(b)-float32(a))*t + 0.5) }
	return color.RGBA{k(a.R, b.R), k(a.G, b.G), k(a.B, b.B), 255}
}
