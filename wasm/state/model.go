// Package state is the model of the page: the run's phase and numbers, its
// curves, the drawing, its prediction, faults. Events of wasm/protocol change it
// and views read it. It knows neither ebiten nor JavaScript.
package state

import (
	"slices"
	"time"

	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// CodeWorkerLost is a fault of the page itself: workers kept dying and no more are
// started.
const CodeWorkerLost protocol.Code = "workerLost"

// CodeCrash is another: its program panicked.
const CodeCrash protocol.Code = "crash"

// Curves are the four curves of a run: accuracies from 0 to 1, losses as mean
// cross-entropies in nats.
type Curves struct {
	TrainLoss, TrainAccuracy Series
	TestLoss, TestAccuracy   Series
}

func (c *Curves) all() []*Series {
	return []*Series{&c.TrainLoss, &c.TrainAccuracy, &c.TestLoss, &c.TestAccuracy}
}

// Prediction is the network's prediction for the drawing.
type Prediction struct {
	Known  bool           // false for an empty pad, or before the first prediction
	Digit  int            // the most probable class
	Second int            // the next most probable
	Doubt  decision.Doubt // why the digit should not be named
	P      [10]float32
	Step   uint32 // optimiser steps before it
	Guess  bool   // of a network that has learned nothing
}

// Revisions count changes, so that a view can tell whether it is stale.
type Revisions struct {
	Pad, Prediction, Curves uint32
	Reply                   uint32 // first predictions for a drawing, or of another moment
	Errors                  uint32 // the confusion matrix, the chosen cell
	GAN                     uint32
	Network                 uint32 // networks that were prepared, lessons that changed one
	Kept                    uint32 // the kept drawings, their predictions
	Score                   uint32 // the round
	Why                     uint32 // explanations that came
	Input                   uint32 // drawings that were preprocessed
	Past                    uint32 // moments, what is looked at, what it predicts
	History                 uint32
}

// Model is everything that the page shows.
type Model struct {
	Ready       bool // the worker accepts commands
	Prepared    bool // and has a network
	Phase       protocol.Phase
	Fingerprint uint64 // of the weights, 0 while they change
	Load        protocol.Load
	Progress    protocol.Progress
	Eval        protocol.Eval // the newest; Of is 0 before the first
	Curves      Curves
	Expected    Expected
	Drawing     Drawing
	Steps       ink.Preprocessing // preprocessing: from the drawing to the network's input
	Score       Score
	Prediction  Prediction
	Several     Several // digits, if there is more than one
	Inside      Inside
	Why         Why
	GAN         GAN
	Race        Race
	Errors      Errors
	Kept        Collection
	Lesson      Lesson
	Timeline    Timeline
	Offline     Offline
	Recipe      recipe.Recipe // of the prepared network
	Params      uint32
	Faults      []protocol.Fault
	Form        Form // the recipe of the next run
	History     History
	Life        Life
	TakeAway    TakeAway
	Rev         Revisions
	Now         func() time.Time // nil for time.Now

	json     string // Recipe as JSON
	imported bool   // see Imported
	worked   worked

	seq       uint32 // of the newest drawing
	fresh     uint32 // predictions for older drawings are stale
	restoring bool
	restored  uint32
	identity  identity
	undo      undo
	comeback  comeback
	linked    linked
	graphics  graphics
	tried     bool // to save the page, again

	presentation presentation
	shortcutsOff bool
}

func (m *Model) now() time.Time {
	if m.Now == nil {
		return time.Now()
	}
	return m.Now()
}

// Learned reports whether the run has made any step, or began with weights that had.
func (m *Model) Learned() bool { return m.Progress.Step > 0 || m.imported }

// Predicted reports whether Prediction is for the newest drawing, and of the network that
// is shown.
func (m *Model) Predicted() bool {
	return m.Prediction.Known && m.fresh == m.seq && !m.Timeline.due
}

// Pending reports whether the form's recipe is not the prepared network's.
func (m *Model) Pending() bool { return m.Prepared && m.json != m.Form.json }

// Running reports whether the run continues by itself.
func (m *Model) Running() bool {
	return m.Phase == protocol.PhaseLoading || m.Phase == protocol.PhaseTraining
}

// StartsOver reports whether training begins anew: the run is over, or cannot
// continue.
func (m *Model) StartsOver() bool {
	return m.Phase == protocol.PhaseDone || m.Phase == protocol.PhaseError && slices.ContainsFunc(m.Faults, func(f protocol.Fault) bool {
		return f.Code == protocol.CodeDiverged || f.Code == protocol.CodeInternal
	})
}

// Drawn counts a change of the drawing.
func (m *Model) Drawn() {
	m.Rev.Pad++
	if m.Drawing.Empty() {
		m.fresh = m.seq + 1
		m.Prediction, m.Several = Prediction{}, Several{}
		m.Inside.erase()
		m.Why.erase()
		m.eraseLesson()
		m.Rev.Prediction++
	}
}

// NextDrawing numbers a drawing that is about to be sent.
func (m *Model) NextDrawing() uint32 {
	m.seq++
	m.Why.Running = false // the worker stops what was of the drawing before
	return m.seq
}

// BeginRestore makes the next Prepared continue from a snapshot taken after step:
// the curves up to there are kept.
func (m *Model) BeginRestore(step uint32) { m.restoring, m.restored = true, step }

// AbandonRestore takes BeginRestore back.
func (m *Model) AbandonRestore() {
	m.restoring, m.undo.returning, m.undo.taken = false, nil, nil
	m.comeback.run = false // a fault says so
}

// WorkerLost forgets a worker that has ended.
func (m *Model) WorkerLost() {
	m.Ready, m.Prepared = false, false
	m.Inside.told = false
	m.Why.Running = false
	m.Load = protocol.Load{}
	m.loseTimeline()
	m.followErrors()
}

// Apply takes an event. Messages that are not events are ignored.
func (m *Model) Apply(msg protocol.Message) {
	switch e := msg.(type) {
	case *protocol.Ready:
		m.Ready = true
	case *protocol.Prepared:
		m.prepared(e)
	case *protocol.PhaseChanged:
		m.Phase, m.Fingerprint = e.Phase, e.Fingerprint
	case *protocol.Load:
		m.Load = *e
		if e.ShardsTotal > 0 && e.ShardsDone == e.ShardsTotal {
			m.dropFaults(protocol.CodeShard)
		}
	case *protocol.Progress:
		m.progress(e)
	case *protocol.Eval:
		m.Eval = *e
		m.Curves.TestLoss.Add(float64(e.Step), float64(e.Loss))
		m.Curves.TestAccuracy.Add(float64(e.Step), float64(e.Accuracy))
		m.Rev.Curves++
		m.evaluated()
		m.evaluatedKept()
	case *protocol.Classified:
		m.classified(e)
		m.applyKept(e)
	case *protocol.Lesson:
		m.lessonReports(e)
	case *protocol.Receipt:
		m.lessonEnds(e)
	case *protocol.Fault:
		if e.Code != protocol.CodeWeights { // the list of files says that
			m.Fault(*e)
		}
	case *protocol.Inspected:
		if m.ofShown() && (e.Seq == 0 || e.Seq >= m.fresh && e.Seq <= m.seq) { // else of a drawing that was erased
			m.Inside.apply(e)
		}
	case *protocol.Explained:
		m.Why.apply(e)
		m.Rev.Why++
	case *protocol.GAN:
		m.GAN.apply(e)
		m.Rev.GAN++
	case *protocol.Samples:
		m.applySamples(e)
	case *protocol.Moments:
		m.applyMoments(e)
	case *protocol.Hindsight:
		m.applyHindsight(e)
	case *protocol.PastEval:
		m.applyPastEval(e)
	case *protocol.Branched:
		m.applyBranched(e)
	case *protocol.LabStep:
		m.Race.apply(e)
	}
	m.Race.follow(m.Running())
	m.followErrors()
	m.followKept()
}

func (m *Model) prepared(e *protocol.Prepared) {
	if !m.Life.goesOn(e.ID) {
		m.keepRun()
	}
	m.Prepared = true
	m.loseTimeline()
	m.Rev.Network++
	m.Recipe, m.Params = e.Recipe, e.Params
	m.identity.trained += m.worked.sum
	m.json, m.worked = string(e.Recipe.AppendJSON(nil)), worked{}
	m.Inside.network(e)
	m.Why.network()
	m.Kept.due = true
	m.dropFaults(protocol.CodeRecipe, protocol.CodeDiverged, protocol.CodeNoData, protocol.CodeInternal)
	if m.restoring {
		m.restoring, m.comeback.back = false, true
		m.returned()
		m.branched()
		m.Progress.Step = m.restored
		for _, s := range m.Curves.all() {
			s.Truncate(float64(m.restored))
		}
	} else {
		m.comeback.run = m.comeback.run && m.comeback.begins // what comes back later is another
		m.Progress, m.Eval, m.identity = protocol.Progress{}, protocol.Eval{}, identity{}
		m.forgetErrors()
		m.imported = false
		m.dropFaults(protocol.CodeSnapshot)
		for _, s := range m.Curves.all() {
			s.Clear()
		}
	}
	m.undo.offered = m.undo.run != nil
	m.Rev.Curves++
}

func (m *Model) progress(e *protocol.Progress) {
	first := e.Step > m.Progress.Step
	m.Progress = *e
	m.worked.report(e.Step, m.now())
	m.learns()
	if first { // else it repeats the last step's numbers
		m.Curves.TrainLoss.Add(float64(e.Step), float64(e.Loss))
		m.Curves.TrainAccuracy.Add(float64(e.Step), float64(e.Accuracy))
	}
	m.Rev.Curves++
}

// Fault adds a fault. A newer fault of the same place and kind replaces the older, of
// recipes any newer; a lost shard's replaces those of its retries. So there are few, and
// none is dropped before it is read.
func (m *Model) Fault(f protocol.Fault) {
	m.Faults = slices.DeleteFunc(m.Faults, func(o protocol.Fault) bool {
		if o.Code == f.Code {
			return o.Where == f.Where || f.Code == protocol.CodeRecipe
		}
		return o.Where == f.Where && o.Code == protocol.CodeShard && f.Code == protocol.CodeShardLost
	})
	m.Faults = append(m.Faults, f)
}

func (m *Model) dropFaults(codes ...protocol.Code) {
	m.Faults = slices.DeleteFunc(m.Faults, func(f protocol.Fault) bool { return slices.Contains(codes, f.Code) })
}
