package session

import (
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestLittleIsLost looks at each step of a run at how much training a lost worker
// would lose; and where saving takes long, at the time that it takes.
func TestLittleIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		step, save time.Duration
	}{
		"quick steps":      {40 * time.Millisecond, 0},
		"slow steps":       {900 * time.Millisecond, 0},
		"very slow steps":  {3 * time.Second, 0},
		"saving is costly": {40 * time.Millisecond, 100 * time.Millisecond},
	} {
		h := newFake(t)
		h.tick = 0
		var at, spent time.Duration
		n := 0
		h.onPost = func(m protocol.Message) {
			if _, ok := m.(*protocol.Snapshot); ok {
				h.now += c.save
				at, spent = h.s.training.clock.read(h.now), spent+c.save
				n++
			}
		}
		h.prepare(`{"preset":"mlp","layers":[{"kind":"dense","units":10}],"batchSize":20,"epochs":30,"learningRate":0.01}`)
		h.send(&protocol.Start{})
		h.serveAll()
		allowed, most := time.Second, time.Duration(0)
		if c.save > 0 {
			allowed = savePart * c.save
		}
		for step := uint32(0); h.s.training.running; {
			h.s.Run(0)
			if now := h.s.step(); now != step {
				step = now
				h.now += c.step // the next one's
				clock := h.s.training.clock.read(h.now)
				if lost := clock - at - c.step; at > 0 && lost > most { // the step in work cannot be saved
					most = lost
				}
				if at == 0 && clock > max(allowed, 2*c.step)+c.step {
					t.Fatalf("%s: nothing is saved after %v", name, clock)
				}
			}
		}
		total := h.s.training.clock.read(h.now)
		if n < 3 || most > max(allowed, c.step) {
			t.Errorf("%s: of %v, %v can be lost; %d snapshots", name, total, most, n)
		}
		if c.save == 0 && n > int(total/min(allowed, max(c.step, allowed/2)))+2 {
			t.Errorf("%s: %d snapshots in %v", name, n, total)
		}
		if spent > total/savePart+2*c.save {
			t.Errorf("%s: saving took %v of %v", name, spent, total)
		}
	}
}
