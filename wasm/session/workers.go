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

	slowProducts = 2 << 30 // multiplications a second of a slow computer
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
func (r *training) startReplicas(s *Session) {
	w := &r.workers
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
func (r *training) stopReplicas(s *Session) {
	for len(r.workers.replicas) > 0 {
		r.stopReplica(s, r.workers.replicas[0])
	}
	r.workers.complete, r.workers.pace = false, pace{}
}

func (r *training) stopReplica(s *Session, o *replica) {
	var others []*replica
	for _, p := range r.workers.replicas {
		if p != o {
			others = append(others, p)
		}
	}
	r.workers.replicas = others
	s.host.Stop(o.id)
	if o.busy {
		s.trainer.Reclaim(o.task)
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
func (r *training) distribute(s *Session) error {
	w := &r.workers
	n := w.ready()
	switch {
	case w.wanted == 0:
		n = min(n, w.pace.workers(n+1)-1)
		if s.penMoves() {
			n = max(n-1, 0) // a core for the page: the pen and the prediction
			w.pace.disturb()
		}
	case !w.complete && n < len(w.replicas) && !r.single: // a wanted number trains from the start
		return train.ErrWaiting
	default:
		w.complete = true
	}
	tasks, err := s.trainer.Begin(n)
	if tasks == nil {
		return err
	}
	r.worked = true
	w.active = 1 + len(tasks)
	for _, o := range w.replicas {
		if len(tasks) == 0 {
			break
		}
		if o.ready {
			o.task, o.busy, o.ticks = tasks[0], true, 0
			s.host.Send(o.id, tasks[0], s.trainer.Network().Values())
			tasks = tasks[1:]
		}
	}
	return nil
}

// replaceReplica starts another replica for a failed one, unless they keep dying.
func (r *training) replaceReplica(s *Session, o *replica, detail string) {
	r.stopReplica(s, o)
	r.workers.deaths++
	s.fault(protocol.CodeReplica, "", detail)
	if r.running && !r.single {
		r.startReplicas(s)
	}
}

// ReplicaReady reports that a spawned worker waits for tasks.
func (s *Session) ReplicaReady(id int) {
	if o := s.training.workers.find(id); o != nil {
		o.ready = true
	}
}

// ReplicaPart brings the result of a task. The part is the session's until the
// next Send to the same replica.
func (s *Session) ReplicaPart(id int, part *train.Part) {
	s.at = &s.training
	defer s.guard()
	o := s.training.workers.find(id)
	if o == nil || !o.busy {
		return
	}
	if !s.trainer.Accept(part) {
		s.training.replaceReplica(s, o, "it sent what nobody asked for")
		return
	}
	o.busy = false
}

// ReplicaDied reports that a worker could not start, or ended.
func (s *Session) ReplicaDied(id int, detail string) {
	s.at = &s.training
	defer s.guard()
	if o := s.training.workers.find(id); o != nil {
		s.training.replaceReplica(s, o, detail)
	}
}

// Tick finds replicas that have stopped without a word. Time is counted in
// ticks: when the whole page sleeps, so do they.
func (s *Session) Tick() {
	s.at = &s.training
	defer s.guard()
	r := &s.training
	stall := startLimit
	if s.trainer != nil { // half a mini-batch, the largest task, on a slow computer
		stall += time.Duration(s.trainer.Recipe().Work()/slowProducts) * maxWorkers / 2 * time.Second
	}
	if step := r.workers.pace.step(); step > 0 {
		stall = max(minStall, stallSteps*step)
	}
	for _, o := range slices.Clone(r.workers.replicas) {
		if !r.running || o.ready && !o.busy {
			continue
		}
		o.ticks++
		limit := stall
		if !o.ready {
			limit = startLimit
		}
		if waited := time.Duration(o.ticks) * TickEvery; waited > limit {
			r.replaceReplica(s, o, "no answer for "+strconv.Itoa(int(waited/time.Second))+" s")
		}
	}
}
