package state

import (
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestWatch counts the seconds until a silent worker is replaced.
func TestWatch(t *testing.T) {
	const patience = 200
	until := func(e *engine) (ticks int) {
		for ticks = 1; ticks < patience && !e.m.Tick(); ticks++ {
		}
		return ticks
	}
	pong := func(e *engine, busy bool) (answered bool) {
		for _, c := range e.got {
			if p, ok := c.(*protocol.Ping); ok {
				e.got = nil
				e.post(&protocol.Pong{N: p.N, Busy: busy})
				return true
			}
		}
		return false
	}
	idle := func() *engine {
		e := newEngine(t)
		e.post(&protocol.Ready{})
		e.answer()
		for e.m.Tick(); pong(e, false); e.m.Tick() {
		}
		return e
	}
	for name, c := range map[string]func(m *Model){
		"a drawing":     func(m *Model) { m.Command(&protocol.Classify{Drawing: true}) },
		"a reset":       func(m *Model) { m.Begin(seeded(1), false, nil) },
		"a question":    func(m *Model) { m.Command(&protocol.AskSamples{}) },
		"a lab":         func(m *Model) { m.Command(&protocol.LabTrain{}) },
		"what trains":   func(m *Model) { m.Command(&protocol.Start{}) },
		"an event late": func(m *Model) { m.Command(&protocol.Save{}); m.Follow(&protocol.Classified{}) },
	} {
		e := idle()
		if n := until(e); n != patience {
			t.Fatalf("an idle worker is ended after %d s", n)
		}
		c(e.m)
		if n := until(e); n != silence+1 {
			t.Errorf("%s: a dead worker is ended after %d s", name, n)
		}
	}
	// Long work is watched to its end.
	e := idle()
	e.m.Command(&protocol.Explain{})
	for range patience {
		if e.m.Tick() {
			t.Fatal("a worker that answers is ended")
		}
		pong(e, true)
	}
	if n := until(e); n != silence+1 {
		t.Errorf("in long work a dead worker is ended after %d s", n)
	}
	// A worker with long slices of work is waited for.
	e = idle()
	r := seeded(1)
	heavy(&r)
	r.BatchSize = 100
	e.post(&protocol.Prepared{Recipe: r}, &protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	if n := until(e); n < 2*silence || n == patience {
		t.Errorf("with long slices a worker is ended after %d s", n)
	}
	// One that does not start.
	e = newEngine(t)
	if n := until(e); n != startSilence+1 {
		t.Errorf("a worker that does not start is ended after %d s", n)
	}
}
