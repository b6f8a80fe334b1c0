package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Teach asks to train on the visitor's own drawings, mixed with images of the
// training set, until the one at Target is classified correctly. Images has 784
// grey values per drawing, Labels its digit. A run under way continues
// afterwards.
type Teach struct {
	Images, Labels []byte
	Target         uint32
}

var _ = register(func() Message { return new(Teach) })

// Kind implements Message.
func (*Teach) Kind() Kind { return 31 }

func (m *Teach) fields(c *wire.Codec) {
	c.Bytes(&m.Images)
	c.Bytes(&m.Labels)
	c.U32(&m.Target)
}

// StopTeaching asks to stop a lesson; the weights are then as before it.
type StopTeaching struct{}

var _ = register(func() Message { return new(StopTeaching) })

// Kind implements Message.
func (*StopTeaching) Kind() Kind { return 32 }

func (*StopTeaching) fields(*wire.Codec) {}

// Stage is the part of a lesson in work.
type Stage uint8

// The stages of a lesson, in order.
const (
	StageData     Stage = iota // waiting for images
	StageBefore                // test images are evaluated
	StageLearning              // mini-batches
	StageAfter                 // test images are evaluated again
)

// String returns the stage's name in the page's strings.
func (s Stage) String() string {
	names := [...]string{"data", "before", "learning", "after"}
	if int(s) < len(names) {
		return names[s]
	}
	return names[0]
}

// Lesson reports the progress of a lesson: Done of at most Of, in units of its
// stage.
type Lesson struct {
	Stage    Stage
	Done, Of uint32
}

var _ = register(func() Message { return new(Lesson) })

// Kind implements Message.
func (*Lesson) Kind() Kind { return 91 }

func (m *Lesson) fields(c *wire.Codec) {
	c.U8((*uint8)(&m.Stage))
	c.U32(&m.Done, &m.Of)
}

// Outcome is how a lesson ended.
type Outcome uint8

// The outcomes of a lesson.
const (
	OutcomeTaught   Outcome = iota // the weights are new ones
	OutcomeStopped                 // by the visitor; the weights are as before
	OutcomeRefused                 // it could not begin: Reason says why
	OutcomeDiverged                // a loss or weight became infinite; the weights are as before
)

// Why a lesson is refused, besides CodeNoData and CodeInternal.
const (
	CodeBusy       Code = "busy"       // another is under way
	CodeUnprepared Code = "unprepared" // there is no network
	CodeUntrained  Code = "untrained"  // the network has learned nothing
	CodeDrawings   Code = "drawings"   // not 784 grey values and a digit each, or too many
	CodeOtherData  Code = "otherData"  // the images are not those of the run
)

// String returns the outcome's name in the page's strings.
func (o Outcome) String() string {
	names := [...]string{"taught", "stopped", "refused", "diverged"}
	if int(o) < len(names) {
		return names[o]
	}
	return names[OutcomeRefused]
}

// Receipt reports what a lesson changed. Before and After are the probabilities
// of the drawing at Target; PredictedBefore and PredictedAfter are the predicted
// digits of all drawings. Of TestImages, CorrectBefore and CorrectAfter were
// classified correctly: Forgotten of them only before, Gained only after.
type Receipt struct {
	Outcome                         Outcome
	Reason                          Code   // why it was refused, a lesson's code or a Fault's
	Detail                          string // as in Fault
	Steps                           uint32 // optimiser steps made
	Target                          uint32
	Before, After                   [10]float32
	PredictedBefore, PredictedAfter []byte
	TestImages                      uint32
	CorrectBefore, CorrectAfter     uint32
	Forgotten, Gained               uint32
}

var _ = register(func() Message { return new(Receipt) })

// Kind implements Message.
func (*Receipt) Kind() Kind { return 92 }

func (m *Receipt) fields(c *wire.Codec) {
	c.U8((*uint8)(&m.Outcome))
	c.String((*string)(&m.Reason))
	c.String(&m.Detail)
	c.U32(&m.Steps, &m.Target)
	for i := range m.Before {
		c.F32(&m.Before[i], &m.After[i])
	}
	c.Bytes(&m.PredictedBefore)
	c.Bytes(&m.PredictedAfter)
	c.U32(&m.TestImages, &m.CorrectBefore, &m.CorrectAfter, &m.Forgotten, &m.Gained)
}
