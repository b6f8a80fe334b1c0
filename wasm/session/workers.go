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
	n := w.wanted
	if n == 0 {
		n = powerOfTwo(s.host.Cores())
	}
	w.start(s, s.trainer, n-1)
}

// powerOfTwo returns the workers that cores are enough for.
func powerOfTwo(cores int) int {
	return 1 << (bits.Len(uint(min(max(cores, 1), maxWorkers))) - 1)
}

// start starts replicas of t's network until there are n, at most one per micro-batch
// beside t's own.
func (w *workers) start(s *Session, t *train.Trainer, n int) {
	n = min(n, t.Recipe().MicroBatches()-1)
	for s.host.Cores() > 0 && w.deaths <= maxDeaths && len(w.replicas) < n {
		s.lastReplica++
		w.replicas = append(w.replicas, &replica{id: s.lastReplica})
		s.host.Spawn(s.lastReplica, t.Recipe())
	}
}

// stopReplicas ends all replicas. This worker does their tasks.
func (r *training) stopReplicas(s *Session) { r.workers.stop(s, s.trainer) }

// stop ends all replicas. t does their tasks.
func (w *workers) stop(s *Session, t *train.Trainer) {
	for len(w.replicas) > 0 {
		w.stopOne(s, t, w.replicas[0])
	}
	w.complete, w.pace = false, pace{}
}

func (w *workers) stopOne(s *Session, t *train.Trainer, o *replica) {
	var others []*replica
	for _, p := range w.replicas {
		if p != o {
			others = append(others, p)
		}
	}
	w.replicas = others
	s.host.Stop(o.id)
	if o.busy {
		t.Reclaim(o.task)
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
	begun, err := w.begin(s, s.trainer, n)
	r.worked = r.worked || begun
	return err
}

// begin begins a mini-batch of t with n replicas, unless one is in work.
func (w *workers) begin(s *Session, t *train.Trainer, n int) (begun bool, err error) {
	tasks, err := t.Begin(n)
	if tasks == nil {
		return false, err
	}
	w.active = 1 + len(tasks)
	for _, o := range w.replicas {
		if len(tasks) == 0 {
			break
		}
		if o.ready {
			o.task, o.busy, o.ticks = tasks[0], true, 0
			s.host.Send(o.id, tasks[0], t.Network().Values())
			tasks = tasks[1:]
		}
	}
	return true, nil
}

// sharer is what shares mini-batches with replicas: a lane of a race, or without one
// the run.
type sharer struct{ lane *lane }

func (of sharer) job(s *Session) job {
	if of.lane != nil {
		return &s.labs
	}
	return &s.training
}

func (of sharer) share(s *Session) (*workers, *train.Trainer) {
	if of.lane != nil {
		return &of.lane.workers, of.lane.trainer
	}
	return &s.training.workers, s.trainer
}

// sharerOf returns a replica and whose it is; nil if it was stopped.
func (s *Session) sharerOf(id int) (of sharer, o *replica) {
	for _, a := range s.labs.lanes {
		if o := a.workers.find(id); o != nil {
			return sharer{a}, o
		}
	}
	return sharer{}, s.training.workers.find(id)
}

// replace starts another replica for a failed one, unless they keep dying.
func (of sharer) replace(s *Session, o *replica, detail string) {
	w, t := of.share(s)
	w.stopOne(s, t, o)
	w.deaths++
	s.fault(protocol.CodeReplica, "", detail)
	if of.lane != nil {
		of.lane.startReplicas(s)
	} else if r := &s.training; r.running && !r.single {
		r.startReplicas(s)
	}
}

// ReplicaReady reports that a spawned worker waits for tasks.
func (s *Session) ReplicaReady(id int) {
	if _, o := s.sharerOf(id); o != nil {
		o.ready = true
	}
}

// ReplicaPart brings the result of a task. The part is the session's until the
// next Send to the same replica.
func (s *Session) ReplicaPart(id int, part *train.Part) {
	defer s.guard()
	of, o := s.sharerOf(id)
	s.at = of.job(s)
	if o == nil || !o.busy {
		return
	}
	if _, t := of.share(s); !t.Accept(part) {
		of.replace(s, o, "it sent what nobody asked for")
		return
	}
	o.busy = false
}

// ReplicaDied reports that a worker could not start, or ended.
func (s *Session) ReplicaDied(id int, detail string) {
	defer s.guard()
	of, o := s.sharerOf(id)
	s.at = of.job(s)
	if o != nil {
		of.replace(s, o, detail)
	}
}

// Tick finds replicas that have stopped without a word. Time is counted in
// ticks: when the whole page sleeps, so do they.
func (s *Session) Tick() {
	defer s.guard()
	if s.training.running {
		s.tick(sharer{})
	}
	for _, a := range s.labs.lanes {
		s.tick(sharer{a})
	}
}

func (s *Session) tick(of sharer) {
	s.at = of.job(s)
	w, t := of.share(s)
	stall := startLimit
	if t != nil { // half a mini-batch, the largest task, on a slow computer
		stall += time.Duration(t.Recipe().Work()/slowProducts) * maxWorkers / 2 * time.Second
	}
	if step := w.pace.step(); step > 0 {
		stall = max(minStall, stallSteps*step)
	}
	for _, o := range slices.Clone(w.replicas) {
		if o.ready && !o.busy {
			continue
		}
		o.ticks++
		limit := stall
		if !o.ready {
			limit = startLimit
		}
		if waited := time.Duration(o.ticks) * TickEvery; waited > limit {
			of.replace(s, o, "no answer for "+strconv.Itoa(int(waited/time.Second))+" s")
		}
	}
}
