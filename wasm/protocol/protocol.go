// Package protocol has the messages between the page and the training worker.
// Commands go from the page to the worker, events come back. A message is one
// byte of protocol version, one byte of kind, then its fields in order as package
// wire encodes them. The package knows nothing of JavaScript.
package protocol

import "github.com/zerokara/zerokara/nn/recipe"

// Version is the first byte of every message. A page and a worker of different
// versions (a stale cache) refuse each other with ErrVersion.
const Version = 4

// Message is a command or an event.
type Message interface{ Kind() Kind }

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
// fastest.
type Prepare struct {
	Recipe  recipe.Recipe
	Workers uint8
}

// Start asks to train the prepared network; data is fetched when needed.
type Start struct{}

// Pause asks to stop after the current micro-batch.
type Pause struct{}

// Resume asks to continue after Pause or StepOnce.
type Resume struct{}

// StepOnce asks for a single optimiser step, then a pause.
type StepOnce struct{}

// Reset asks to prepare the same recipe again.
type Reset struct{}

// Save asks for a Snapshot event.
type Save struct{}

// Restore asks to continue from the Data of a Snapshot of Recipe, paused. Workers is
// Prepare's.
type Restore struct {
	Recipe  recipe.Recipe
	Data    []byte
	Workers uint8
}

// Ready reports that the worker accepts commands.
type Ready struct{}

// Prepared reports that a network was built. Params counts trainable values;
// Layers describes each layer in a line such as "conv2d 30x24x24".
type Prepared struct {
	Recipe recipe.Recipe
	Params uint32
	Layers []string
}

// PhaseChanged reports the run's new phase. Fingerprint is the hash of the
// weights when the run rests (idle, paused, done, error), 0 while it runs.
type PhaseChanged struct {
	Phase       Phase
	Fingerprint uint64
}

// Load reports how much data has arrived. Bytes are as transferred (gzipped).
type Load struct {
	BytesDone, BytesTotal   uint32
	ShardsDone, ShardsTotal uint32
	TrainImages, TestImages uint32
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

// Code names a kind of failure; the page has a sentence for each in every
// language, with {detail}, {where} and {step} filled in.
type Code string

// The kinds of failure.
const (
	CodeRecipe    Code = "recipe"    // a recipe was refused: Where is the field
	CodeShard     Code = "shard"     // a shard failed and is being tried again: Where is its name
	CodeShardLost Code = "shardLost" // a shard failed for good, training continues without it
	CodeNoData    Code = "noData"    // nothing to train on
	CodeDiverged  Code = "diverged"  // a loss or weight is not finite at Step
	CodeSnapshot  Code = "snapshot"  // a snapshot could not be restored
	CodeVersion   Code = "version"   // page and worker are of different versions
	CodeInternal  Code = "internal"  // our bug
	CodeWorker    Code = "worker"    // the worker died and was started again (raised by the page)
	CodeReplica   Code = "replica"   // a replica died or stalled; nothing was lost
)

// Fault reports a failure.
type Fault struct {
	Code   Code
	Step   uint32
	Where  string // a field, a shard's name
	Detail string // English, from the error
}

// Snapshot carries everything needed to continue: recipe, weights, optimiser
// state, step count, place in the order of samples.
type Snapshot struct {
	Step uint32
	Data []byte
}

// Kind implements Message.
func (*Prepare) Kind() Kind { return KindPrepare }

// Kind implements Message.
func (*Start) Kind() Kind { return KindStart }

// Kind implements Message.
func (*Pause) Kind() Kind { return KindPause }

// Kind implements Message.
func (*Resume) Kind() Kind { return KindResume }

// Kind implements Message.
func (*StepOnce) Kind() Kind { return KindStepOnce }

// Kind implements Message.
func (*Reset) Kind() Kind { return KindReset }

// Kind implements Message.
func (*Save) Kind() Kind { return KindSave }

// Kind implements Message.
func (*Restore) Kind() Kind { return KindRestore }

// Kind implements Message.
func (*Ready) Kind() Kind { return KindReady }

// Kind implements Message.
func (*Prepared) Kind() Kind { return KindPrepared }

// Kind implements Message.
func (*PhaseChanged) Kind() Kind { return KindPhase }

// Kind implements Message.
func (*Load) Kind() Kind { return KindLoad }

// Kind implements Message.
func (*Progress) Kind() Kind { return KindProgress }

// Kind implements Message.
func (*Eval) Kind() Kind { return KindEval }

// Kind implements Message.
func (*Fault) Kind() Kind { return KindFault }

// Kind implements Message.
func (*Snapshot) Kind() Kind { return KindSnapshot }
