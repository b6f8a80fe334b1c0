package protocol

import (
	"slices"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/wire"
)

// Phase is the state of a run.
type Phase uint8

// The phases of a run.
const (
	PhaseIdle     Phase = iota // an untrained network, nothing running
	PhaseLoading               // waiting for images
	PhaseTraining              // learning
	PhasePaused                // stopped by the visitor or by a fault, can continue
	PhaseDone                  // the recipe's epochs are over
	PhaseError                 // stopped, cannot continue without a reset
)

// String returns the phase's name in the page's API.
func (p Phase) String() string {
	names := [...]string{"idle", "loading", "training", "paused", "done", "error"}
	if int(p) < len(names) {
		return names[p]
	}
	return "error"
}

// Prepare asks for an untrained network. Workers is the number of workers that
// share the training, 1 to 8; 0 leaves it to the session, which takes what is
// fastest. ID is the page's choice; what answers it, a Prepared or a Fault, repeats it.
type Prepare struct {
	Recipe  recipe.Recipe
	Workers uint8
	ID      uint32
}

var _ = register(func() Message { return new(Prepare) })

// Kind implements Message.
func (*Prepare) Kind() Kind { return 1 }

func (m *Prepare) fields(c *wire.Codec) {
	part(c, &m.Recipe)
	c.U8(&m.Workers)
	c.U32(&m.ID)
}

// Start asks to train the prepared network; data is fetched when needed.
type Start struct{}

var _ = register(func() Message { return new(Start) })

// Kind implements Message.
func (*Start) Kind() Kind { return 2 }

func (*Start) fields(*wire.Codec) {}

// Pause asks to stop after the current micro-batch.
type Pause struct{}

var _ = register(func() Message { return new(Pause) })

// Kind implements Message.
func (*Pause) Kind() Kind { return 3 }

func (*Pause) fields(*wire.Codec) {}

// Resume asks to continue after Pause or StepOnce.
type Resume struct{}

var _ = register(func() Message { return new(Resume) })

// Kind implements Message.
func (*Resume) Kind() Kind { return 4 }

func (*Resume) fields(*wire.Codec) {}

// StepOnce asks for a single optimiser step, then a pause.
type StepOnce struct{}

var _ = register(func() Message { return new(StepOnce) })

// Kind implements Message.
func (*StepOnce) Kind() Kind { return 5 }

func (*StepOnce) fields(*wire.Codec) {}

// Reset asks to prepare the same recipe again.
type Reset struct{}

var _ = register(func() Message { return new(Reset) })

// Kind implements Message.
func (*Reset) Kind() Kind { return 6 }

func (*Reset) fields(*wire.Codec) {}

// Save asks for a Snapshot event.
type Save struct{}

var _ = register(func() Message { return new(Save) })

// Kind implements Message.
func (*Save) Kind() Kind { return 8 }

func (*Save) fields(*wire.Codec) {}

// Restore asks to continue from the Data of a Snapshot of Recipe, paused, or done if
// the run was over. Workers and ID are Prepare's.
type Restore struct {
	Recipe  recipe.Recipe
	Data    []byte
	Workers uint8
	ID      uint32
	Over    bool
}

var _ = register(func() Message { return new(Restore) })

// Kind implements Message.
func (*Restore) Kind() Kind { return 9 }

func (m *Restore) fields(c *wire.Codec) {
	part(c, &m.Recipe)
	c.Bytes(&m.Data)
	c.U8(&m.Workers)
	c.U32(&m.ID)
	c.Bool(&m.Over)
}

// Ping asks for a Pong with the same number: the worker is alive, and has obeyed all
// commands before it.
type Ping struct{ N uint32 }

var _ = register(func() Message { return new(Ping) })

// Kind implements Message.
func (*Ping) Kind() Kind { return 10 }

func (m *Ping) fields(c *wire.Codec) { c.U32(&m.N) }

// Pong answers a Ping. Busy says that something is not done yet, whoever asked for it.
type Pong struct {
	N    uint32
	Busy bool
}

var _ = register(func() Message { return new(Pong) })

// Kind implements Message.
func (*Pong) Kind() Kind { return 73 }

func (m *Pong) fields(c *wire.Codec) {
	c.U32(&m.N)
	c.Bool(&m.Busy)
}

// Ready reports that the worker accepts commands.
type Ready struct{}

var _ = register(func() Message { return new(Ready) })

// Kind implements Message.
func (*Ready) Kind() Kind { return 64 }

func (*Ready) fields(*wire.Codec) {}

