package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	maxLanes = 4    // networks that labs train side by side
	maxTest  = 2000 // test images of a lane's evaluation
)

// lane is a network that a lab trains.
type lane struct {
	command    protocol.LabTrain
	trainer    *train.Trainer       // nil before its images are there
	evaluation *evaluate.Evaluation // in work, before an event
	loss       float64              // sum over the steps since the last event
	summed     int
	accuracy   float64
	over       bool // the network stays, for looking at
	workers    workers
}

// train begins a lane, in the place of one with the same ID.
func (l *labs) train(s *Session, m *protocol.LabTrain) {
	l.stop(s, m.ID)
	a := &lane{command: *m}
	if len(l.lanes) == maxLanes {
		a.end(s, protocol.Fault{Code: protocol.CodeInternal, Where: "labTrain", Detail: "four networks are in work: stop one"})
		return
	}
	if err := m.Recipe.Validate(); err != nil {
		a.end(s, protocol.RefusalOf(err))
		return
	}
	l.lanes = append(l.lanes, a)
}

// race does a slice of the next lane that can go on, and reports whether there was one.
func (l *labs) race(s *Session) bool {
	for range l.lanes {
		l.lane %= len(l.lanes)
		a := l.lanes[l.lane]
		done, ready := false, false
		if !l.leads(a) {
			done, ready = a.advance(s)
		}
		if done || !ready {
			l.lane++
		}
		if ready {
			return true
		}
	}
	return false
}

// leads reports whether a lane of a race waits for the others: one whose replicas are
// done sooner may be a step before them, so that no core waits.
func (l *labs) leads(a *lane) bool {
	for _, o := range l.lanes {
		if a.command.Race && o.command.Race && !o.over && a.steps() > o.steps()+1 {
			return true
		}
	}
	return false
}

func (a *lane) steps() int {
	if a.trainer == nil {
		return 0
	}
	return a.trainer.StepCount()
}

// waits reports whether any lane waits for its replicas only.
func (l *labs) waits() bool {
	for _, a := range l.lanes {
		for _, o := range a.workers.replicas {
			if !a.over && o.busy {
				return true
			}
		}
	}
	return false
}

// A lane of a race has as many replicas as leave this worker, which computes a branch of
// each lane, no more than one core's part: of 2 cores a half, of 4 a quarter, of 8 an
// eighth. More than maxReplicas of all lanes would cost more memory than they are worth.
const maxReplicas = 12

func (a *lane) startReplicas(s *Session) {
	if !a.command.Race || a.over {
		return
	}
	n, lanes := powerOfTwo(s.host.Cores())/2, 0
	for _, o := range s.labs.lanes {
		if o.command.Race {
			lanes++
		}
	}
	for n > 1 && n*lanes > maxReplicas {
		n /= 2
	}
	a.workers.start(s, a.trainer, n)
}

// distribute begins a mini-batch with the replicas that are ready. With a pen in the
// visitor's hand a core is left to the page.
func (a *lane) distribute(s *Session) error {
	n := a.workers.ready()
	if w := &s.labs.pace; n > 0 {
		n = min(n, w.workers(powerOfTwo(s.host.Cores()))/2)
	}
	if s.penMoves() {
		n = max(n-1, 0)
		s.labs.pace.disturb()
	}
	_, err := a.workers.begin(s, a.trainer, n)
	return err
}

// raced counts a step of a lane: once each has made one, the pace is measured.
func (l *labs) raced(now time.Duration) {
	lanes := 0
	for _, a := range l.lanes {
		if a.command.Race && !a.over {
			lanes++
		}
	}
	if l.round++; l.round >= lanes {
		l.round = 0
		l.pace.stepped(now)
	}
}

