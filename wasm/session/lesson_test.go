package session

import (
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// own returns drawings that the network cannot know: a bar where no digit of
// the data has one, to be read as digit.
func own(digits ...byte) *protocol.Teach {
	m := &protocol.Teach{Labels: digits}
	for i, d := range digits {
		image := make([]byte, ink.Pixels)
		for p := range 24 {
			image[(2+int(d)+i)%ink.Side*ink.Side+p] = 255
		}
		m.Images = append(m.Images, image...)
	}
	return m
}

func (h *fake) receipt() *protocol.Receipt { h.t.Helper(); return last[*protocol.Receipt](h) }

func TestLessonAfterTheRun(t *testing.T) {
	h := trained(t)
	before := last[*protocol.PhaseChanged](h).Fingerprint
	accuracy := last[*protocol.Eval](h).Accuracy
	h.posts = nil
	h.send(&protocol.Classify{Seq: 1, Drawing: true, Images: own(8, 3).Images[ink.Pixels:]})
	h.run()
	m := own(8, 3)
	m.Target = 1
	h.send(m)
	h.run()
	r := h.receipt()
	if r.Outcome != protocol.OutcomeTaught || r.Detail != "" || r.Target != 1 || r.Steps == 0 || r.Steps%5 != 0 {
		t.Fatalf("receipt %+v", r)
	}
	if slices.Equal(r.PredictedBefore, m.Labels) || !slices.Equal(r.PredictedAfter, m.Labels) {
		t.Errorf("the drawings %v were classified as %v, then as %v", m.Labels, r.PredictedBefore, r.PredictedAfter)
	}
	if r.Before[3] >= r.After[3] || r.After[3] < 0.5 {
		t.Errorf("the drawing's probability went from %v to %v", r.Before[3], r.After[3])
	}
	if r.TestImages != testImages || float32(r.CorrectBefore) != accuracy*testImages || r.CorrectAfter != r.CorrectBefore-r.Forgotten+r.Gained {
		t.Errorf("test images: %+v, accuracy was %v", r, accuracy)
	}
	var stages []string
	for _, l := range got[*protocol.Lesson](h) {
		if s := l.Stage.String(); len(stages) == 0 || stages[len(stages)-1] != s {
			stages = append(stages, s)
		}
		if l.Done > l.Of {
			t.Errorf("%+v", l)
		}
	}
	if want := []string{"data", "before", "learning", "after"}; !slices.Equal(stages, want) {
		t.Errorf("stages %v were told, want %v", stages, want)
	}
	end := last[*protocol.PhaseChanged](h)
	if end.Phase != protocol.PhaseDone || end.Fingerprint == before {
		t.Errorf("ends in %+v, the fingerprint was %x", end, before)
	}
	if e := last[*protocol.Eval](h); !e.Complete || e.Confusion[0][0] == 0 || e.Step != steps {
		t.Errorf("evaluation after the lesson: %+v", e)
	}
	if p := last[*protocol.Classified](h); [10]float32(p.P) != r.After {
		t.Errorf("the pad shows %v, the receipt %v", p.P, r.After)
	}
	h.wantFaults("")

	snap := last[*protocol.Snapshot](h)
	other := newFake(t) // what was learned survives a reload
	other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: snap.Data})
	other.run()
	if p := last[*protocol.PhaseChanged](other); p.Fingerprint != end.Fingerprint {
		t.Error("the snapshot is not of the weights after the lesson")
	}
}

// TestLessonKeepsTheRun: a lesson during a run, however long it takes, leaves
// the run where it was, and is the same every time.
func TestLessonKeepsTheRun(t *testing.T) {
	var prints []uint64
	for _, workers := range []uint8{1, 4} {
		h := newFake(t)
		h.replicas.cores = 4
		h.send(&protocol.Prepare{Recipe: parse(t, smallRecipe), Workers: workers}, &protocol.Start{})
		h.serveAll()
		h.untilStep(5)
		h.until(func() bool { return h.s.step() == 5 })
		h.send(own(3))
		if h.s.training.phase != protocol.PhasePaused {
			t.Errorf("phase %v during a lesson", h.s.training.phase)
		}
		h.run()
		if r := h.receipt(); r.Outcome != protocol.OutcomeTaught {
			t.Fatalf("receipt %+v", r)
		}
		end := last[*protocol.Progress](h)
		if end.Step != steps || end.ImagesSeen != 2*trainImages {
			t.Errorf("the run ended at %+v", end)
		}
		h.wantFaults("")
		prints = append(prints, last[*protocol.PhaseChanged](h).Fingerprint)
		h.wantPhases("idle loading training paused paused training done")
	}
	if prints[0] != prints[1] {
		t.Errorf("1 worker ends with %x, 4 with %x", prints[0], prints[1])
	}
}

