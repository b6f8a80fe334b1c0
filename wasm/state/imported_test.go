package state

import (
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestImportedSaysSo uses a file's weights and reads what the page says of them: they are
// not untrained, no recipe leads to them, and that outlives a reload and the history.
func TestImportedSaysSo(t *testing.T) {
	w := englishWords(t)
	for name, file := range map[string]*Taken{
		"safetensors": {Arrays: []safetensors.Array{{Name: "0.weight", Dims: []int{1}, Data: []float32{1}}}},
		"model":       {Data: []byte("model"), Step: 9},
	} {
		m := prepared()
		m.Steps = ink.MNIST()
		m.Ready, m.Life.Post = true, func(protocol.Message) {}
		file.Recipe, _ = recipe.Preset("mlp")
		if m.OriginText(w) != "" {
			t.Errorf("%s: before it is used it says %q", name, m.OriginText(w))
		}
		m.Use(file, nil, func(error) {})
		answer := &protocol.Prepared{Recipe: file.Recipe, ID: m.Life.asks[0].id}
		m.Apply(answer)
		m.Follow(answer)
		m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused, Fingerprint: 7})
		m.Drawing.Begin(at(0.2, 0.2))
		m.Drawing.Extend(at(0.8, 0.8))
		m.Drawing.End()
		m.Drawn()

		read := func(m *Model, when string) {
			t.Helper()
			m.Apply(&protocol.Classified{Seq: m.NextDrawing(), Step: file.Step, Drawing: true, P: sureOf('7')})
			if got := m.Remark(w); got != w.T("remark.sure") {
				t.Errorf("%s, %s: of its prediction it says %q", name, when, got)
			}
			if got := m.OriginText(w); !strings.Contains(got, "of a file") {
				t.Errorf("%s, %s: of the weights' origin it says %q", name, when, got)
			}
			if got := m.SharedText(w, false); !strings.Contains(got, "come from a file") || strings.Contains(got, hex(7)) {
				t.Errorf("%s, %s: of a link it says %q", name, when, got)
			}
			if l, err := ParseLink(m.LinkText(Here{})); err != nil || l.Expect.Fingerprint != 0 || l.Step != 0 {
				t.Errorf("%s, %s: the link promises %+v, %v", name, when, l.Expect, err)
			}
		}
		read(m, "at once")
		m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseDone, Fingerprint: 7})
		if got := m.Status(w); got != w.T("status.done.imported") {
			t.Errorf("%s: of a run that was over it says %q", name, got)
		}
		m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused, Fingerprint: 7})
		var back Model
		m.Life.Saved = Saved{Recipe: m.Recipe, Step: file.Step, Data: []byte("snapshot")}
		if err := back.RestorePage(m.AppendPage(nil, Leaving{})); err != nil {
			t.Fatal(err)
		}
		begin(&back)
		back.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused, Fingerprint: 7})
		read(&back, "after a reload")

		r := back.Run(back.Life.Saved)
		if got := r.Title(w); !strings.Contains(got, "Weights from a file") {
			t.Errorf("%s: the history calls it %q", name, got)
		}
		if got := r.TimeText(w); got != unknown {
			t.Errorf("%s: the history says that it was trained for %q", name, got)
		}
		if l, err := ParseLink(r.Link()); err != nil || l.Expect.Fingerprint != 0 {
			t.Errorf("%s: the history's link promises %+v, %v", name, l.Expect, err)
		}
		back.Apply(&protocol.Prepared{Recipe: back.Recipe})
		back.Apply(&protocol.Classified{Seq: back.NextDrawing(), Drawing: true, P: sureOf('7')})
		if got := back.Remark(w); got != w.T("remark.untrained") || back.OriginText(w) != "" {
			t.Errorf("%s: started over, it says %q, %q", name, got, back.OriginText(w))
		}
	}
}
