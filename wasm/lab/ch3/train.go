//go:build js

package ch3

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// trainer lets the worker train the chapter's network, and says which weights there are.
type trainer struct {
	Element *dom.Element

	frame        *lab.Frame
	nets         *Nets
	show         func() // the lab
	button, note *dom.Element
	id           uint32     // of what is under way; 0 is nothing
	act          Activation // it is trained with
	step, steps  int
	fault        *protocol.Fault // of the last one
	diverged     bool
}

const testImages = 1000

func newTrainer(f *lab.Frame, nets *Nets, show func()) *trainer {
	t := &trainer{frame: f, nets: nets, show: show, note: dom.New("span", "note").Attr("role", "status")}
	t.button = dom.Button("", t.press)
	t.Element = dom.New("p", "buttons train", t.button, t.note)
	return t
}

func (t *trainer) press() {
	if t.id != 0 {
		t.frame.Post(&protocol.StopLab{ID: t.id})
		t.id = 0
	} else {
		t.id, t.step, t.fault, t.diverged = t.frame.NewID(), 0, nil, false
		t.frame.Post(&protocol.LabTrain{ID: t.id, Recipe: Recipe(t.act), Every: steps / 12, Test: testImages, Weights: true})
	}
	t.frame.Changed()
	t.show()
}

// hear takes an event of the worker.
func (t *trainer) hear(m protocol.Message) {
	s, ok := m.(*protocol.LabStep)
	if !ok || s.ID != t.id || t.id == 0 {
		return
	}
	t.step, t.steps = int(s.Step), int(s.Steps)
	if s.Fault.Code != "" {
		t.fault = &s.Fault
	}
	if s.Done || s.Diverged || t.fault != nil {
		t.frame.Post(&protocol.StopLab{ID: t.id}) // the worker need not keep the network
		t.id, t.diverged = 0, s.Diverged
		if t.fault == nil && !s.Diverged {
			t.nets.Set(t.act, s.Weights, s.Accuracy)
		}
	}
	t.show()
}

// lost forgets what a worker that is gone was to do.
func (t *trainer) lost() {
	t.id = 0
	t.show()
}

// Show shows the button and the standing of the weights for an activation, which the
// button trains with.
func (t *trainer) Show(a Activation) {
	w := t.frame.Words
	if t.id != 0 {
		t.button.Text(w.T("ch3.stop"))
		t.note.Text(w.T("ch3.training", "activation", t.act.Name(w), "step", t.step, "steps", max(t.steps, t.step)))
		return
	}
	t.act = a
	t.button.Text(w.T("ch3.train", "activation", a.Name(w)))
	switch {
	case t.fault != nil:
		t.note.Text(state.FaultText(w, t.fault))
	case t.diverged:
		t.note.Text(w.T("ch3.diverged"))
	default:
		t.note.Text(t.nets.Standing(w, a))
	}
}
