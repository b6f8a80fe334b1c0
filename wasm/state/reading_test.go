package state

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// stand draws an upright line at x.
func stand(m *Model, x float64) {
	m.Drawing.Begin(ink.Point{X: x, Y: 0.3})
	m.Drawing.Extend(ink.Point{X: x, Y: 0.7})
	m.Drawing.End()
	m.Drawn()
	m.Segment()
}

func TestSeveralDigits(t *testing.T) {
	m := &Model{}
	stand(m, 0.6)
	if m.Several.Len() != 0 || len(m.Strokes()) != 1 {
		t.Fatalf("one digit is %d", m.Several.Len())
	}
	stand(m, 0.2)
	if m.Several.Len() != 2 || m.Strokes()[0][0].X != 0.2 || m.Digit(1)[0][0].X != 0.6 {
		t.Fatalf("two digits are %d, the first at %v", m.Several.Len(), m.Strokes())
	}
	if m.Choose(2) || m.Choose(-1) || m.Choose(0) || !m.Choose(1) || m.Strokes()[0][0].X != 0.6 {
		t.Error("the second cannot be looked at")
	}
	seq := m.NextInput()
	p := append(slices.Repeat([]float32{0.1}, 10), make([]float32, 10)...)
	p[17], p[14] = 0.9, 0.1
	m.Apply(&protocol.Readings{Seq: seq, Step: 5, P: p[:10]}) // of an older drawing
	m.Apply(&protocol.Readings{Seq: seq + 1, Step: 5, P: p})
	if len(m.Several.Answers()) != 0 {
		t.Error("took the answer to another drawing")
	}
	m.Apply(&protocol.Readings{Seq: seq, Step: 5, P: p})
	got := m.Several.Answers()
	if len(got) != 2 || got[0].Doubt != decision.None || got[1].Digit != 7 || got[1].Doubt != decision.Sure || got[1].Step != 5 {
		t.Errorf("answers %+v", got)
	}
	stand(m, 0.9)
	if m.Several.Len() != 3 || m.Several.Shown() != 0 || len(m.Several.Answers()) != 0 {
		t.Error("a third digit leaves the answers to two")
	}
	m.Drawing.Undo()
	m.Drawn()
	m.Segment()
	if m.Several.Len() != 2 {
		t.Errorf("undone there are %d digits", m.Several.Len())
	}
	m.Drawing.Clear()
	m.Drawn()
	if m.Several.Len() != 0 || m.Answer.Known {
		t.Error("an empty pad has digits")
	}
}

// TestGuessing checks that an untrained network's even answer is shown as the
// guess that it is, and the same of a trained one as doubt.
func TestGuessing(t *testing.T) {
	m := &Model{}
	stand(m, 0.5)
	var even [10]float32
	for i := range even {
		even[i] = 0.1
	}
	m.Apply(&protocol.Probabilities{Seq: m.NextInput(), P: even})
	if m.Answer.Doubt != decision.Sure {
		t.Errorf("doubt %v before any step", m.Answer.Doubt)
	}
	m.Apply(&protocol.Probabilities{Seq: m.NextInput(), Step: 1, P: even})
	if m.Answer.Doubt != decision.None || m.Answer.Second == m.Answer.Digit {
		t.Errorf("%+v after a step", m.Answer)
	}
}