// advance does a micro-batch, or a slice of an evaluation. done says that the step is,
// with all that belongs to it; ready is false if nothing could be done yet.
func (a *lane) advance(s *Session) (done, ready bool) {
	switch {
	case a.over:
		return true, false
	case a.trainer == nil:
		return false, a.begin(s)
	case a.evaluation != nil:
		if !a.evaluation.Advance() {
			return false, true
		}
		a.accuracy = a.evaluation.Report().Accuracy
		a.evaluation = nil
		a.post(s)
		return true, true
	}
	var stats train.StepStats
	err := a.distribute(s)
	if err == nil {
		stats, done, err = a.trainer.Advance()
	}
	diverged, _ := errors.AsType[*train.DivergedError](err)
	switch {
	case errors.Is(err, data.ErrPending), errors.Is(err, train.ErrWaiting):
		return false, false
	case diverged != nil:
		a.finish(s, protocol.LabStep{Diverged: true})
		return true, true
	case err != nil:
		a.end(s, protocol.Fault{Code: protocol.CodeNoData, Detail: err.Error()})
		return true, true
	case !done:
		return false, true
	}
	a.loss += stats.Loss
	a.summed++
	now, finished := s.host.Now(), a.trainer.Finished()
	s.drawing.stepped(a.command.ID, now)
	if a.command.Race {
		s.labs.raced(now)
	}
	if !finished && a.trainer.StepCount()%int(max(a.command.Every, 1)) != 0 {
		return true, true
	}
	if a.command.Test > 0 && (finished || !a.command.Race) && s.data.test != nil && s.data.test.Loaded() > 0 {
		e, err := a.trainer.Model().NewEvaluation(s.data.test, int(min(a.command.Test, maxTest)))
		if err != nil {
			panic(err) // the recipe was accepted for the training images
		}
		a.evaluation = e
		s.labs.pace.disturb()
		return false, true
	}
	a.post(s)
	return true, true
}

// begin makes the network, once its images are there.
func (a *lane) begin(s *Session) (ready bool) {
	set, of := s.data.train, &a.command.Of
	if of.Test || of.Count > 0 {
		list, all := s.positions(of, labImages)
		if !all {
			return false
		}
		var pixels []byte
		labels := make([]int, len(list))
		for i, at := range list {
			pixels = append(pixels, s.images(of).Bytes(at)...)
			labels[i] = s.images(of).Label(at)
		}
		var err error
		if set, err = data.NewBytes(a.command.Recipe.Input, pixels, labels, recipe.Classes); err != nil {
			a.end(s, protocol.Fault{Code: protocol.CodeNoData, Detail: err.Error()})
			return true
		}
	} else if set == nil {
		if reason := s.data.dead(); reason != "" {
			a.end(s, protocol.Fault{Code: protocol.CodeNoData, Detail: reason})
			return true
		}
		return false
	}
	t, err := train.New(a.command.Recipe, set, nil)
	if err != nil {
		a.end(s, protocol.RefusalOf(err))
		return true
	}
	a.trainer = t
	a.startReplicas(s)
	if s.drawing.lane == a.command.ID {
		s.drawing.show(a.command.ID)
	}
	return true
}

// post posts the progress since the last event.
func (a *lane) post(s *Session) {
	if a.trainer.Finished() {
		a.finish(s, protocol.LabStep{})
		return
	}
	s.host.Post(a.event(&protocol.LabStep{}))
}

// finish posts the last event.
func (a *lane) finish(s *Session, m protocol.LabStep) {
	a.over, m.Done = true, true
	a.workers.stop(s, a.trainer)
	m.Fingerprint = a.trainer.Fingerprint()
	if s.drawing.lane == a.command.ID {
		s.drawing.show(a.command.ID) // by the last weights
	}
	if a.command.Weights && !m.Diverged {
		net := a.trainer.Network()
		m.Weights, m.Stats = net.Values(), net.Stats()
	}
	s.host.Post(a.event(&m))
}

// event fills in how far the lane is.
func (a *lane) event(m *protocol.LabStep) *protocol.LabStep {
	m.ID, m.Step, m.Steps = a.command.ID, uint32(a.trainer.StepCount()), uint32(a.trainer.Steps())
	m.Loss, m.Accuracy = float32(a.loss/float64(max(a.summed, 1))), float32(a.accuracy)
	a.loss, a.summed = 0, 0
	if len(a.command.Digit) == ink.Pixels && a.trainer.Network().Input(1).Len() == ink.Pixels {
		var x [ink.Pixels]float32
		data.Input(x[:], a.command.Digit)
		m.P = make([]float32, a.trainer.Model().Size())
		a.trainer.Predict(m.P, x[:])
	}
	return m
}

// end ends the lane with a fault.
func (a *lane) end(s *Session, f protocol.Fault) {
	a.over = true
	a.workers.stop(s, a.trainer)
	s.host.Post(&protocol.LabStep{ID: a.command.ID, Done: true, Fault: f})
}
