package state

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/wire"
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
	m.Expected.Sketch.Draw(0, 2)
	m.Expected.Sketch.Draw(1, 2)
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

// TestExpectedComesBack saves a curve with the page, while it is drawn and after the run,
// and refuses what is no curve.
func TestExpectedComesBack(t *testing.T) {
	m, w := new(Model), englishWords(t)
	m.Steps = ink.MNIST()
	if m.Expect(true); m.Worth() {
		t.Error("an empty paper is saved")
	}
	m.Expected.Sketch.Draw(0.3, 1.7)
	m.Expected.Sketch.Draw(1, sketch.High)
	if !m.Worth() {
		t.Error("a curve is not saved")
	}
	reloaded := func(m *Model) *Model {
		back := new(Model)
		if err := back.RestorePage(m.AppendPage(nil, Leaving{})); err != nil {
			t.Fatal(err)
		}
		return back
	}
	back := reloaded(m)
	_, want := m.Expected.Sketch.Curve()
	if _, got := back.Expected.Sketch.Curve(); !back.Expecting() || !slices.Equal(got, want) {
		t.Errorf("the curve comes back as %v, want %v", got, want)
	}
	back.Phase = protocol.PhaseTraining
	for step := uint32(1); step <= 4; step++ {
		back.Apply(&protocol.Progress{Step: step, Steps: 4, Loss: 1})
	}
	back.Phase = protocol.PhaseDone
	said := back.ExpectedText(w)
	back = reloaded(back)
	back.Phase = protocol.PhaseDone
	if got := back.ExpectedText(w); got != said || said == "" {
		t.Errorf("after a reload it says %q, before %q", got, said)
	}
	for _, bad := range []float64{0, -1, math.NaN(), math.Inf(1), 2 * sketch.High} {
		e, read := Expected{Sketch: sketch.New(1)}, Expected{}
		e.Sketch.Draw(0, 1)
		c := wire.Writer(nil)
		e.fields(&c)
		b := c.Buffer()
		binary.LittleEndian.PutUint64(b[len(b)-8:], math.Float64bits(bad))
		c = wire.Reader(b)
		if read.fields(&c); c.End() == nil {
			t.Errorf("a curve with %v is taken", bad)
		}
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
