package state

import (
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Told is what a page that shows this one in a frame is told: what the network predicts
// and how far it is, and nothing of the drawing. Two that are equal say the same.
type Told struct {
	Known         bool // the network predicts something
	Digit         int
	Probabilities [10]float32
	Phase         protocol.Phase
	Tested        bool // on test images
	Accuracy      float32
	Fingerprint   string // of the weights, "" while they change
}

// Told returns what there is to tell.
func (m *Model) Told() Told {
	t := Told{Phase: m.Phase, Fingerprint: hex(m.Fingerprint)}
	if p := &m.Prediction; p.Known {
		t.Known, t.Digit, t.Probabilities = true, p.Digit, p.P
	}
	if m.Eval.Of > 0 {
		t.Tested, t.Accuracy = true, m.Eval.Accuracy
	}
	return t
}

// hex writes a fingerprint, "" if there is none.
func hex(fingerprint uint64) string {
	if fingerprint == 0 {
		return ""
	}
	return onnx.Fingerprint(fingerprint)
}