// Prepared reports that a network was built. Params counts trainable values; Layers
// are as in the recipe; ID is that of the command, 0 if it had none.
type Prepared struct {
	Recipe recipe.Recipe
	Params uint32
	Layers []Layer
	ID     uint32
}

// Layer is a layer of a prepared network: the shape of its output and its
// trainable values.
type Layer struct {
	Kind   string
	Out    tensor.Shape
	Params uint32
}

var _ = register(func() Message { return new(Prepared) })

// Kind implements Message.
func (*Prepared) Kind() Kind { return 65 }

func (m *Prepared) fields(c *wire.Codec) {
	part(c, &m.Recipe)
	c.U32(&m.Params, &m.ID)
	n := len(m.Layers)
	c.Length(&n, 32) // of a layer without a name
	if c.Reading() {
		m.Layers = slices.Grow(m.Layers[:0], n)[:n]
	}
	for i := range m.Layers {
		l := &m.Layers[i]
		c.String(&l.Kind)
		c.Int(&l.Out.C, &l.Out.H, &l.Out.W)
		c.U32(&l.Params)
	}
}

// PhaseChanged reports the run's new phase. Fingerprint is the hash of the
// weights when the run rests (idle, paused, done, error), 0 while it runs.
type PhaseChanged struct {
	Phase       Phase
	Fingerprint uint64
}

var _ = register(func() Message { return new(PhaseChanged) })

// Kind implements Message.
func (*PhaseChanged) Kind() Kind { return 66 }

func (m *PhaseChanged) fields(c *wire.Codec) {
	c.U8((*uint8)(&m.Phase))
	c.U64(&m.Fingerprint)
}

// Load reports how much data has arrived. Bytes are as transferred (gzipped).
type Load struct {
	BytesDone, BytesTotal   uint32
	ShardsDone, ShardsTotal uint32
	TrainImages, TestImages uint32
}

var _ = register(func() Message { return new(Load) })

// Kind implements Message.
func (*Load) Kind() Kind { return 67 }

func (m *Load) fields(c *wire.Codec) {
	c.U32(&m.BytesDone, &m.BytesTotal, &m.ShardsDone, &m.ShardsTotal, &m.TrainImages, &m.TestImages)
}

// Progress reports the training since the last Progress. Loss is the mean
// cross-entropy in nats and Accuracy the fraction classified correctly, both over
// the mini-batches since then, before each one's update.
type Progress struct {
	Step, Steps     uint32  // optimiser steps done, and of the whole run
	Epoch, Epochs   uint32  // the current epoch from 1, and of the whole run
	ImagesSeen      uint32  // training images used so far, repeats counted
	Loss, Accuracy  float32 // over the batches since the last Progress
	ImagesPerSecond float32 // over the last seconds of training, pauses excluded
	SecondsLeft     float32 // of training at that rate
	LearningRate    float32
	Workers         uint32 // that took part in the last step
}

var _ = register(func() Message { return new(Progress) })

// Kind implements Message.
func (*Progress) Kind() Kind { return 68 }

func (m *Progress) fields(c *wire.Codec) {
	c.U32(&m.Step, &m.Steps, &m.Epoch, &m.Epochs, &m.ImagesSeen)
	c.F32(&m.Loss, &m.Accuracy, &m.ImagesPerSecond, &m.SecondsLeft, &m.LearningRate)
	c.U32(&m.Workers)
}

// Eval reports an evaluation on test images. Images of Of were evaluated: live
// evaluations use the first ones only. Complete is true if that is every test
// image that was loaded. Confusion counts images by label, then by predicted
// class.
type Eval struct {
	Step           uint32
	Images, Of     uint32
	Loss, Accuracy float32
	Complete       bool
	Confusion      [10][10]uint32
}

var _ = register(func() Message { return new(Eval) })

// Kind implements Message.
func (*Eval) Kind() Kind { return 69 }

func (m *Eval) fields(c *wire.Codec) {
	c.U32(&m.Step, &m.Images, &m.Of)
	c.F32(&m.Loss, &m.Accuracy)
	c.Bool(&m.Complete)
	for i := range m.Confusion {
		for j := range m.Confusion[i] {
			c.U32(&m.Confusion[i][j])
		}
	}
}

// Snapshot carries everything needed to continue: recipe, weights, optimiser
// state, step count, place in the order of samples.
type Snapshot struct {
	Step uint32
	Data []byte
}

var _ = register(func() Message { return new(Snapshot) })

// Kind implements Message.
func (*Snapshot) Kind() Kind { return 72 }

func (m *Snapshot) fields(c *wire.Codec) {
	c.U32(&m.Step)
	c.Bytes(&m.Data)
}
