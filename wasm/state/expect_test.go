package state

import (
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/sketch"
)

// TestExpected draws a curve before a run and compares it after.
func TestExpected(t *testing.T) {
	m, w := new(Model), englishWords(t)
	if !m.MayExpect() || m.Expecting() || m.ExpectedText(w) != "" {
		t.Error("something is expected before anything is drawn")
	}
	low, high := m.LossAxis().Ends()
	m.Expect(true)
	stamp := m.Expected.Stamp()
	if l, h := m.LossAxis().Ends(); l > sketch.Low || h < 10 || l >= low || h <= high {
		t.Errorf("the paper goes from %v to %v", l, h)
	}
	m.Expected.Draw(0, 2)
	m.Expected.Draw(1, 2)
	if m.Expected.Stamp() == stamp || !strings.Contains(m.ExpectedText(w), "drag the pen") {
		t.Errorf("while drawing it says %q", m.ExpectedText(w))
	}
	m.Phase = protocol.PhaseTraining
	for step := uint32(1); step <= 4; step++ {
		m.Apply(&protocol.Progress{Step: step, Steps: 4, Loss: 1})
	}
	if m.Expecting() || m.MayExpect() || m.ExpectedText(w) != "" {
		t.Errorf("in the run it says %q", m.ExpectedText(w))
	}
	if l, _ := m.LossAxis().Ends(); l != 0.1 {
		t.Errorf("in the run the axis begins at %v", l)
	}
	m.Phase = protocol.PhaseDone
	if got := m.ExpectedText(w); !strings.Contains(got, "factor of 2 ") {
		t.Errorf("after the run it says %q", got)
	}
	m.Expect(false)
	if m.ExpectedText(w) != "" || m.Expected.Stamp() == stamp {
		t.Error("it is not forgotten")
	}
}

// TestSpan checks which fraction of the run the axis shows.
func TestSpan(t *testing.T) {
	for _, c := range []struct {
		step, steps uint32
		span        int
		part        float64
	}{{0, 0, 1, 1}, {1, 800, 100, 0.125}, {101, 800, 200, 0.25}, {800, 800, 800, 1}} {
		m := Model{Progress: protocol.Progress{Step: c.step, Steps: c.steps}}
		if span, part := m.Span(); span != c.span || part != c.part {
			t.Errorf("step %d of %d: %d, %v", c.step, c.steps, span, part)
		}
	}
}
