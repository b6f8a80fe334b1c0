// Package session runs a train.Trainer on commands from the page and answers
// with events. It fetches the data, cuts training, evaluation and classification
// into slices so that a command is obeyed within milliseconds, and reports every
// failure. It knows nothing of JavaScript: a Host connects it.
//
// Each thing that a session does is a job, with its state, its commands and its
// slice of work in a file of its own. The scheduler, in jobs.go, knows them by one
// table only: to add one, such as a race or a lab's run, write a file with a type
// that implements job, and learner if it learns, and put a line for it into
// New's table, at its place in the order of urgency.
//
// A Session is for one goroutine. Its methods never block; Run does the work.
package session

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// Host is a session's surroundings: the worker, or a test.
type Host interface {
	// Post sends an event. The message is the session's again when it returns.
	Post(protocol.Message)
	// Fetch starts a download and returns at once. It is answered later, not
	// from within: any number of Session.Received, then one Session.Arrived or
	// Session.Failed.
	Fetch(Request)
	// Now returns the time since some fixed moment; it never goes back.
	Now() time.Duration

	// Cores returns the number of workers that can work at the same time, this
	// one included; 0 if this one cannot start others.
	Cores() int
	// Spawn starts a worker with a replica for a recipe. It is answered later:
	// by Session.ReplicaReady, or by Session.ReplicaDied, then or at any time
	// after.
	Spawn(id int, r recipe.Recipe)
	// Send gives a ready replica a task, and the weights to do it with. It has
	// copied both when it returns. Session.ReplicaPart answers it.
	Send(id int, task train.Task, weights []float32)
	// Stop ends a replica. The session ignores what still comes from it.
	Stop(id int)
}

// Request is one download: of a shard, which the host inflates, or of the
// manifest, which it rewrites as mnist.ParseList reads it.
type Request struct {
	ID       int           // to be given back with the answer
	URL      string        // relative to the page
	After    time.Duration // wait this long first
	Reload   bool          // by-pass caches: an earlier copy was bad
	Manifest bool          // the manifest, not a shard
	Limit    int           // max length in bytes, inflated
}

// Session is one worker's state: its data, the network in work, and the jobs.
type Session struct {
	host    Host
	data    *dataset
	trainer *train.Trainer // nil before the first Prepare or Restore
	lessons uint64         // that its weights have had

	jobs []job // the most urgent first
	at   job   // the one at work, nil between jobs

	lastReplica int // an id belongs to one network, so that the parts of two never mix

	drawing     drawing
	inspection  inspection
	explanation explanation
	batch       batch
	lesson      lesson
	samples     samples
	timeline    timeline
	hindsight   hindsight
	branch      branch
	labs        labs
	gan         adversaries
	test        testData
	training    training
}

// New returns a session with nothing prepared. It posts nothing.
func New(h Host) *Session {
	s := &Session{host: h}
	s.data = newData(h, s.fault)
	s.jobs = []job{
		&s.drawing,
		&s.inspection,
		&s.explanation,
		&s.batch,
		&s.hindsight,
		&s.lesson,
		&s.samples,
		&s.timeline,
		&s.labs,
		&s.gan,
		&s.branch,
		&s.test,
		&s.training,
	}
	return s
}

// Handle obeys a command.
func (s *Session) Handle(m protocol.Message) {
	defer s.guard()
	if p, ok := m.(*protocol.Ping); ok {
		s.host.Post(&protocol.Pong{N: p.N, Busy: s.busy()})
		return
	}
	for _, j := range s.jobs {
		s.at = j
		if j.handle(s, m) {
			return
		}
	}
	if s.trainer == nil {
		s.fault(protocol.CodeInternal, "", "nothing is prepared: send Prepare or Restore first")
		return
	}
	s.fault(protocol.CodeInternal, "", "message kind "+strconv.Itoa(int(m.Kind()))+" is no command")
}

// Run works for about budget and reports whether there is more to do. If there is
// not, only a command or an answer to a Host's method changes that.
func (s *Session) Run(budget time.Duration) (more bool) {
	more = true // for the other jobs, if one panics
	defer s.guard()
	if s.penMoves() {
		budget = 0 // the next drawing is not to wait
	}
	for end := s.host.Now() + budget; ; {
		if !s.work() {
			return false
		}
		if s.host.Now() >= end {
			return true
		}
	}
}

// Received reports the bytes of a request so far, as transferred.
func (s *Session) Received(id, bytes int) {
	defer s.guard()
	s.data.received(id, bytes)
}

// Arrived answers a request: a shard's content and the SHA-256 of the gzipped
// file in hex, "" if the host cannot tell, or the manifest as a list. content
// is the session's from now on.
func (s *Session) Arrived(id int, content []byte, sha256 string) {
	defer s.guard()
	s.data.arrived(id, content, sha256)
	s.dataChanged()
}

// Failed answers a request without a result.
func (s *Session) Failed(id int, detail string) {
	defer s.guard()
	s.data.failed(id, detail)
	s.dataChanged()
}

func (s *Session) dataChanged() {
	for _, j := range s.jobs {
		if l, ok := j.(learner); ok {
			s.at = j
			l.dataChanged(s)
		}
	}
}

// showAgain classifies the drawing again, and shows the layers again.
func (s *Session) showAgain() {
	s.drawing.wanted, s.inspection.wanted = s.drawing.ink, true
}

func (s *Session) fault(code protocol.Code, where, detail string) {
	s.host.Post(&protocol.Fault{Code: code, Step: s.step(), Where: where, Detail: detail})
}

func (s *Session) step() uint32 {
	if s.trainer == nil {
		return 0
	}
	return uint32(s.trainer.StepCount())
}
