package state

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// sure returns probabilities of 1 for a digit and 0 for the others.
func sure(digit int) []float32 {
	p := make([]float32, 10)
	p[digit] = 1
	return p
}

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
	seq := m.NextDrawing()
	p := slices.Concat(sure(7), slices.Repeat([]float32{0.1}, 10), make([]float32, 10))
	p[27], p[24] = 0.9, 0.1
	m.Apply(&protocol.Classified{Seq: seq, Step: 5, Drawing: true, P: p[:20]}) // of an older drawing
	m.Apply(&protocol.Classified{Seq: seq + 1, Step: 5, Drawing: true, P: p})
	m.Apply(&protocol.Classified{Seq: seq, Step: 5, P: p})
	if len(m.Several.Predictions()) != 0 {
		t.Error("took the predictions for another drawing")
	}
	m.Apply(&protocol.Classified{Seq: seq, Step: 5, Drawing: true, P: p})
	got := m.Several.Predictions()
	if len(got) != 2 || got[0].Doubt != decision.None || got[1].Digit != 7 || got[1].Doubt != decision.Sure || got[1].Step != 5 {
		t.Errorf("predictions %+v", got)
	}
	stand(m, 0.9)
	if m.Several.Len() != 3 || m.Several.Shown() != 0 || len(m.Several.Predictions()) != 0 {
		t.Error("a third digit leaves the predictions for two")
	}
	m.Drawing.Undo()
	m.Drawn()
	m.Segment()
	if m.Several.Len() != 2 {
		t.Errorf("undone there are %d digits", m.Several.Len())
	}
	m.Drawing.Clear()
	m.Drawn()
	if m.Several.Len() != 0 || m.Prediction.Known {
		t.Error("an empty pad has digits")
	}
}

// TestGuessing checks that an untrained network's uniform prediction is shown as
// the guess that it is, and the same of a trained one as doubt.
func TestGuessing(t *testing.T) {
	m := &Model{}
	stand(m, 0.5)
	uniform := slices.Repeat([]float32{0.1}, 10)
	m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Drawing: true, P: uniform})
	if m.Prediction.Doubt != decision.Sure {
		t.Errorf("doubt %v before any step", m.Prediction.Doubt)
	}
	m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Step: 1, Drawing: true, P: uniform})
	if m.Prediction.Doubt != decision.None || m.Prediction.Second == m.Prediction.Digit {
		t.Errorf("%+v after a step", m.Prediction)
	}
}

// TestBlot checks that a click that hardly moves is no digit, whatever the network
// takes it for.
func TestBlot(t *testing.T) {
	m := &Model{}
	classify := func(step uint32, digits ...int) {
		m.Segment()
		var p []float32
		for _, d := range digits {
			p = append(p, sure(d)...)
		}
		m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Step: step, Drawing: true, P: p})
	}
	want := func(what string, doubt decision.Doubt) {
		t.Helper()
		if m.Prediction.Doubt != doubt || !m.Prediction.Known {
			t.Errorf("%s: doubt %q", what, m.Prediction.Doubt)
		}
	}
	m.Drawing.Begin(ink.Point{X: 0.4, Y: 0.5})
	m.Drawn()
	classify(0, 4)
	want("a network that only guesses", decision.Sure)
	classify(100, 4)
	want("a click", decision.None)
	m.Drawing.Extend(ink.Point{X: 0.41, Y: 0.5}) // 3 pixels of a pad of 300
	m.Drawn()
	classify(100, 4)
	want("a click that moves", decision.None)
	m.Drawing.Extend(ink.Point{X: 0.41, Y: 0.6})
	m.Drawn()
	classify(100, 4)
	want("a small 1", decision.Sure)

	stand(m, 0.8)
	m.Drawing.Begin(ink.Point{X: 0.1, Y: 0.9})
	m.Drawn()
	m.Segment()
	if m.Several.Len() != 3 {
		t.Fatalf("%d digits", m.Several.Len())
	}
	classify(100, 4, 4, 1, 1)
	want("the digit shown", decision.None)
	for i, doubt := range []decision.Doubt{decision.None, decision.Sure, decision.Sure} {
		if got := m.Several.Predictions()[i].Doubt; got != doubt {
			t.Errorf("digit %d of three: doubt %q", i, got)
		}
	}

	m.Drawing.SetImage(make([]byte, ink.Pixels))
	m.Drawn()
	classify(100, 4)
	want("a test digit", decision.Sure)
}
