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
	sent    map[string]int // errands, by kindOf
	max     int            // running at a time
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
	w       *train.Replica
	errands []Errand
	parts   [MaxErrands]train.Part // the memory of all its parts, in turn
	answers int
}

func (h *fake) Cores() int { return h.replicas.cores }

func (h *fake) Spawn(id int, r recipe.Recipe) {
	f := &h.replicas
	if f.running == nil {
		f.running, f.sent = map[int]*fakeReplica{}, map[string]int{}
	}
	w, err := train.NewReplica(r)
	if err != nil {
		h.t.Errorf("spawned with a bad recipe: %v", err)
	}
	if f.running[id] != nil {
		h.t.Errorf("replica %d was spawned twice", id)
	}
	f.spawned++
	f.running[id] = &fakeReplica{w: w}
	f.max = max(f.max, len(f.running))
}

func (h *fake) Send(id int, e Errand) {
	r := h.replicas.running[id]
	if r == nil || len(r.errands) == MaxErrands {
		h.t.Fatalf("an errand for replica %d, which is not free", id)
	}
	e.Weights, e.Gradient, e.State = slices.Clone(e.Weights), slices.Clone(e.Gradient), slices.Clone(e.State)
	for i, s := range e.State {
		e.State[i] = slices.Clone(s)
	}
	e.Task.Samples.Bytes, e.Task.Samples.Labels = slices.Clone(e.Task.Samples.Bytes), slices.Clone(e.Task.Samples.Labels)
	r.errands = append(r.errands, e)
	h.replicas.sent[kindOf(e)]++
	if e.Task.Size > 0 {
		h.replicas.tasks++
	}
}

// kindOf says what an errand begins with.
func kindOf(e Errand) string {
	switch {
	case len(e.Gradient) > 0 && e.Task.Size == 0:
		return "gradient"
	case len(e.Gradient) > 0:
		return "gradient and task"
	case len(e.State) > 0:
		return "state"
	case len(e.Weights) > 0:
		return "weights"
	}
	return "task"
}

func (h *fake) Stop(id int) {
	r := h.replicas.running[id]
	if r == nil {
		h.t.Fatalf("replica %d was stopped twice", id)
	}
	delete(h.replicas.running, id)
	for range r.errands { // its answers may be on their way
		h.replicas.late = append(h.replicas.late, func() { h.s.ReplicaPart(id, r.result()) })
	}
	h.replicas.late = append(h.replicas.late, func() { h.s.ReplicaDied(id, "late") }, func() { h.s.ReplicaReady(id) })
}

// result does the first errand and returns the part, in memory that is reused.
func (r *fakeReplica) result() *train.Part {
	e := r.errands[0]
	r.errands = r.errands[1:]
	copy(r.w.Weights(), e.Weights)
	for i, s := range e.State {
		copy(r.w.State()[i], s)
	}
	if e.Gradient != nil {
		r.w.Gain(0, e.Gradient)
		r.w.Step(e.Rate)
	}
	r.answers++
	part := &r.parts[r.answers%MaxErrands]
	part.From, part.To = 0, 0
	if e.Task.Size == 0 {
		return part
	}
	if err := r.w.Begin(e.Task); err != nil {
		panic(err)
	}
	for !r.w.Advance() {
	}
	p := r.w.Part()
	gradient, stats := append(part.Gradient[:0], p.Gradient...), append(part.Stats[:0], p.Stats...)
	*part = *p
	part.Gradient, part.Stats = gradient, stats
	return part
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
		case len(r.errands) > 0:
			m := none
			if f.mishap != nil {
				m = f.mishap(id)
			}
			switch m {
			case none:
				h.s.ReplicaPart(id, r.result())
			case lies:
				bad := *r.result()
				bad.Check++
				h.s.ReplicaPart(id, &bad)
			case dies:
				h.s.ReplicaDied(id, "out of memory")
			case stalls:
				if !p.busy { // nobody waits for it yet
					continue
				}
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
