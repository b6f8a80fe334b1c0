package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestRace follows a race of which the fast lane diverges.
func TestRace(t *testing.T) {
	r := NewRates()
	if r.Running() || r.Over() {
		t.Error("it runs before it begins")
	}
	id := uint32(7)
	commands := r.Start(make([]byte, 784), func() uint32 { id++; return id })
	if len(commands) != lanes || !r.Running() {
		t.Fatalf("%d commands", len(commands))
	}
	for i, c := range commands {
		want := []float64{0.01, 0.1, 1}[i]
		if math.Abs(c.Recipe.LearningRate/want-1) > 1e-9 || c.Recipe.Steps != raceSteps || c.Recipe.Seed != commands[0].Recipe.Seed || c.ID != uint32(8+i) || len(c.Digit) != 784 {
			t.Errorf("lane %d: %+v", i, c)
		}
		if err := c.Recipe.Validate(); err != nil {
			t.Errorf("lane %d: %v", i, err)
		}
	}
	if r.Apply(&protocol.LabStep{ID: 99, Step: 5}) {
		t.Error("another's event is taken")
	}
	for _, m := range []*protocol.LabStep{
		{ID: 8, Step: 5, Loss: 2.3, P: []float32{0.1, 0.3}},
		{ID: 8, Step: 10, Loss: 2.2, P: []float32{0.6, 0.3}},
		{ID: 8, Step: 200, Loss: 2, P: []float32{0.7, 0.3}, Done: true},
		{ID: 9, Step: 200, Loss: 0.5, P: []float32{0.1, 0.9}, Done: true},
		{ID: 10, Step: 5, Loss: 30, P: []float32{0.2, 0.1}},
		{ID: 10, Step: 7, Loss: float32(math.NaN()), P: []float32{0, 0}, Done: true, Diverged: true},
	} {
		if !r.Running() || !r.Apply(m) {
			t.Errorf("%+v is not taken", m)
		}
	}
	slow, fast := r.Lane(0), r.Lane(2)
	if digit, p, ok := slow.Best(); len(slow.Steps) != 3 || digit != 0 || p != 0.7 || !ok {
		t.Errorf("the slow lane: %+v", slow)
	}
	if !fast.Diverged || !math.IsInf(fast.Losses[1], 1) || fast.P[0] != 0.2 || !r.Over() {
		t.Errorf("the fast lane: %+v", fast)
	}
	if step, peak, ok := fast.Peak(); !ok || step != 7 || !math.IsInf(peak, 1) {
		t.Errorf("the fast lane's peak is %v at %d", peak, step)
	}
	if _, peak, ok := slow.Peak(); ok || math.Abs(peak-2.3) > 1e-6 {
		t.Errorf("the slow lane was thrown to %v", peak)
	}
	if r.Apply(&protocol.LabStep{ID: 8, Step: 205}) {
		t.Error("a lane that is done goes on")
	}
	r.SetBase(0)
	if rate, _ := r.Base(); rate != 0.001 || r.Over() || r.Lane(0).Steps != nil {
		t.Errorf("another base: %v", rate)
	}
	r.Start(nil, func() uint32 { return 1 })
	r.Lost()
	if r.Running() {
		t.Error("it goes on without a worker")
	}
}
