package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

func TestWholeRun(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	p := last[*protocol.Prepared](h)
	if p.Params != 7850 || !slices.Equal(p.Layers, []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10), Params: 7850}}) || len(p.Recipe.Layers) != 1 {
		t.Errorf("prepared %+v", p)
	}
	idle := last[*protocol.PhaseChanged](h).Fingerprint
	if len(h.all) != 0 {
		t.Errorf("%v fetched before it is needed", h.all)
	}
	h.send(&protocol.Start{})
	h.serveAll()
	h.run()

	end := last[*protocol.Progress](h)
	if end.Step != steps || end.Steps != steps || end.Epoch != 2 || end.Epochs != 2 || end.ImagesSeen != 2*trainImages || end.SecondsLeft != 0 {
		t.Errorf("last progress %+v", end)
	}
	if end.ImagesPerSecond <= 0 || end.LearningRate != 0.01 {
		t.Errorf("last progress %+v", end)
	}
	var complete []uint32
	for _, e := range got[*protocol.Eval](h) {
		if e.Images != testImages || e.Of != testImages {
			t.Errorf("evaluation %+v", e)
		}
		if e.Complete {
			complete = append(complete, e.Step)
		}
	}
	if !slices.Equal(complete, []uint32{steps / 2, steps}) {
		t.Errorf("complete evaluations at steps %v", complete)
	}
	if acc := last[*protocol.Eval](h).Accuracy; acc < 0.9 {
		t.Errorf("test accuracy %v: nothing was learned", acc)
	}
	if snap := last[*protocol.Snapshot](h); snap.Step != steps || len(snap.Data) == 0 {
		t.Errorf("snapshot at step %d", snap.Step)
	}
	done := last[*protocol.PhaseChanged](h)
	if done.Fingerprint == 0 || done.Fingerprint == idle {
		t.Errorf("fingerprints %x, then %x", idle, done.Fingerprint)
	}
	atEval := slices.IndexFunc(h.posts, func(m protocol.Message) bool { e, ok := m.(*protocol.Eval); return ok && e.Step == steps && e.Complete })
	atDone := slices.IndexFunc(h.posts, func(m protocol.Message) bool {
		p, ok := m.(*protocol.PhaseChanged)
		return ok && p.Phase == protocol.PhaseDone
	})
	if atEval > atDone {
		t.Error("done before the last evaluation")
	}
	for _, p := range got[*protocol.PhaseChanged](h) {
		if running := p.Phase == protocol.PhaseLoading || p.Phase == protocol.PhaseTraining; running != (p.Fingerprint == 0) {
			t.Errorf("phase %v with fingerprint %x", p.Phase, p.Fingerprint)
		}
	}
	h.wantFaults("")
	h.wantPhases("idle loading training done")
	if h.s.Run(time.Second) {
		t.Error("still busy when done")
	}

	h.send(&protocol.Resume{}, &protocol.Pause{}, &protocol.StepOnce{})
	h.run()
	h.wantPhases("")
	fetched := len(h.all)
	h.send(&protocol.Start{}) // anew, with the data that is there
	h.run()
	if again := last[*protocol.PhaseChanged](h).Fingerprint; again != done.Fingerprint {
		t.Errorf("a second run gave %x, the first %x", again, done.Fingerprint)
	}
	h.wantPhases("idle training done")
	if len(h.all) != fetched {
		t.Error("data was fetched twice")
	}
}

// TestStepsEndTheRun checks that a recipe's steps end the run in the middle of an
// epoch, with a complete evaluation.
func TestStepsEndTheRun(t *testing.T) {
	h := newFake(t)
	h.prepare(strings.Replace(smallRecipe, "{", `{"steps":3,`, 1))
	h.send(&protocol.Start{})
	h.serveAll()
	h.run()
	end := last[*protocol.Progress](h)
	if end.Step != 3 || end.Steps != 3 || end.SecondsLeft != 0 || end.Epoch != 1 {
		t.Errorf("last progress %+v", end)
	}
	if e := last[*protocol.Eval](h); e.Step != 3 || !e.Complete {
		t.Errorf("last evaluation at step %d, complete %v", e.Step, e.Complete)
	}
	h.wantPhases("idle loading training done")
}

