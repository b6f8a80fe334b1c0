package state

import (
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestTold follows a page from its start to a tested network.
func TestTold(t *testing.T) {
	m := &Model{}
	if got := m.Told(); got != (Told{}) {
		t.Errorf("at first: %+v", got)
	}
	m.Prediction = Prediction{Digit: 4, P: [10]float32{4: 1}} // of a drawing that is gone
	if got := m.Told(); got != (Told{}) {
		t.Errorf("without a prediction: %+v", got)
	}
	m.Prediction.Known = true
	m.Phase, m.Fingerprint = protocol.PhaseDone, 0xabc
	m.Eval = protocol.Eval{Accuracy: 0.5, Of: 10}
	want := Told{Known: true, Digit: 4, Probabilities: m.Prediction.P, Phase: protocol.PhaseDone, Tested: true, Accuracy: 0.5, Fingerprint: "0000000000000abc"}
	if got := m.Told(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