func TestLessonWhilePaused(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(5)
	h.send(&protocol.Pause{})
	h.run()
	h.posts = nil
	h.send(own(3))
	h.run()
	if r := h.receipt(); r.Outcome != protocol.OutcomeTaught || h.s.step() != 5 {
		t.Fatalf("step %d, receipt %+v", h.s.step(), r)
	}
	h.wantPhases("paused")
	h.send(own(4)) // what is said during a lesson is obeyed after it
	h.s.Run(0)
	h.send(&protocol.Pause{}, &protocol.StepOnce{}, &protocol.Resume{})
	h.run()
	if h.s.step() != steps {
		t.Errorf("step %d", h.s.step())
	}
	h.wantPhases("paused training done")
}

func TestStoppedLesson(t *testing.T) {
	h := trained(t)
	before := last[*protocol.PhaseChanged](h).Fingerprint
	for _, stage := range []protocol.Stage{protocol.StageBefore, protocol.StageLearning, protocol.StageAfter} {
		h.posts = nil
		h.send(own(3))
		h.until(func() bool { return h.s.lesson.stage == stage })
		h.s.Run(0)
		h.send(&protocol.Save{}) // of the run before the lesson
		saved := last[*protocol.Snapshot](h)
		h.send(&protocol.StopTeaching{}, &protocol.StopTeaching{})
		h.run()
		if rs := got[*protocol.Receipt](h); len(rs) != 1 || rs[0].Outcome != protocol.OutcomeStopped {
			t.Errorf("stopped while %v: receipts %+v", stage, rs)
		}
		if now := h.s.trainer.Fingerprint(); now != before {
			t.Errorf("stopped while %v: the weights changed", stage)
		}
		other := newFake(t)
		other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved.Data})
		if other.s.trainer.Fingerprint() != before {
			t.Errorf("saved while %v: not the run before the lesson", stage)
		}
	}
	h.posts = nil
	h.send(own(3))
	h.s.Run(0)
	h.send(&protocol.Reset{}, &protocol.Start{})
	h.run()
	if r := h.receipt(); r.Outcome != protocol.OutcomeStopped {
		t.Errorf("receipt after a reset: %+v", r)
	}
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != before {
		t.Errorf("the run after an abandoned lesson ends in %+v, want %x", end, before)
	}
}

// A run that was restored has no data yet: the lesson fetches it.
func TestLessonFetchesTheData(t *testing.T) {
	saved := last[*protocol.Snapshot](trained(t)).Data
	h := newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved}, own(3))
	h.run()
	if len(h.asked) == 0 || len(got[*protocol.Receipt](h)) != 0 {
		t.Fatal("no data is fetched")
	}
	h.serveAll("train-01.bin.gz")
	h.run()
	if r := h.receipt(); r.Outcome != protocol.OutcomeTaught {
		t.Errorf("receipt %+v", r)
	}

	h = newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: saved}, own(3))
	h.run()
	h.serveAll(manifestName)
	h.run()
	if r := h.receipt(); r.Outcome != protocol.OutcomeRefused || r.Reason != protocol.CodeNoData || r.Detail == "" {
		t.Errorf("without data: receipt %+v", r)
	}
}

func TestRefusedLessons(t *testing.T) {
	h := trained(t)
	torn := own(3)
	torn.Images = torn.Images[1:]
	beyond := own(3)
	beyond.Target = 1
	for name, m := range map[string]*protocol.Teach{
		"nothing": {}, "torn": torn, "no such drawing": beyond, "no digit": own(10), "too many": own(make([]byte, 501)...),
	} {
		h.posts = nil
		h.send(m)
		if r := h.receipt(); r.Outcome != protocol.OutcomeRefused || r.Reason != protocol.CodeDrawings {
			t.Errorf("%s: receipt %+v", name, r)
		}
	}
	h.send(own(3))
	h.s.Run(0)
	h.send(own(4))
	if r := h.receipt(); r.Outcome != protocol.OutcomeRefused {
		t.Errorf("a second lesson at a time: %+v", r)
	}
	h.run()
	if r := h.receipt(); r.Outcome != protocol.OutcomeTaught {
		t.Errorf("the first lesson: %+v", r)
	}
	h.send(&protocol.Reset{}, own(3))
	if r := h.receipt(); r.Outcome != protocol.OutcomeRefused {
		t.Errorf("an untrained network: %+v", r)
	}
}

// A lesson is heard of, and hears, within milliseconds.
func TestLessonIsCutIntoSlices(t *testing.T) {
	h := trained(t)
	h.send(own(3))
	slices := 0
	for h.s.lesson.command != nil {
		before := h.now
		h.s.Run(0)
		if took := h.now - before; took > 20*time.Millisecond {
			t.Fatalf("a slice looked at the clock for %v", took)
		}
		slices++
	}
	if slices < 20 {
		t.Errorf("a lesson of %d slices", slices)
	}
}
