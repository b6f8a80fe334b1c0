package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// branch is the job that replays the run up to a moment, from the snapshot before it: a
// moment to look at has not all that training goes on from, and not exactly. Since the
// same seed gives the same weights, the branch is the run.
type branch struct {
	trainer  *train.Trainer // of the replay; nil while there is none or it waits for images
	wanted   bool
	waiting  bool
	goal     moment // without values
	from     origin
	reported time.Duration

	made    []byte // what the last replay posted
	lessons uint64 // that it has had
}

func (b *branch) handle(s *Session, m protocol.Message) bool {
	c, ok := m.(*protocol.Branch)
	if !ok || s.trainer == nil {
		return false
	}
	b.giveUp(s)
	l := &s.timeline
	if len(l.moments) == 0 {
		s.host.Post(&protocol.Branched{Step: c.Step, Refused: true})
		return true
	}
	goal := &l.moments[l.nearest(c.Step)]
	from := l.origin(goal)
	if from == nil || s.lesson.command != nil {
		s.host.Post(&protocol.Branched{Step: c.Step, Refused: true})
		return true
	}
	s.alone(b)
	b.wanted, b.waiting, b.from = true, false, *from
	b.goal = moment{step: goal.step, lessons: goal.lessons}
	if goal.step > from.step {
		s.data.begin()
	}
	b.report(s)
	return true
}

func (b *branch) due(*Session) bool { return b.wanted && !b.waiting }

// advance does one micro-batch of the replay.
func (b *branch) advance(s *Session) (more bool) {
	if b.trainer == nil {
		b.begin(s)
		return true
	}
	t := b.trainer
	if uint32(t.StepCount()) == b.goal.step {
		b.end(s)
		return true
	}
	_, _, err := t.Advance()
	switch {
	case errors.Is(err, data.ErrPending):
		b.waiting = true
	case err != nil: // its images are lost
		b.giveUp(s)
	case s.host.Now()-b.reported >= progressEvery:
		b.report(s)
	}
	return true
}

// begin builds the trainer, as soon as there is something to train on.
func (b *branch) begin(s *Session) {
	if s.data.train == nil && b.goal.step > b.from.step {
		b.waiting = true
		return
	}
	var err error
	if len(b.from.data) == 0 {
		b.trainer, err = train.New(s.trainer.Recipe(), s.data.train, s.data.test)
	} else {
		b.trainer, err = train.RestoreFor(s.trainer.Recipe(), b.from.data, s.data.train, s.data.test)
	}
	if err != nil {
		b.giveUp(s)
	}
}

// end posts the snapshot of the goal.
func (b *branch) end(s *Session) {
	t := b.trainer
	b.made, b.lessons = t.Snapshot(nil), b.goal.lessons
	b.wanted, b.trainer = false, nil
	of := b.goal.step - b.from.step
	s.host.Post(&protocol.Branched{
		Step: b.goal.step, Done: of, Of: of, Data: b.made,
		Epoch: uint32(t.Epoch()), ImagesSeen: uint32(t.SamplesSeen()),
	})
}

func (b *branch) report(s *Session) {
	m := protocol.Branched{Step: b.goal.step, Of: b.goal.step - b.from.step}
	if b.trainer != nil {
		m.Done = uint32(b.trainer.StepCount()) - b.from.step
	}
	b.reported = s.host.Now()
	s.host.Post(&m)
}

// giveUp ends a replay without a result.
func (b *branch) giveUp(s *Session) {
	if b.wanted {
		b.wanted, b.trainer = false, nil
		s.host.Post(&protocol.Branched{Step: b.goal.step, Refused: true})
	}
}

// pause gives the replay up: something else is to learn.
func (b *branch) pause(s *Session) { b.giveUp(s) }

func (b *branch) dataChanged(s *Session) {
	b.waiting = false
	if b.wanted && s.data.dead() != "" {
		b.giveUp(s)
	}
}

// reset gives up the replay of a run that is about to be replaced.
func (b *branch) reset(s *Session, _ string) { b.giveUp(s) }