// TestArrivalDoesNotMatter: equal weights whatever the order and time of the
// shards, with pauses and evaluations in between.
func TestArrivalDoesNotMatter(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{}, &protocol.Classify{Seq: 1, Drawing: true, Images: make([]byte, 784)})
	h.run()
	h.serve(manifestName)
	h.run()
	if h.s.step() != 0 || h.s.training.phase != protocol.PhaseLoading {
		t.Errorf("step %d in phase %v without the first shard", h.s.step(), h.s.training.phase)
	}
	if len(h.asked) != 1 {
		t.Errorf("%d downloads beside that of the first images", len(h.asked)-1)
	}
	h.serve("train-00.bin.gz", "train-01.bin.gz", "train-02.bin.gz")
	h.untilStep(4)
	h.send(&protocol.Pause{})
	h.run()
	h.serve("test-01.bin.gz", "test-00.bin.gz")
	h.send(&protocol.Resume{})
	h.untilStep(6)
	h.send(&protocol.StepOnce{}, &protocol.Save{})
	h.run()
	h.send(&protocol.Resume{})
	h.run()
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != want {
		t.Errorf("%v with weights %x, want %x", end.Phase, end.Fingerprint, want)
	}
}

func TestTrainingWaitsForShards(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serve(manifestName, "train-00.bin.gz")
	h.run()
	if h.s.step() != 3 {
		t.Errorf("%d steps with the first 60 images", h.s.step())
	}
	if p := last[*protocol.Progress](h); p.Step != 3 {
		t.Errorf("progress up to step %d before the wait", p.Step)
	}
	h.serve("test-00.bin.gz")
	h.run()
	h.wantPhases("idle loading training loading")
	h.serve("train-01.bin.gz", "train-02.bin.gz")
	h.run()
	if len(got[*protocol.Eval](h)) != 0 && last[*protocol.Eval](h).Complete {
		t.Error("a complete evaluation without the last test shard")
	}
	h.wantPhases("training loading") // the epoch is over, test-01 is not there
	h.serve("test-01.bin.gz")
	h.run()
	h.wantPhases("training done")
}

func TestPauseAndResume(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.run()
	h.phases()
	h.send(&protocol.Pause{})
	h.wantPhases("paused")
	h.serveAll() // data goes on arriving
	h.run()
	if h.s.step() != 0 {
		t.Error("trained while paused")
	}
	h.send(&protocol.Start{}) // as good as Resume
	h.untilStep(2)
	for range 3 {
		h.s.Run(0)
	}
	h.send(&protocol.Pause{}) // in the midst of a mini-batch
	before := h.s.trainer.Fingerprint()
	h.run()
	if p := last[*protocol.PhaseChanged](h); p.Phase != protocol.PhasePaused || p.Fingerprint != before || h.s.trainer.Fingerprint() != before {
		t.Errorf("%+v; weights %x then %x", p, before, h.s.trainer.Fingerprint())
	}
	if snap := last[*protocol.Snapshot](h); snap.Step != 2 {
		t.Errorf("snapshot of step %d at the pause", snap.Step)
	}
	if p := last[*protocol.Progress](h); p.Step != 2 {
		t.Errorf("progress up to step %d at the pause", p.Step)
	}
	h.wantPhases("training paused")
	h.send(&protocol.Pause{}, &protocol.Resume{}, &protocol.Resume{})
	h.run()
	h.wantPhases("training done")
}

// TestSlices: a command is heard after one micro-batch at most.
func TestSlices(t *testing.T) {
	h := trained(t)
	h.send(&protocol.Start{})
	calls := 0
	h.until(func() bool { calls++; return h.s.step() == 1 })
	if calls < 8 {
		t.Errorf("a step of 8 micro-batches took %d slices", calls)
	}
	h.tick = time.Millisecond
	from := h.now
	h.s.Run(12 * time.Millisecond)
	if took := h.now - from; took < 12*time.Millisecond || took > 25*time.Millisecond {
		t.Errorf("a budget of 12 ms became %v", took)
	}
}

