package session

import (
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// job is one of the things that a session does. Its zero value has nothing to do.
type job interface {
	// handle obeys a command, and reports whether it was one for this job; if it
	// takes a network and there is none, it was not.
	handle(s *Session, m protocol.Message) bool
	// due reports whether there is something to do. Less urgent jobs wait for as
	// long as there is.
	due(s *Session) bool
	// advance does one slice of it, of some milliseconds: a prediction, a
	// micro-batch, 50 test images. It reports false if nobody has anything to do
	// before the next command or answer.
	advance(s *Session) (more bool)
	// reset gives up what belongs to the network, which is about to be replaced. If
	// bug is not "", it is the text of a panic in this job, which gives up all its
	// work and tells the page: the others go on.
	reset(s *Session, bug string)
}

// learner is a job that changes weights until it is over or paused. One learns at
// a time.
type learner interface {
	job
	pause(s *Session)
	// dataChanged reports that images arrived, or that some never will.
	dataChanged(s *Session)
}

// work does one slice of the most urgent job.
func (s *Session) work() (more bool) {
	for _, j := range s.jobs {
		s.at = j
		if j.due(s) {
			if j != job(&s.training) {
				s.training.workers.pace.disturb()
			}
			return j.advance(s)
		}
	}
	return false
}

// busy reports whether a job is due, or waits for images.
func (s *Session) busy() bool {
	for _, j := range s.jobs {
		if j.due(s) {
			return true
		}
	}
	return len(s.data.asked) > 0
}

// alone pauses the learners other than one.
func (s *Session) alone(one learner) {
	for _, j := range s.jobs {
		if l, ok := j.(learner); ok && l != one {
			l.pause(s)
		}
	}
}

// replace makes t the network in work.
func (s *Session) replace(t *train.Trainer) {
	for _, j := range s.jobs {
		j.reset(s, "")
	}
	s.trainer, s.lessons = t, 0
}

// guard turns a panic, which is our bug, into a fault that the page can show, and
// resets the job that was at work: all of them if it was none. A panic in here
// ends the worker; the page starts another from the last snapshot.
func (s *Session) guard() {
	at := s.at
	s.at = nil
	v := recover()
	if v == nil {
		return
	}
	bug := text(v)
	s.fault(protocol.CodeInternal, "", bug)
	for _, j := range s.jobs {
		if at == nil || at == j {
			j.reset(s, bug)
		}
	}
}

// text returns a panic's value in words. Package fmt would add a tenth to the
// worker's download.
func text(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case string:
		return v
	}
	return "panic with a value that is no text"
}
