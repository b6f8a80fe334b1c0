package session

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// fakeReplicas are the fake host's replicas.
type fakeReplicas struct {
	cores   int
	running map[int]*fakeReplica
	spawned int
	refuse  string              // why none can be started
	mishap  func(id int) mishap // of a task, called when it is to be answered
	late    []func()            // what replicas that were stopped still send
	tasks   int
	max     int // running at a time
}

type mishap int

const (
	none mishap = iota
	dies
	stalls
	lies // sends a part of another network
)

// fakeReplica is a real one, behind the fake host.
type fakeReplica struct {
	w    *train.Replica
	busy bool
	part train.Part // the memory of all its parts
}

func (h *fake) Cores() int { return h.replicas.cores }

func (h *fake) Spawn(id int, r recipe.Recipe) {
	f := &h.replicas
	if f.running == nil {
		f.running = map[int]*fakeReplica{}
	}
	w, err := train.NewReplica(r)
	if err != nil {
		h.t.Errorf("spawned with a bad recipe: %v", err)
	}
	if f.running[id] != nil {
		h.t.Errorf("replica %d was spawned twice", id)
	}
	f.spawned++
	f.running[id] = &fakeReplica{w: w, part: train.Part{Gradient: make([]float32, len(w.Weights()))}}
	f.max = max(f.max, len(f.running))
}

func (h *fake) Send(id int, task train.Task, weights []float32) {
	r := h.replicas.running[id]
	if r == nil || r.busy {
		h.t.Fatalf("a task for replica %d, which is not free", id)
	}
	copy(r.w.Weights(), weights)
	task.Samples.Bytes, task.Samples.Labels = slices.Clone(task.Samples.Bytes), slices.Clone(task.Samples.Labels)
	if err := r.w.Begin(task); err != nil {
		h.t.Fatal(err)
	}
	r.busy = true
	h.replicas.tasks++
}

func (h *fake) Stop(id int) {
	r := h.replicas.running[id]
	if r == nil {
		h.t.Fatalf("replica %d was stopped twice", id)
	}
	delete(h.replicas.running, id)
	if r.busy { // its answer may be on its way
		h.replicas.late = append(h.replicas.late, func() { h.s.ReplicaPart(id, r.result()) })
	}
	h.replicas.late = append(h.replicas.late, func() { h.s.ReplicaDied(id, "late") }, func() { h.s.ReplicaReady(id) })
}

// result does the task and returns the part, in memory that is reused.
func (r *fakeReplica) result() *train.Part {
	for !r.w.Advance() {
	}
	p := r.w.Part()
	copy(r.part.Gradient, p.Gradient)
	r.part.From, r.part.To, r.part.Loss, r.part.Correct = p.From, p.To, p.Loss, p.Correct
	r.part.Stats = append(r.part.Stats[:0], p.Stats...)
	r.busy = false
	return &r.part
}

// answer lets one replica answer, the newest first, and reports whether any did.
func (h *fake) answer() bool {
	f := &h.replicas
	ids := make([]int, 0, len(f.running))
	for id := range f.running {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range slices.Backward(ids) {
		_, p := h.s.sharerOf(id)
		switch r := f.running[id]; {
		case p == nil:
			h.t.Fatalf("replica %d is not the session's", id)
		case f.refuse != "":
			h.s.ReplicaDied(id, f.refuse)
			return true
		case !p.ready:
			h.s.ReplicaReady(id)
			return true
		case r.busy:
			m := none
			if f.mishap != nil {
				m = f.mishap(id)
			}
			switch m {
			case none:
				h.s.ReplicaPart(id, r.result())
			case lies:
				bad := *r.result()
				bad.Gradient = bad.Gradient[1:]
				h.s.ReplicaPart(id, &bad)
			case dies:
				h.s.ReplicaDied(id, "out of memory")
			case stalls:
				h.s.Tick()
				h.now += TickEvery
			}
			for _, say := range f.late { // nobody listens any more
				say()
			}
			f.late = nil
			return true
		}
	}
	return false
}

// shared prepares a recipe for a number of workers and returns the host.
func shared(t *testing.T, json string, workers, cores int) *fake {
	h := newFake(t)
	h.replicas.cores = cores
	h.send(&protocol.Prepare{Recipe: parse(t, json), Workers: uint8(workers)})
	return h
}

// start starts the prepared run, with all data there.
func (h *fake) start() {
	h.t.Helper()
	h.send(&protocol.Start{})
	h.serveAll()
}

func (h *fake) end() *protocol.PhaseChanged {
	h.t.Helper()
	h.run()
	return last[*protocol.PhaseChanged](h)
}

// workers returns the numbers of workers in Progress events.
func (h *fake) workers() (ns []int) {
	for _, p := range got[*protocol.Progress](h) {
		if n := int(p.Workers); !slices.Contains(ns, n) {
			ns = append(ns, n)
		}
	}
	return ns
}
