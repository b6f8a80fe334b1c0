package session

import (
	"bytes"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// cell asks for a cell's images, all there are, page by page.
func (h *fake) cell(label, predicted uint8) (all protocol.Samples) {
	h.t.Helper()
	const page = 2
	for {
		h.posts = nil
		h.send(&protocol.AskSamples{Label: label, Predicted: predicted, Offset: uint32(len(all.Index)), Count: page})
		h.run()
		m := last[*protocol.Samples](h)
		if m.Label != label || m.Predicted != predicted || m.Offset != uint32(len(all.Index)) || len(m.Index) > page {
			h.t.Fatalf("samples %+v", m)
		}
		if len(m.Index) != len(m.Confidence) || len(m.Pixels) != len(m.Index)*ink.Pixels {
			h.t.Fatalf("%d positions, %d confidences, %d pixels", len(m.Index), len(m.Confidence), len(m.Pixels))
		}
		all.Step, all.Total = m.Step, m.Total
		all.Index, all.Confidence, all.Pixels = append(all.Index, m.Index...), append(all.Confidence, m.Confidence...), append(all.Pixels, m.Pixels...)
		if uint32(len(all.Index)) >= m.Total {
			return all
		}
	}
}

func TestCellsOfTheMatrix(t *testing.T) {
	h := trained(t)
	e := last[*protocol.Eval](h)
	total := 0
	for label, row := range e.Confusion {
		for answer, n := range row {
			c := h.cell(uint8(label), uint8(answer))
			if c.Total != n || len(c.Index) != int(n) || c.Step != steps {
				t.Errorf("%d classified as %d: %d of %d images of step %d, the matrix has %d", label, answer, len(c.Index), c.Total, c.Step, n)
			}
			for i, at := range c.Index {
				if !bytes.Equal(c.Pixels[i*ink.Pixels:(i+1)*ink.Pixels], h.s.data.test.Bytes(int(at))) {
					t.Errorf("%d classified as %d: image %d is another", label, answer, at)
				}
				if i > 0 && c.Confidence[i] > c.Confidence[i-1] {
					t.Errorf("%d classified as %d: confidences %v", label, answer, c.Confidence)
				}
			}
			total += len(c.Index)
		}
	}
	if total != testImages {
		t.Errorf("%d images in all", total)
	}
	h.posts = nil
	h.send(&protocol.AskSamples{Label: 10})
	h.wantFaults("internal askSamples")
}

// After a reload there is no evaluation: one is made, fetching what it needs.
func TestCellsAfterARestore(t *testing.T) {
	h := trained(t)
	want := h.cell(3, 3)
	saved := h.s.trainer.Snapshot(nil)
	h = newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved}, &protocol.AskSamples{Label: 3, Predicted: 3, Count: 50})
	h.run()
	h.serveAll()
	h.run()
	m := last[*protocol.Samples](h)
	if m.Total != want.Total || !bytes.Equal(m.Pixels, want.Pixels) {
		t.Errorf("%d images, want %d", m.Total, want.Total)
	}
	if e := last[*protocol.Eval](h); !e.Complete || e.Images != testImages {
		t.Errorf("evaluation %+v", e)
	}
	if h.s.training.phase != protocol.PhasePaused {
		t.Errorf("phase %v: a question is no reason to start", h.s.training.phase)
	}

	// So it is after a few more steps, once the run rests.
	h = newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.until(func() bool { return len(got[*protocol.Eval](h)) > 0 })
	h.untilStep(h.s.step() + 2)
	h.posts = nil
	h.send(&protocol.AskSamples{Label: 3, Predicted: 3, Count: 50})
	if m := last[*protocol.Samples](h); m.Step == h.s.step() {
		t.Errorf("while it trains: step %d", m.Step)
	}
	h.send(&protocol.Pause{}, &protocol.AskSamples{Label: 3, Predicted: 3, Count: 50})
	step := h.s.step()
	h.run()
	if m := last[*protocol.Samples](h); m.Step != step || last[*protocol.Eval](h).Step != step {
		t.Errorf("paused at step %d: the answer is of step %d", step, m.Step)
	}

	h = newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved}, &protocol.AskSamples{Label: 3, Predicted: 3, Count: 50})
	h.run()
	h.serveAll(manifestName)
	h.run()
	if m := last[*protocol.Samples](h); m.Total != 0 {
		t.Errorf("without data: %+v", m)
	}
}
