package session

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestTakeAway takes the weights of a run and gives them to another session, which
// predicts the same and learns on; what does not fit leaves the run as it was.
func TestTakeAway(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(5)
	h.send(&protocol.MakeFile{ID: 4, Format: "safetensors"}, &protocol.MakeFile{ID: 5, Format: "exe"}, &protocol.Pause{})
	h.run()
	files := got[*protocol.FileMade](h)
	if len(files) != 2 || files[0].ID != 4 || files[0].Error != "" || files[1].ID != 5 || files[1].Data != nil || files[1].Error == "" {
		t.Fatalf("files %.200v", files)
	}
	arrays, metadata, err := safetensors.Decode(files[0].Data)
	fingerprint := last[*protocol.PhaseChanged](h).Fingerprint
	if err != nil || metadata[export.MetaStep] != "5" || metadata[export.MetaFingerprint] != onnx.Fingerprint(fingerprint) {
		t.Fatalf("%v, about it %v; the run's fingerprint is %x", err, metadata, fingerprint)
	}
	h.send(inked(9))
	h.run()
	want := last[*protocol.Classified](h).P

	other := newFake(t)
	other.prepare(smallRecipe)
	r := parse(t, smallRecipe)
	other.send(&protocol.UseArrays{Recipe: r, Arrays: arrays, ID: 7}, inked(9))
	other.run()
	if p := last[*protocol.Prepared](other); p.ID != 7 || last[*protocol.PhaseChanged](other).Fingerprint != fingerprint {
		t.Errorf("prepared %d with weights %x, want %x", p.ID, last[*protocol.PhaseChanged](other).Fingerprint, fingerprint)
	}
	if got := last[*protocol.Classified](other); got.Step != 0 || !slices.Equal(got.P, want) {
		t.Errorf("predicts %v after step %d, must %v", got.P, got.Step, want)
	}
	if last[*protocol.Snapshot](other).Step != 0 {
		t.Error("no snapshot for a worker in its place")
	}
	other.wantPhases("idle paused")

	short := slices.Clone(arrays)
	short[1] = safetensors.Array{Name: "0.bias", Dims: []int{9}, Data: make([]float32, 9)}
	for code, wrong := range map[string][]safetensors.Array{safetensors.Shape: short, safetensors.Missing: arrays[:1]} {
		other.send(&protocol.UseArrays{Recipe: r, Arrays: wrong, ID: 8})
		if f := last[*protocol.Fault](other); f.Code != protocol.CodeWeights || f.Reason != code || f.ID != 8 || f.Values[1] != "0.bias" {
			t.Errorf("%s: fault %+v", code, f)
		}
	}
	other.wantPhases("")
	other.send(&protocol.Resume{})
	other.serveAll()
	other.untilStep(1)
}
