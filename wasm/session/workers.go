package session

import (
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TickEvery is the time between a host's calls of Session.Tick.
const TickEvery = 500 * time.Millisecond

const (
	maxWorkers = train.MicroBatches
	maxDeaths  = 3                // replicas of a run that are replaced
	startLimit = 10 * time.Second // for a replica to start, or to do its first tasks
	minStall   = 2 * time.Second  // without an answer
	stallSteps = 20               // or this many times the duration of a step
)

// workers are the workers that share a run's mini-batches: this one and, each in
// a worker of its own, replicas of the network. Replicas last from the run's
// start, pauses included, to its end: an id belongs to one run, so that the parts
// of two never mix.
type workers struct {
	wanted   int // in all, as Prepare said; 0 is automatic
	replicas []*replica
	lastID   int
	deaths   int
	complete bool // a wanted number of replicas has been ready once
	active   int  // workers in the mini-batch in work
	pace     pace
}

type replica struct {
	id    int
	ready bool
	busy  bool // with task
	task  train.Task
	ticks int // since it was last given a task, or started
}

// startReplicas starts the replicas that the run lacks, at most one per
// micro-batch. A mini-batch is a binary tree, so that only powers of two make a
// difference.
func (s *Session) startReplicas() {
	w := &s.workers
	n, cores := w.wanted, s.host.Cores()
	if n == 0 {
		n = 1 << (bits.Len(uint(min(max(cores, 1), maxWorkers))) - 1)
	}
	n = min(n, s.trainer.Recipe().MicroBatches())
	for cores > 0 && w.deaths <= maxDeaths && len(w.replicas) < n-1 {
		w.lastID++
		w.replicas = append(w.replicas, &replica{id: w.lastID})
		s.host.Spawn(w.lastID, s.trainer.Recipe())
	}
}

// stopReplicas ends all replicas. This worker does their tasks.
func (s *Session) stopReplicas() {
	for len(s.workers.replicas) > 0 {
		s.stopReplica(s.workers.replicas[0])
	}
	s.workers.complete, s.workers.pace = false, pace{}
}

func (s *Session) stopReplica(r *replica) {
	s.workers.replicas = slices.DeleteFunc(s.workers.replicas, func(o *replica) bool { return o == r })
	s.host.Stop(r.id)
	if r.busy {
		s.trainer.Reclaim(r.task)
	}
}

func (w *workers) find(id int) *replica {
	for _, r := range w.replicas {
		if r.id == id {
			return r
		}
	}
	return nil
}

// ready returns the number of replicas that have started.
func (w *workers) ready() (n int) {
	for _, r := range w.replicas {
		if r.ready {
			n++
		}
	}
	return n
}

// distribute begins a mini-batch, unless one is in work, and sends the replicas
// their tasks before this worker begins its own.
func (s *Session) distribute() error {
	w := &s.workers
	n := w.ready()
	switch {
	case w.wanted == 0:
		n = min(n, w.pace.workers(n+1)-1)
		if s.penMoves() {
			n = max(n-1, 0) // a core for the page: the pen and the prediction
			w.pace.disturb()
		}
	case !w.complete && n < len(w.replicas) && !s.single: // a wanted number trains from the start
		return train.ErrWaiting
	default:
		w.complete = true
	}
	tasks, err := s.trainer.Begin(n)
	if tasks == nil {
		return err
	}
	s.worked = true
	w.active = 1 + len(tasks)
	for _, r := range w.replicas {
		if len(tasks) == 0 {
			break
		}
		if r.ready {
			r.task, r.busy, r.ticks = tasks[0], true, 0
			s.host.Send(r.id, tasks[0], s.trainer.Network().Values())
			tasks = tasks[1:]
		}
	}
	return nil
}

// ReplicaReady reports that a spawned worker waits for tasks.
func (s *Session) ReplicaReady(id int) {
	if r := s.workers.find(id); r != nil {
		r.ready = true
	}
}

// ReplicaPart brings the result of a task. The part is the session's until the
// next Send to the same replica.
func (s *Session) ReplicaPart(id int, part *train.Part) {
	defer s.guard()
	r := s.workers.find(id)
	if r == nil || !r.busy {
		return
	}
	if !s.trainer.Accept(part) {
		s.replaceReplica(r, "it sent what nobody asked for")
		return
	}
	r.busy = false
}

// ReplicaDied reports that a worker could not start, or ended.
func (s *Session) ReplicaDied(id int, detail string) {
	defer s.guard()
	if r := s.workers.find(id); r != nil {
		s.replaceReplica(r, detail)
	}
}

// replaceReplica starts another replica for a failed one, unless they keep dying.
func (s *Session) replaceReplica(r *replica, detail string) {
	s.stopReplica(r)
	s.workers.deaths++
	s.fault(protocol.CodeReplica, "", detail)
	if s.running && !s.single {
		s.startReplicas()
	}
}

// Tick finds replicas that have stopped without a word. Time is counted in
// ticks: when the whole page sleeps, so do they.
func (s *Session) Tick() {
	defer s.guard()
	stall := startLimit
	if step := s.workers.pace.step(); step > 0 {
		stall = max(minStall, stallSteps*step)
	}
	for _, r := range slices.Clone(s.workers.replicas) {
		if !s.running || r.ready && !r.busy {
			continue
		}
		r.ticks++
		limit := stall
		if !r.ready {
			limit = startLimit
		}
		if waited := time.Duration(r.ticks) * TickEvery; waited > limit {
			s.replaceReplica(r, "no answer for "+strconv.Itoa(int(waited/time.Second))+" s")
		}
	}
}
