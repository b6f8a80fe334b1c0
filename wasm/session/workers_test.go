package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// normed has running statistics, and a last mini-batch that cannot be cut evenly.
const normed = `{"preset":"mlp","layers":[{"kind":"dense","units":12},{"kind":"batchnorm","epsilon":1e-5,"decay":0.9,"group":5},{"kind":"relu"},{"kind":"dense","units":10}],"batchSize":40,"epochs":6,"learningRate":0.01}`

// alone returns the weights' hash after training with one worker.
func alone(t *testing.T, json string) uint64 {
	t.Helper()
	h := shared(t, json, 1, 8)
	h.start()
	end := h.end()
	if h.replicas.spawned != 0 || end.Phase != protocol.PhaseDone {
		t.Fatalf("%d replicas, %v", h.replicas.spawned, end.Phase)
	}
	return end.Fingerprint
}

func TestWorkersDoNotMatter(t *testing.T) {
	want := alone(t, normed)
	for _, workers := range []int{2, 3, 8} {
		h := shared(t, normed, workers, 1) // who asks for 8 gets 8, whatever the cores
		h.start()
		if end := h.end(); end.Fingerprint != want {
			t.Errorf("%d workers: weights %x, want %x", workers, end.Fingerprint, want)
		}
		if s := h.workers(); !slices.Equal(s, []int{workers}) {
			t.Errorf("%d workers: %v shared the work", workers, s)
		}
		if h.replicas.max != workers-1 || len(h.replicas.running) != 0 {
			t.Errorf("%d workers: %d replicas, %d of them left at the end", workers, h.replicas.max, len(h.replicas.running))
		}
		h.wantFaults("")
	}
}

// TestWholeBatchNorm: over the whole mini-batch there is nothing to share.
func TestWholeBatchNorm(t *testing.T) {
	whole := strings.Replace(normed, `"group":5`, `"group":0`, 1)
	want := alone(t, whole)
	if want == alone(t, normed) {
		t.Error("groups change nothing")
	}
	h := shared(t, whole, 8, 8)
	h.start()
	if end := h.end(); end.Fingerprint != want || h.replicas.spawned != 0 {
		t.Errorf("weights %x, want %x; %d replicas", end.Fingerprint, want, h.replicas.spawned)
	}
}

// TestMishaps: replicas that die, fall silent or send nonsense cost no step.
func TestMishaps(t *testing.T) {
	want := alone(t, normed)
	for name, m := range map[string]mishap{"die": dies, "stall": stalls, "lie": lies} {
		for _, workers := range []int{2, 3, 8} {
			for _, often := range []bool{false, true} {
				h := shared(t, normed, workers, 8)
				h.replicas.mishap = func(id int) mishap {
					if n := h.replicas.tasks; often && n > 5 || n == 7 || n == 20 {
						return m
					}
					return none
				}
				h.start()
				if end := h.end(); end.Fingerprint != want || end.Phase != protocol.PhaseDone {
					t.Errorf("%d workers that %s: %v with weights %x, want %x", workers, name, end.Phase, end.Fingerprint, want)
				}
				if p := last[*protocol.Progress](h); p.Step != 30 || p.ImagesSeen != 6*trainImages {
					t.Errorf("%d workers that %s: ended with %+v", workers, name, p)
				}
				faults := got[*protocol.Fault](h)
				for _, f := range faults {
					if f.Code != protocol.CodeReplica || f.Detail == "" {
						t.Errorf("fault %+v", f)
					}
				}
				spawned := workers - 1 + min(len(faults), maxDeaths)
				if h.replicas.spawned != spawned || len(faults) == 0 {
					t.Errorf("%d workers that %s: %d started, want %d; %d faults", workers, name, h.replicas.spawned, spawned, len(faults))
				}
				if s := h.workers(); often && workers == 2 && s[len(s)-1] != 1 {
					t.Errorf("workers that always %s: %v shared the work", name, s)
				}
			}
		}
	}
}

