package protocol

import (
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
)

// The labs of the book's chapters ask the worker for what runs or trains a network. A
// command's ID, which its events repeat, is the page's choice; another command with the
// same ID takes its place. The run's own network is only looked at.

// StopLab gives up the commands of an ID, or of all labs if it is 0, and forgets the
// network that LabTrain trained.
type StopLab struct{ ID uint32 }

var _ = register(func() Message { return new(StopLab) })

// Kind implements Message.
func (*StopLab) Kind() Kind { return 40 }

func (m *StopLab) fields(c *wire.Codec) { c.U32(&m.ID) }

// Subset is a part of the training images, or of the test images: the first Count
// whose label's bit is set in Digits (of all if that is 0), after From such images.
type Subset struct {
	Test        bool
	From, Count uint32
	Digits      uint32
}

func (s *Subset) fields(c *wire.Codec) {
	c.Bool(&s.Test)
	c.U32(&s.From, &s.Count, &s.Digits)
}

// LabImages asks for at most 10,000 images.
type LabImages struct {
	ID uint32
	Of Subset
}

var _ = register(func() Message { return new(LabImages) })

// Kind implements Message.
func (*LabImages) Kind() Kind { return 41 }

func (m *LabImages) fields(c *wire.Codec) {
	c.U32(&m.ID)
	m.Of.fields(c)
}

// LabSet has the images that a LabImages asked for, with their places in the set; there
// may be fewer. Pixels are 784 grey values per image.
type LabSet struct {
	ID     uint32
	Index  []uint32
	Labels []byte
	Pixels []byte
}

var _ = register(func() Message { return new(LabSet) })

// Kind implements Message.
func (*LabSet) Kind() Kind { return 100 }

func (m *LabSet) fields(c *wire.Codec) {
	c.U32(&m.ID)
	c.U32s(&m.Index)
	c.Bytes(&m.Labels)
	c.Bytes(&m.Pixels)
}

// LabTrain trains a network of its own by a recipe, from at most 10,000 images or, with
// a Count of 0, from all training images, until the recipe's epochs or steps are over.
// Up to four train side by side, a step each in turn. An event comes after every Every
// steps, with the predictions for Digit, if it has 784 values, and with the accuracy on
// the first Test test images, in a Race only at the end. The lanes of a race share their
// mini-batches with workers of their own, on as many cores as there are.
type LabTrain struct {
	ID      uint32
	Recipe  recipe.Recipe
	Of      Subset
	Every   uint32
	Digit   []byte
	Test    uint32
	Weights bool // to be sent at the end
	Race    bool
}

var _ = register(func() Message { return new(LabTrain) })

// Kind implements Message.
func (*LabTrain) Kind() Kind { return 42 }

func (m *LabTrain) fields(c *wire.Codec) {
	c.U32(&m.ID)
	m.Recipe.Wire(c)
	m.Of.fields(c)
	c.U32(&m.Every)
	c.Bytes(&m.Digit)
	c.U32(&m.Test)
	c.Bool(&m.Weights)
	c.Bool(&m.Race)
}

// LabShow has the drawing classified by the network of a LabTrain, until that is
// stopped; by the run's if ID is 0.
type LabShow struct{ ID uint32 }

var _ = register(func() Message { return new(LabShow) })

// Kind implements Message.
func (*LabShow) Kind() Kind { return 46 }

func (m *LabShow) fields(c *wire.Codec) { c.U32(&m.ID) }

// LabStep says how far a LabTrain is: Loss is the mean since the last event, P has the
// probabilities of Digit. At the end it is Done, with the weights' fingerprint, and with
// the weights if they were asked for (those subject to weight decay in the order of the
// layers, then the others; Stats are running statistics). A run that diverged, which ends
// it, is no fault. Fault.Code is "" unless the recipe was refused, there are no images or
// there is our bug; that is the end, too.
type LabStep struct {
	ID             uint32
	Step, Steps    uint32
	Loss, Accuracy float32
	P              []float32
	Done, Diverged bool
	Fingerprint    uint64
	Weights, Stats []float32
	Fault          Fault
}

var _ = register(func() Message { return new(LabStep) })

// Kind implements Message.
func (*LabStep) Kind() Kind { return 101 }

func (m *LabStep) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step, &m.Steps)
	c.F32(&m.Loss, &m.Accuracy)
	c.F32s(&m.P)
	c.Bool(&m.Done)
	c.Bool(&m.Diverged)
	c.U64(&m.Fingerprint)
	c.F32s(&m.Weights)
	c.F32s(&m.Stats)
	m.Fault.fields(c)
}
