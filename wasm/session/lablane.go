package session

import (
	"errors"

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
	steps      int
	accuracy   float64
	over       bool // the network stays, for looking at
}

// train begins a lane, in the place of one with the same ID.
func (l *labs) train(s *Session, m *protocol.LabTrain) {
	l.stop(m.ID)
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
		done, ready := a.advance(s)
		if done || !ready {
			l.lane++
		}
		if ready {
			return true
		}
	}
	return false
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
	stats, done, err := a.trainer.Advance()
	diverged, _ := errors.AsType[*train.DivergedError](err)
	switch {
	case errors.Is(err, data.ErrPending):
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
	a.steps++
	if !a.trainer.Finished() && a.trainer.StepCount()%int(max(a.command.Every, 1)) != 0 {
		return true, true
	}
	if a.command.Test > 0 && s.data.test != nil && s.data.test.Loaded() > 0 {
		e, err := a.trainer.Model().NewEvaluation(s.data.test, int(min(a.command.Test, maxTest)))
		if err != nil {
			panic(err) // the recipe was accepted for the training images
		}
		a.evaluation = e
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
	if a.command.Weights && !m.Diverged {
		net := a.trainer.Network()
		m.Weights, m.Stats = net.Values(), net.Stats()
	}
	s.host.Post(a.event(&m))
}

// event fills in how far the lane is.
func (a *lane) event(m *protocol.LabStep) *protocol.LabStep {
	m.ID, m.Step, m.Steps = a.command.ID, uint32(a.trainer.StepCount()), uint32(a.trainer.Steps())
	m.Loss, m.Accuracy = float32(a.loss/float64(max(a.steps, 1))), float32(a.accuracy)
	a.loss, a.steps = 0, 0
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
	s.host.Post(&protocol.LabStep{ID: a.command.ID, Done: true, Fault: f})
}
