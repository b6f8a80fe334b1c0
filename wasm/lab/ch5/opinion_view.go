//go:build js

package ch5

import (
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// opinionView knows what the network predicts for the drawing; while the pad is empty it
// asks the worker about the example.
type opinionView struct {
	f       *lab.Frame
	id      uint32 // of the command that is out, 0 without one
	seen    [2]uint32
	example Opinion
	now     Opinion
}

func newOpinionView(f *lab.Frame) opinionView {
	return opinionView{f: f, example: noOpinion, now: noOpinion}
}

// look reports whether the prediction, now, is another than before.
func (v *opinionView) look() bool {
	m, before := v.f.Model, v.now
	v.now = noOpinion
	switch pixels, own, _ := v.f.Image(); {
	case own && m.Prediction.Known:
		v.now = Opinion{m.Prediction.Digit, m.Prediction.Second, m.Prediction.P}
	case !own && m.Prepared:
		if now := [2]uint32{m.Rev.Network, m.Progress.Step}; now != v.seen && v.id == 0 {
			v.seen, v.id = now, v.f.NewID()
			v.f.Post(&protocol.LabBackward{ID: v.id, Digit: append([]byte(nil), pixels...)})
		}
		v.now = v.example
	}
	return v.now != before
}

// hear takes an event of the worker, and reports whether it was waited for.
func (v *opinionView) hear(m protocol.Message) bool {
	e, ok := m.(*protocol.LabBackprop)
	if !ok || v.id == 0 || e.ID != v.id {
		return false
	}
	v.id, v.example = 0, OpinionOf(e.Outputs)
	return true
}

// forget gives up what was asked: the visitor leaves, or the worker was replaced.
func (v *opinionView) forget() { v.id, v.seen = 0, [2]uint32{} }
