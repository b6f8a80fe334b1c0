package session

import (
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TickEvery is how often a host calls Session.Tick.
const TickEvery = 500 * time.Millisecond

const (
	maxWorkers   = train.MicroBatches
	maxDeaths    = 3                // of replicas in a run that are made up for
	startLimit   = 10 * time.Second // for a replica to start, or to do its first tasks
	stallAtLeast = 2 * time.Second  // without an answer
	stallSteps   = 20               // or this many times as long as a step takes
)

// crew is the other workers, each with a replica of the network, that share a
// run's mini-batches. They last from the run's start, pauses included, to its
// end: an id is of one run, so that the parts of two never mix.
type crew struct {
	wanted  int // workers in all, as Prepare said; 0 is automatic
	peers   []*peer
	lastID  int
	deaths  int
	met     bool // those of a wanted number have all been ready once
	sharing int  // workers that share the mini-batch in work
	pace    pace
}

type peer struct {
	id    int
	ready bool
	busy  bool // with task
	task  train.Task
	ticks int // since it was last given something to do
}

// enlist starts as many other workers as the run is to have, at most one a
// micro-batch. A mini-batch is a binary tree, so that only powers of two make a
// difference.
func (s *Session) enlist() {
	c := &s.crew
	size, cores := c.wanted, s.host.Cores()
	if size == 0 {
		size = 1 << (bits.Len(uint(min(max(cores, 1), maxWorkers))) - 1)
	}
	size = min(size, s.trainer.Recipe().MicroBatches())
	for cores > 0 && c.deaths <= maxDeaths && len(c.peers) < size-1 {
		c.lastID++
		c.peers = append(c.peers, &peer{id: c.lastID})
		s.host.Spawn(c.lastID, s.trainer.Recipe())
	}
}

// dismiss ends all other workers. The run itself does what they had to do.
func (s *Session) dismiss() {
	for len(s.crew.peers) > 0 {
		s.discharge(s.crew.peers[0])
	}
	s.crew.met, s.crew.pace = false, pace{}
}

func (s *Session) discharge(p *peer) {
	s.crew.peers = slices.DeleteFunc(s.crew.peers, func(o *peer) bool { return o == p })
	s.host.Stop(p.id)
	if p.busy {
		s.trainer.Reclaim(p.task)
	}
}

func (c *crew) find(id int) *peer {
	for _, p := range c.peers {
		if p.id == id {
			return p
		}
	}
	return nil
}

// ready returns how many others can be given tasks, once what they do is done.
func (c *crew) ready() (n int) {
	for _, p := range c.peers {
		if p.ready {
			n++
		}
	}
	return n
}

// share begins a mini-batch, unless one is in work, and gives the others their
// tasks before this worker begins its own.
func (s *Session) share() error {
	c := &s.crew
	others := c.ready()
	switch {
	case c.wanted == 0:
		others = min(others, c.pace.workers(others+1)-1)
		if s.penMoves() {
			others = max(others-1, 0) // a core is the page's, for the pen and the answer
			c.pace.disturb()
		}
	case !c.met && others < len(c.peers) && !s.single: // who wants a number gets it from the start
		return train.ErrWaiting
	default:
		c.met = true
	}
	tasks, err := s.trainer.Begin(others)
	if tasks == nil {
		return err
	}
	s.worked = true
	c.sharing = 1 + len(tasks)
	for _, p := range c.peers {
		if len(tasks) == 0 {
			break
		}
		if p.ready {
			p.task, p.busy, p.ticks = tasks[0], true, 0
			s.host.Send(p.id, tasks[0], s.trainer.Network().Values())
			tasks = tasks[1:]
		}
	}
	return nil
}

// ReplicaReady says that a spawned worker waits for tasks.
func (s *Session) ReplicaReady(id int) {
	if p := s.crew.find(id); p != nil {
		p.ready = true
	}
}

// ReplicaPart brings what came of a task. The part is the session's until the
// next Send to the same replica.
func (s *Session) ReplicaPart(id int, part *train.Part) {
	defer s.guard()
	p := s.crew.find(id)
	if p == nil || !p.busy {
		return
	}
	if !s.trainer.Accept(part) {
		s.lose(p, "it sent what nobody asked for")
		return
	}
	p.busy = false
}

// ReplicaDied says that a worker could not start, or came to an end.
func (s *Session) ReplicaDied(id int, detail string) {
	defer s.guard()
	if p := s.crew.find(id); p != nil {
		s.lose(p, detail)
	}
}

// lose replaces a worker that is of no use, unless they keep dying.
func (s *Session) lose(p *peer, detail string) {
	s.discharge(p)
	s.crew.deaths++
	s.fault(protocol.CodeReplica, "", detail)
	if s.running && !s.single {
		s.enlist()
	}
}

// Tick looks after workers that have stopped without a word. Time is counted in
// ticks: when the whole page sleeps, so do they.
func (s *Session) Tick() {
	defer s.guard()
	limit := startLimit
	if step := s.crew.pace.step(); step > 0 {
		limit = max(stallAtLeast, stallSteps*step)
	}
	for _, p := range slices.Clone(s.crew.peers) {
		if !s.running || p.ready && !p.busy {
			continue
		}
		p.ticks++
		most := limit
		if !p.ready {
			most = startLimit
		}
		if waited := time.Duration(p.ticks) * TickEvery; waited > most {
			s.lose(p, "no answer for "+strconv.Itoa(int(waited/time.Second))+" s")
		}
	}
}