// TestStallsAreCountedFairly: a stall takes at least 2 s, and 20 steps.
func TestStallsAreCountedFairly(t *testing.T) {
	for _, c := range []struct {
		tick     time.Duration // of the clock: a step is some 20 of them
		from, to time.Duration
	}{
		{50 * time.Microsecond, 2 * time.Second, 3 * time.Second},
		{20 * time.Millisecond, 5 * time.Second, 20 * time.Second},
	} {
		h := shared(t, long, 2, 2)
		h.tick = c.tick
		h.start()
		h.untilStep(20)
		h.until(func() bool { return h.s.training.workers.replicas[0].busy })
		for h.s.Run(0) {
		}
		ticks := 0
		for ; len(got[*protocol.Fault](h)) == 0 && ticks < 100; ticks++ {
			h.s.Tick()
		}
		if after := time.Duration(ticks) * TickEvery; after < c.from || after > c.to {
			t.Errorf("steps of some %v: given up after %v, want %v to %v", 20*c.tick, after, c.from, c.to)
		}
	}
	h := shared(t, normed, 2, 2) // paused, nobody is late
	h.start()
	h.until(func() bool { return len(h.s.training.workers.replicas) > 0 && h.s.training.workers.replicas[0].busy })
	h.send(&protocol.Pause{})
	for range 100 {
		h.s.Tick()
	}
	h.wantFaults("")
}

func TestReplicasCannotStart(t *testing.T) {
	want := alone(t, smallRecipe)
	h := shared(t, smallRecipe, 0, 8)
	h.replicas.refuse = "Worker is not defined"
	h.start()
	if end := h.end(); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
	if s := h.workers(); !slices.Equal(s, []int{1}) {
		t.Errorf("%v shared the work", s)
	}
	if n := strings.Count(h.faults(), "replica"); n < 1 || h.replicas.spawned != 7+maxDeaths {
		t.Errorf("%d started, faults: %s", h.replicas.spawned, h.faults())
	}

	h = shared(t, smallRecipe, 4, 0) // nested workers are not to be had at all
	h.start()
	if end := h.end(); end.Fingerprint != want || h.replicas.spawned != 0 {
		t.Errorf("weights %x, want %x; %d started", end.Fingerprint, want, h.replicas.spawned)
	}
	h.wantFaults("")

	h.posts = nil
	h.send(&protocol.Prepare{Recipe: parse(t, smallRecipe), Workers: 9})
	h.wantFaults("recipe workers")
}

// TestRunsDoNotMix interrupts runs in the midst of shared mini-batches.
func TestRunsDoNotMix(t *testing.T) {
	want := alone(t, normed)
	h := shared(t, normed, 3, 8)
	h.start()
	inWork := func(step uint32) {
		h.t.Helper()
		h.untilStep(step)
		h.until(func() bool {
			p := h.s.training.workers.replicas
			return len(p) == 2 && p[0].busy && p[1].busy
		})
	}
	inWork(4)
	h.send(&protocol.Reset{})
	if len(h.replicas.running) != 0 {
		t.Error("a reset left replicas at work")
	}
	h.send(&protocol.Start{})
	inWork(2)
	h.send(&protocol.Prepare{Recipe: parse(t, smallRecipe), Workers: 2}, &protocol.Start{})
	h.untilStep(3)
	h.send(&protocol.Prepare{Recipe: parse(t, normed), Workers: 3}, &protocol.Start{})
	inWork(3)
	h.send(&protocol.Pause{})
	snap := last[*protocol.Snapshot](h)
	if snap.Step != 3 {
		t.Errorf("snapshot of step %d in the midst of the next", snap.Step)
	}
	h.answer() // one part comes while the run is paused
	h.run()
	if h.s.step() != 3 {
		t.Error("trained while paused")
	}
	h.send(&protocol.Resume{})
	inWork(6)
	h.send(&protocol.Restore{Recipe: parse(t, normed), Data: snap.Data, Workers: 3}, &protocol.Resume{})
	if end := h.end(); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
	if s := h.workers(); s[len(s)-1] != 3 {
		t.Errorf("%v shared the work", s)
	}
	h.wantFaults("")
	h.phases()
	h.send(&protocol.Start{})
	if end := h.end(); end.Fingerprint != want {
		t.Errorf("a run after that: weights %x, want %x", end.Fingerprint, want)
	}
}