func TestStepOnce(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.StepOnce{})
	h.serveAll()
	h.run()
	if p := last[*protocol.Progress](h); p.Step != 1 || p.ImagesSeen != 20 {
		t.Errorf("progress %+v", p)
	}
	h.wantPhases("idle loading training paused")
	h.s.test.next = 0 // a live evaluation is due: not in a single step
	h.send(&protocol.StepOnce{})
	h.run()
	if p := last[*protocol.Progress](h); p.Step != 2 || len(got[*protocol.Eval](h)) != 0 {
		t.Errorf("progress %+v, %d evaluations", p, len(got[*protocol.Eval](h)))
	}
	h.wantPhases("training paused")
	h.send(&protocol.Resume{})
	h.untilStep(5)
	h.send(&protocol.StepOnce{}) // while training: to the end of the step
	h.run()
	if h.s.step() != 6 {
		t.Errorf("step %d", h.s.step())
	}
	h.wantPhases("training paused")
	for range 3 {
		h.send(&protocol.StepOnce{})
		h.run()
	}
	if e := last[*protocol.Eval](h); e.Step != 9 || !e.Complete || h.s.step() != 9 {
		t.Errorf("%+v at the end of the epoch, now at step %d", e, h.s.step())
	}
	h.wantPhases("training paused training paused training paused")
	for range 9 {
		h.send(&protocol.StepOnce{})
		h.run()
	}
	if h.s.training.phase != protocol.PhaseDone {
		t.Errorf("phase %v after the last step", h.s.training.phase)
	}
}

func TestPauseWhileEvaluating(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.until(func() bool { return h.s.test.evaluation != nil && h.s.test.complete })
	h.s.Run(0)
	e := h.s.test.evaluation
	h.send(&protocol.Pause{})
	h.run()
	if e == nil || h.s.test.evaluation != e {
		t.Error("a complete evaluation was thrown away")
	}
	h.wantPhases("idle loading training paused")
	h.send(&protocol.Resume{})
	h.run()
	h.wantPhases("training done")

	h.send(&protocol.Start{})
	h.s.test.next = 0
	h.until(func() bool { return h.s.test.evaluation != nil })
	h.send(&protocol.Pause{})
	if h.s.test.evaluation != nil {
		t.Error("a live evaluation outlives the pause")
	}
}

func TestResetAndPrepareReplaceTheRun(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	untrained := last[*protocol.PhaseChanged](h).Fingerprint
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(4)
	h.send(&protocol.Reset{})
	if p := last[*protocol.PhaseChanged](h); p.Fingerprint != untrained || h.s.step() != 0 {
		t.Errorf("reset to weights %x at step %d, want %x", p.Fingerprint, h.s.step(), untrained)
	}
	h.wantPhases("idle loading training idle")
	h.run()
	h.send(&protocol.Start{})
	h.untilStep(4)
	fetched := len(h.all)
	h.prepare(`{"preset":"mlp","batchSize":50}`)
	if p := last[*protocol.Prepared](h); p.Params != 784*50+50+50*100+100+1010 {
		t.Errorf("prepared %d parameters", p.Params)
	}
	h.run()
	h.wantPhases("training idle")
	h.send(&protocol.Start{})
	h.run()
	if p := last[*protocol.Progress](h); p.Step != 4 || p.ImagesSeen != trainImages {
		t.Errorf("the new recipe ended with %+v", p)
	}
	if len(h.all) != fetched {
		t.Error("a new recipe fetched the data again")
	}
}

func TestCommandsWithoutANetwork(t *testing.T) {
	h := newFake(t)
	h.send(&protocol.Start{}, &protocol.Classify{Seq: 1, Drawing: true, Images: make([]byte, 784)})
	h.run()
	h.wantFaults("internal")
	if len(got[*protocol.Classified](h)) != 0 {
		t.Error("classified without a network")
	}
	h.prepare(smallRecipe)
	h.run()
	if p := last[*protocol.Classified](h); p.Seq != 1 {
		t.Errorf("classified drawing %d", p.Seq)
	}
	h.posts = nil
	h.send(&protocol.Ready{}) // an event is no command
	h.wantFaults("internal")
}
