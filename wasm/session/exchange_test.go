package session

import (
	"maps"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestExchange: two workers send each other weights once, and then halves of gradients;
// the next task comes with them but for that after an epoch's evaluation.
func TestExchange(t *testing.T) {
	h := shared(t, normed, 2, 2)
	h.start()
	end := h.end()
	if want := alone(t, normed); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
	const epochs, steps = 6, 30
	want := map[string]int{"state": 1, "gradient and task": steps - epochs, "gradient": epochs, "task": epochs - 1}
	if !maps.Equal(h.replicas.sent, want) {
		t.Errorf("sent %v, want %v", h.replicas.sent, want)
	}
	h.wantFaults("")
	h = shared(t, normed, 4, 4) // more than two send weights
	h.start()
	h.end()
	if want := map[string]int{"weights": 3 * steps}; !maps.Equal(h.replicas.sent, want) {
		t.Errorf("four workers sent %v, want %v", h.replicas.sent, want)
	}
}

// aheadOf lets two workers train until the replica works on the next mini-batch, or with
// done has, before that has begun.
func aheadOf(t *testing.T, done bool) *fake {
	h := shared(t, normed, 2, 2)
	h.start()
	h.untilStep(4)
	o := func() *exchanged { return &h.s.training.workers.replicas[0].exchange }
	h.until(func() bool { return o().ahead.Size > 0 })
	for h.s.training.workers.replicas[0].busy || done && o().early == nil {
		if !h.answer() {
			t.Fatal("nothing came ahead")
		}
	}
	return h
}

// TestAhead: what a replica did ahead counts if the mini-batch comes as foretold, and is
// forgotten if it is not shared; a pause, single steps and drawing between do not matter.
func TestAhead(t *testing.T) {
	want := alone(t, normed)
	tasks := map[string]int{}
	for name, between := range map[string]func(h *fake){
		"nothing": func(*fake) {},
		"a pause": func(h *fake) { h.send(&protocol.Pause{}); h.run(); h.send(&protocol.Resume{}) },
		"single steps": func(h *fake) {
			h.send(&protocol.Pause{})
			for range 3 {
				h.send(&protocol.StepOnce{})
				h.run()
			}
			h.send(&protocol.Resume{})
		},
		"steps alone": func(h *fake) {
			h.s.training.workers.wanted = 0
			for seq, end := uint32(1), h.s.step()+3; h.s.step() < end; seq++ { // a core for the page
				h.send(inked(seq))
				h.s.Run(0)
				if seq > 2 { // the pen moves
					for range 3 {
						h.s.Run(0)
					}
				}
				if seq > 1000 {
					t.Fatal("a task that nobody wants is waited for")
				}
			}
			h.s.training.workers.wanted = 2
		},
		"a lesson that is taken back": func(h *fake) {
			h.send(&protocol.Pause{})
			h.run()
			snapshot := last[*protocol.Snapshot](h)
			h.send(&protocol.Teach{Images: make([]byte, 784), Labels: []byte{1}})
			h.run()
			if last[*protocol.Receipt](h).Outcome == protocol.OutcomeRefused {
				t.Error("nothing was taught")
			}
			h.send(&protocol.Resume{})
			h.untilStep(snapshot.Step + 2)
			h.send(&protocol.Restore{Recipe: parse(t, normed), Data: snapshot.Data, Workers: 2}, &protocol.Resume{})
		},
		"a death": func(h *fake) { h.s.ReplicaDied(h.s.training.workers.replicas[0].id, "out of memory") },
	} {
		for _, done := range []bool{false, true} {
			h := aheadOf(t, done)
			between(h)
			h.untilStep(h.s.step() + 5) // one answer at a time
			if end := h.end(); end.Phase != protocol.PhaseDone || end.Fingerprint != want {
				t.Errorf("%s: %v with weights %x, want %x", name, end.Phase, end.Fingerprint, want)
			}
			tasks[name] = h.replicas.tasks
			if s := h.workers(); s[len(s)-1] != 2 {
				t.Errorf("%s: %v shared the work", name, s)
			}
			if faults := h.faults(); (faults == "replica") != (name == "a death") {
				t.Errorf("%s: faults %q", name, faults)
			}
		}
	}
	if tasks["nothing"] != 30 || tasks["a pause"] != 30 {
		t.Errorf("%d tasks, %d with a pause; each of 30 steps has one", tasks["nothing"], tasks["a pause"])
	}
}

// TestLiesAhead: a part that is not to be had is refused when its mini-batch begins.
func TestLiesAhead(t *testing.T) {
	h := aheadOf(t, true)
	h.s.training.workers.replicas[0].exchange.early.Check++
	if end, want := h.end(), alone(t, normed); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
	h.wantFaults("replica")
	if h.replicas.spawned != 2 {
		t.Errorf("%d started, want another one", h.replicas.spawned)
	}
}