// TestLostDataMidStep: a run that stops for want of data takes its tasks back.
func TestLostDataMidStep(t *testing.T) {
	h := shared(t, normed, 2, 2)
	h.start()
	h.until(func() bool { return len(h.s.training.workers.replicas) == 1 && h.s.training.workers.replicas[0].busy })
	h.s.training.noData(h.s, "a test says so")
	if len(h.replicas.running) != 0 {
		t.Error("replicas continue")
	}
	h.send(&protocol.Resume{})
	if end, want := h.end(), alone(t, normed); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
}

// TestSharedSlices: with replicas at work a slice is still one micro-batch, and
// while their parts are due a drawing is classified and a pause is obeyed.
func TestSharedSlices(t *testing.T) {
	h := shared(t, normed, 2, 2)
	h.start()
	h.untilStep(2)
	slices := 0
	for h.s.Run(0) {
		slices++
	}
	if slices < 4 || h.s.step() != 2 {
		t.Errorf("half of 8 micro-batches took %d slices, now at step %d", slices, h.s.step())
	}
	h.send(inked(7))
	for h.s.Run(time.Millisecond) {
	}
	if p := last[*protocol.Classified](h); p.Seq != 7 || p.Step != 2 {
		t.Errorf("prediction while waiting %+v", p)
	}
	h.posts = nil
	h.send(&protocol.Pause{})
	h.wantPhases("paused")
	h.send(&protocol.StepOnce{})
	h.run()
	if h.s.step() != 3 {
		t.Errorf("a single step led to step %d", h.s.step())
	}
	h.wantPhases("training paused")
}

// TestAutomatic: the number of workers that is fastest by the clock is kept.
func TestAutomatic(t *testing.T) {
	const json = `{"preset":"mlp","layers":[{"kind":"dense","units":10}],"batchSize":20,"epochs":60,"learningRate":0.01}`
	want := alone(t, json)
	for name, c := range map[string]struct {
		cores int
		dear  int // ticks that a shared step costs
		most  int // replicas
		want  uint32
	}{
		"two cores":               {2, 0, 1, 2},
		"sharing is dear":         {2, 40, 1, 1},
		"eight cores":             {8, 0, 7, 8},
		"six are as good as four": {6, 0, 3, 4},
		"more than eight":         {64, 0, 7, 8},
		"one core":                {1, 0, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := shared(t, json, 0, c.cores)
			h.replicas.mishap = func(int) mishap { h.now += time.Duration(c.dear) * h.tick; return none }
			h.start()
			if end := h.end(); end.Fingerprint != want {
				t.Errorf("weights %x, want %x", end.Fingerprint, want)
			}
			if h.replicas.max != c.most {
				t.Errorf("%d replicas, want %d", h.replicas.max, c.most)
			}
			with := map[uint32]int{}
			for _, p := range got[*protocol.Progress](h) {
				with[p.Workers]++
			}
			if p := last[*protocol.Progress](h); p.Workers != c.want {
				t.Errorf("at the end %d workers share the work, want %d; progress events by workers: %v", p.Workers, c.want, with)
			}
		})
	}
}

// TestPenHasACore: while somebody draws, one worker fewer trains.
func TestPenHasACore(t *testing.T) {
	h := shared(t, long, 0, 2)
	h.tick = time.Millisecond
	h.start()
	steps := func(n int) (sharing []int) {
		for end := h.s.step() + uint32(n); h.s.step() < end; h.answer() {
			h.s.Run(0)
			if !slices.Contains(sharing, h.s.training.workers.active) {
				sharing = append(sharing, h.s.training.workers.active)
			}
		}
		return sharing
	}
	if got := steps(50); !slices.Contains(got, 2) {
		t.Fatalf("%v workers share the work", got)
	}
	for seq := range uint32(50) {
		h.send(inked(seq + 1))
		if got := steps(1); seq > 0 && !slices.Equal(got, []int{1}) {
			t.Fatalf("%v workers share the work while somebody draws", got)
		}
	}
	if got := steps(50); !slices.Contains(got, 2) {
		t.Errorf("%v workers share the work after somebody drew", got)
	}
}
