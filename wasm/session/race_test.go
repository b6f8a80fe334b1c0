package session

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const other = `{"preset":"mlp","layers":[{"kind":"dense","units":30},{"kind":"sigmoid"},{"kind":"dense","units":10}],"optimizer":{"kind":"sgd"},"batchSize":40,"epochs":6,"learningRate":0.1}`

// raced races two recipes on a number of cores, while the run rests after three steps.
func raced(t *testing.T, cores int, m func(id int) mishap) *fake {
	h := newFake(t)
	h.replicas.cores, h.replicas.mishap = cores, m
	h.prepare(smallRecipe)
	h.start()
	h.untilStep(3)
	h.send(&protocol.Pause{})
	h.posts = nil
	h.replicas.tasks = 0
	h.send(
		&protocol.LabTrain{ID: 1, Recipe: parse(t, normed), Every: 1, Digit: digit(), Test: 30, Race: true},
		&protocol.LabTrain{ID: 2, Recipe: parse(t, other), Every: 1, Digit: digit(), Test: 30, Race: true},
	)
	return h
}

// ends returns the last event of each lane.
func (h *fake) ends() (ends [2]protocol.LabStep) {
	for _, e := range got[*protocol.LabStep](h) {
		ends[e.ID-1] = *e
	}
	return ends
}

// TestRaceWeights: a lane ends with the weights of a run of its recipe, whatever the
// cores and whatever becomes of its replicas, and the run stays as it was.
func TestRaceWeights(t *testing.T) {
	want := [2]uint64{alone(t, normed), alone(t, other)}
	for name, m := range map[string]mishap{"work": none, "die": dies, "stall": stalls, "lie": lies} {
		for _, cores := range []int{0, 1, 2, 4, 8} {
			count, bad := 0, map[int]bool{}
			h := raced(t, cores, func(id int) mishap {
				if count++; count == 8 || count == 30 {
					bad[id] = true
				}
				if bad[id] {
					return m
				}
				return none
			})
			run := h.s.trainer.Fingerprint()
			h.run()
			for i, e := range h.ends() {
				if e.Fingerprint != want[i] || !e.Done || e.Step != 30 || e.Accuracy == 0 {
					t.Errorf("%d cores, replicas that %s: lane %d ends at step %d, done %v, with %x, want %x; accuracy %g", cores, name, i+1, e.Step, e.Done, e.Fingerprint, want[i], e.Accuracy)
				}
			}
			if shared := h.replicas.tasks > 20; shared != (cores > 1) {
				t.Errorf("%d cores, replicas that %s: %d tasks were theirs", cores, name, h.replicas.tasks)
			}
			if (h.faults() != "") != (m != none && cores > 1) {
				t.Errorf("%d cores, replicas that %s: faults %s", cores, name, h.faults())
			}
			for _, a := range h.s.labs.lanes {
				if len(a.workers.replicas) > 0 {
					t.Errorf("%d cores, replicas that %s: a lane has some at its end", cores, name)
				}
			}
			if f := h.s.trainer.Fingerprint(); f != run || h.s.step() != 3 {
				t.Errorf("%d cores: the run is at step %d with %x; it was %x", cores, h.s.step(), f, run)
			}
		}
	}
}

// TestRaceInTurn: no lane is more than two steps before another, and only the last event
// of one was tested.
func TestRaceInTurn(t *testing.T) {
	for _, cores := range []int{1, 2, 8} {
		h := raced(t, cores, nil)
		h.run()
		var at [2]int
		for _, e := range got[*protocol.LabStep](h) {
			at[e.ID-1] = int(e.Step)
			if d := at[0] - at[1]; d < -2 || d > 2 {
				t.Errorf("%d cores: the lanes are at %v", cores, at)
			}
			if (e.Accuracy != 0) != e.Done {
				t.Errorf("%d cores: step %d, done %v, was tested: %g", cores, e.Step, e.Done, e.Accuracy)
			}
			if len(e.P) != 10 {
				t.Errorf("%d cores: %d probabilities", cores, len(e.P))
			}
		}
	}
}

// TestRaceWaits: a lane that is far before another waits for it.
func TestRaceWaits(t *testing.T) {
	h := raced(t, 1, nil)
	lanes := h.s.labs.lanes
	h.until(func() bool { return lanes[0].trainer != nil && lanes[1].trainer != nil })
	for lanes[0].steps() < lanes[1].steps()+5 {
		if _, err := lanes[0].trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	at := lanes[0].steps()
	h.until(func() bool {
		if n := lanes[0].steps(); n > at {
			if at > lanes[1].steps()+1 {
				t.Fatalf("the first lane makes step %d, the other has made %d", n, lanes[1].steps())
			}
			at = n
		}
		return lanes[1].over
	})
}

// TestRaceShown: the drawing is classified by the lane that is shown, until that is
// stopped.
func TestRaceShown(t *testing.T) {
	h := raced(t, 2, nil)
	h.send(inked(1), &protocol.LabShow{ID: 2})
	h.run()
	last := last[*protocol.Classified](h)
	net, p := h.s.labs.network(h.s, 2), make([]float32, 10)
	if net == nil || net.StepCount() != 30 {
		t.Fatal("the lane's network is gone")
	}
	predict(net, p)
	if last.Lane != 2 || last.Step != 30 || !slices.Equal(last.P, p) {
		t.Errorf("the drawing's prediction is %+v, the lane's %v", last, p)
	}
	h.posts = nil
	h.send(&protocol.StopLab{ID: 2})
	h.run()
	all := got[*protocol.Classified](h)
	predict(h.s.trainer, p)
	if len(all) != 1 || all[0].Lane != 0 || all[0].Step != 3 || !slices.Equal(all[0].P, p) {
		t.Errorf("after it was stopped: %+v, the run's prediction is %v", all, p)
	}
}

// TestRaceStopped: replicas go with their lane, also in the middle of a step.
func TestRaceStopped(t *testing.T) {
	h := raced(t, 4, nil)
	busy := func() bool {
		return slices.ContainsFunc(h.s.labs.lanes[0].workers.replicas, func(o *replica) bool { return o.busy })
	}
	for h.replicas.tasks < 9 || !busy() {
		if more := h.s.Run(0); (!busy() || h.replicas.tasks < 9) && !h.answer() && !more {
			t.Fatal("the race is over")
		}
	}
	rest := len(h.replicas.running) - 2*2
	h.send(&protocol.StopLab{ID: 1}, &protocol.StopLab{ID: 2})
	if len(h.replicas.running) != rest || h.s.labs.due(h.s) {
		t.Errorf("%d replicas are left, want %d", len(h.replicas.running), rest)
	}
	h.send(&protocol.Resume{})
	h.run()
	if end := last[*protocol.PhaseChanged](h); end.Fingerprint != alone(t, smallRecipe) {
		t.Errorf("the run ends with %x", end.Fingerprint)
	}
}

func predict(t *train.Trainer, p []float32) {
	x := make([]float32, 784)
	for i, v := range inked(1).Images {
		x[i] = float32(v) / 255
	}
	t.Predict(p, x)
}
