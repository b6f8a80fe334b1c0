package session

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// faint is a drawing of which an untrained network is not sure.
func faint(seq uint32) *protocol.Classify {
	m := &protocol.Classify{Seq: seq, Drawing: true, Images: make([]byte, 784)}
	for i := range 20 {
		m.Images[180+2*i] = 100
	}
	return m
}

// recorded trains smallRecipe to the end with a drawing on the pad, and returns what the
// network predicted and what its fingerprint was after each step.
func recorded(t *testing.T) (h *fake, p [][]float32, prints []uint64) {
	h = newFake(t)
	h.prepare(smallRecipe)
	h.send(faint(1))
	h.run()
	note := func() {
		x := h.s.drawing.x
		out := make([]float32, recipe.Classes)
		h.s.trainer.Predict(out, x[:])
		p, prints = append(p, out), append(prints, h.s.trainer.Fingerprint())
	}
	note()
	h.send(&protocol.Start{})
	h.serveAll()
	for n := uint32(1); n <= steps; n++ {
		h.untilStep(n)
		note()
	}
	h.run()
	return h, p, prints
}

func near(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(a, b float32) bool { return math.Abs(float64(a-b)) < 2e-3 })
}

// TestSeek: at each moment the network classifies, is inspected and is explained as it
// did then, but for half precision, and the run is not touched by it.
func TestSeek(t *testing.T) {
	h, p, prints := recorded(t)
	moments := last[*protocol.Moments](h).Steps
	if !slices.IsSorted(moments) || moments[0] != 0 || moments[len(moments)-1] != steps || !slices.Contains(moments, 9) {
		t.Fatalf("moments %v: from 0 to the end, and the end of the first epoch", moments)
	}
	if near(p[0], p[steps]) || near(p[1], p[2]) {
		t.Fatal("the predictions hardly differ: nothing is tested")
	}
	h.send(&protocol.Inspect{Layers: []byte{0}})
	for i, step := range moments {
		h.posts = nil
		h.send(&protocol.Seek{ID: uint32(i), Step: step}, &protocol.Explain{ID: 1, Method: protocol.MethodGradient, Class: protocol.PredictedClass})
		h.run()
		m, c, in, why := last[*protocol.Moments](h), last[*protocol.Classified](h), last[*protocol.Inspected](h), last[*protocol.Explained](h)
		if !m.Looking || m.Step != step || m.ID != uint32(i) || c.Step != step || in.Step != step || why.Step != step {
			t.Fatalf("looked at %d: %+v, classified, inspected, explained at %d, %d, %d", step, m, c.Step, in.Step, why.Step)
		}
		if !near(c.P, p[step]) || !near(why.P[:], p[step]) {
			t.Errorf("step %d: %v, and then %v", step, c.P, p[step])
		}
	}
	for step, want := range map[uint32]uint32{3: 3, 1000: steps} {
		h.send(&protocol.Seek{Step: step})
		if m := last[*protocol.Moments](h); m.Step != want {
			t.Errorf("step %d leads to %d", step, m.Step)
		}
	}
	h.send(&protocol.Seek{Now: true})
	h.run()
	if c := last[*protocol.Classified](h); last[*protocol.Moments](h).Looking || c.Step != steps || !slices.Equal(c.P, p[steps]) {
		t.Errorf("back to now: %+v", c)
	}
	if h.s.trainer.Fingerprint() != prints[steps] {
		t.Error("looking has changed the run's weights")
	}
}

// TestSeekWhileTraining: the past stays what is shown, and the run goes on to the same
// weights.
func TestSeekWhileTraining(t *testing.T) {
	_, p, prints := recorded(t)
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(faint(1), &protocol.Start{})
	h.serveAll()
	h.untilStep(4)
	h.posts = nil
	h.tick *= 20 // so that the drawing would be classified again
	h.send(&protocol.Seek{Step: 1})
	h.run()
	all := got[*protocol.Classified](h)
	if len(all) != 2 { // when it is sought, and at the end
		t.Errorf("%d predictions", len(all))
	}
	for _, c := range all {
		if c.Step != 1 || !near(c.P, p[1]) {
			t.Errorf("looking at step 1: a prediction of step %d", c.Step)
		}
	}
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != prints[steps] {
		t.Errorf("the run ended %+v", end)
	}
	if m := last[*protocol.Moments](h); !m.Looking || m.Step != 1 || m.Steps[len(m.Steps)-1] != steps {
		t.Errorf("%+v", m)
	}
	h.send(&protocol.Teach{Images: faint(1).Images, Labels: []byte{3}})
	if last[*protocol.Moments](h).Looking {
		t.Error("a lesson is about the run's network, and the past is still shown")
	}
}

// TestHindsight: each moment's prediction is what looking at it shows; the last is now's.
func TestHindsight(t *testing.T) {
	h, p, _ := recorded(t)
	h.send(&protocol.Seek{Step: 2}, &protocol.AskHindsight{})
	h.run()
	m, moments := last[*protocol.Hindsight](h), last[*protocol.Moments](h).Steps
	if m.Seq != 1 || !slices.Equal(m.Steps, moments) || len(m.P) != recipe.Classes*len(moments) {
		t.Fatalf("%+v of moments %v", m, moments)
	}
	for i, step := range m.Steps {
		if got := m.P[recipe.Classes*i:][:recipe.Classes]; !near(got, p[step]) {
			t.Errorf("step %d: %v, and then %v", step, got, p[step])
		}
	}
	if !slices.Equal(m.P[len(m.P)-recipe.Classes:], p[steps]) {
		t.Error("the last is not now's")
	}
	if c := last[*protocol.Classified](h); c.Step != 2 {
		t.Error("another moment is looked at")
	}
	h.send(&protocol.Classify{Seq: 2, Drawing: true, Images: slices.Repeat([]byte{255, 0, 0, 0}, 196)}, &protocol.AskHindsight{})
	h.run()
	if n := last[*protocol.Hindsight](h); n.Seq != 2 || near(n.P, m.P) {
		t.Error("another drawing has the same past")
	}
	h.send(&protocol.Classify{Seq: 3, Drawing: true}, &protocol.AskHindsight{})
	h.posts = nil
	h.run()
	if len(got[*protocol.Hindsight](h)) != 0 {
		t.Error("a past of an empty pad")
	}
}

// TestBranch: a replay up to any moment, and from there on, makes the weights that the
// run had.
func TestBranch(t *testing.T) {
	h, _, prints := recorded(t)
	moments := last[*protocol.Moments](h)
	if slices.Contains(moments.Exact, 0) {
		t.Errorf("not all can be replayed: %v", moments.Exact)
	}
	replayed := 0
	for _, step := range moments.Steps {
		h.posts = nil
		h.send(&protocol.Branch{Step: step})
		h.run()
		b := last[*protocol.Branched](h)
		if b.Refused || b.Step != step || b.Done != b.Of {
			t.Fatalf("branch at %d: step %d, %d of %d", step, b.Step, b.Done, b.Of)
		}
		replayed += int(b.Of)
		other := newFake(t)
		other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: b.Data})
		if got := other.s.trainer.Fingerprint(); got != prints[step] {
			t.Errorf("step %d was %x, is %x", step, prints[step], got)
		}
	}
	if replayed == 0 {
		t.Error("nothing was replayed: there is a snapshot of each moment")
	}
	h.send(&protocol.Branch{Step: 5})
	h.run()
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: last[*protocol.Branched](h).Data})
	if m := last[*protocol.Moments](h).Steps; m[0] != 0 || m[len(m)-1] != 5 || len(m) < 4 {
		t.Errorf("the branch's moments are %v", m)
	}
	h.send(&protocol.Resume{})
	h.run()
	if end := last[*protocol.PhaseChanged](h); end.Phase != protocol.PhaseDone || end.Fingerprint != prints[steps] {
		t.Errorf("the branch ended %+v, the run with %x", end, prints[steps])
	}
	if m := last[*protocol.Moments](h).Steps; !slices.Equal(m, moments.Steps) {
		t.Errorf("its moments are %v, the run's %v", m, moments.Steps)
	}
}

// TestBranchIsGivenUp: whoever wants to train meanwhile, or goes back to now, has the
// run as it was.
func TestBranchIsGivenUp(t *testing.T) {
	for name, c := range map[string]protocol.Message{"start": &protocol.Start{}, "now": &protocol.Seek{Now: true}, "another recipe": &protocol.Reset{}} {
		h := newFake(t)
		h.prepare(smallRecipe)
		h.send(&protocol.Start{})
		h.serveAll()
		h.untilStep(10)
		h.send(&protocol.Branch{Step: 9})
		h.s.Run(0)
		h.send(c)
		if b := last[*protocol.Branched](h); !b.Refused || h.s.branch.wanted {
			t.Errorf("%s: %+v", name, b)
		}
	}
	h, _, _ := recorded(t)
	h.send(&protocol.Teach{Images: faint(1).Images, Labels: []byte{3}})
	h.run()
	if r := last[*protocol.Receipt](h); r.Outcome != protocol.OutcomeTaught {
		t.Fatalf("%+v", r)
	}
	m := last[*protocol.Moments](h)
	if slices.Contains(m.Exact, 0) || len(m.Steps) != len(m.Exact) {
		t.Errorf("after a lesson: %+v", m)
	}
	want := h.s.trainer.Fingerprint()
	h.send(&protocol.Branch{Step: steps})
	h.run()
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: last[*protocol.Branched](h).Data})
	if got := h.s.trainer.Fingerprint(); got != want {
		t.Errorf("the branch has not the lesson: %x, want %x", got, want)
	}
}

// TestPastEvaluation: the matrix and its images are of the moment that is looked at.
func TestPastEvaluation(t *testing.T) {
	h, _, _ := recorded(t)
	now := last[*protocol.Eval](h)
	h.posts = nil
	h.send(&protocol.Seek{Step: 0}, &protocol.EvaluatePast{})
	h.run()
	past := last[*protocol.PastEval](h).Eval
	if past.Step != 0 || past.Images != testImages || !past.Complete || past.Accuracy >= now.Accuracy {
		t.Errorf("%+v, and at the end %+v", past, now)
	}
	if len(got[*protocol.Eval](h)) != 0 {
		t.Error("the run was evaluated")
	}
	for label := range past.Confusion {
		for predicted, n := range past.Confusion[label] {
			h.send(&protocol.AskSamples{Label: uint8(label), Predicted: uint8(predicted), Count: 60})
			h.run()
			if m := last[*protocol.Samples](h); m.Total != n || m.Step != 0 {
				t.Errorf("cell %d, %d: %d images of step %d, want %d", label, predicted, m.Total, m.Step, n)
			}
		}
	}
	h.send(&protocol.Seek{Step: 5}, &protocol.AskSamples{Label: 1, Predicted: 1, Count: 60}) // not evaluated yet
	h.run()
	if m := last[*protocol.Samples](h); m.Step != 5 || m.Total != last[*protocol.PastEval](h).Eval.Confusion[1][1] {
		t.Errorf("%+v", m)
	}
}

// TestMomentsOfRuns: how many moments a run has, of which steps, and that what does not
// fit is left out evenly.
func TestMomentsOfRuns(t *testing.T) {
	for _, c := range []struct{ steps, epoch, size uint32 }{
		{938, 469, 100_000}, {12_000, 600, 900_000}, {60_000, 100, 100_000}, {938, 469, 3 << 20}, {938, 469, 30 << 20}, {3, 3, 1},
	} {
		var kept []moment
		for step := uint32(0); step <= c.steps; step++ {
			if !worth(step, c.steps, step > 0 && step%c.epoch == 0) {
				continue
			}
			if len(kept) >= room(int(c.size)) {
				i := spare(kept, c.steps, 0)
				kept = slices.Delete(kept, i, i+1)
			}
			kept = append(kept, moment{step: step})
		}
		n, bytes := len(kept), len(kept)*int(c.size)
		if kept[0].step != 0 || kept[n-1].step != c.steps || n > maxMoments || n > fewestRetained && bytes > momentsBudget {
			t.Errorf("%+v: %d moments, %d bytes, from %d to %d", c, n, bytes, kept[0].step, kept[n-1].step)
		}
		if c.size < 1<<20 && c.steps > 100 && (n < 40 || kept[1].step != 1 || kept[2].step != 2) {
			t.Errorf("%+v: %d moments, the first %d, %d", c, n, kept[1].step, kept[2].step)
		}
		for i := range kept[1:] {
			if gap := kept[i+1].step - kept[i].step; n > 5 && gap > max(4*c.steps/uint32(n), 1) {
				t.Errorf("%+v: nothing between %d and %d, of %d moments", c, kept[i].step, kept[i+1].step, n)
			}
		}
	}
}

// BenchmarkMoments times a moment, and gives the part of a run's time that all its
// moments and snapshots to replay from take, in percent.
func BenchmarkMoments(b *testing.B) {
	for _, name := range []string{recipe.Default, "mlp", "simpleconv"} {
		b.Run(name, func(b *testing.B) {
			h := newFake(&testing.T{})
			h.send(&protocol.Prepare{Recipe: parse(&testing.T{}, `{"preset":"`+name+`","epochs":1000}`)}, &protocol.StepOnce{})
			h.serveAll()
			h.run()
			tr := h.s.trainer
			var step, take, snapshot time.Duration
			var m moment
			space := tr.Snapshot(nil)
			n := 0
			for b.Loop() { // in turn: a busy machine slows all of them
				began := time.Now()
				if _, err := tr.Step(); err != nil {
					b.Fatal(err)
				}
				stepped := time.Now()
				m.take(tr.Network())
				taken := time.Now()
				space = tr.Snapshot(make([]byte, 0, len(space)))
				n, step, take, snapshot = n+1, step+stepped.Sub(began), take+taken.Sub(stepped), snapshot+time.Since(taken)
			}
			preset, _ := recipe.Preset(name)
			steps, moments := (60_000+preset.BatchSize-1)/preset.BatchSize*preset.Epochs, 0
			for s := range steps {
				if worth(uint32(s), uint32(steps), (s+1)*preset.Epochs%steps == 0) {
					moments++
				}
			}
			b.ReportMetric(float64(moments), "moments")
			origins := min(maxOrigins, originsBudget/len(space), steps/originsApart)
			spent := time.Duration(moments)*take + time.Duration(origins)*snapshot
			b.ReportMetric(100*spent.Seconds()/(time.Duration(steps)*step).Seconds(), "%ofarun")
			b.ReportMetric(100*take.Seconds()/step.Seconds(), "%ofastep/moment")
			b.ReportMetric(100*snapshot.Seconds()/step.Seconds(), "%ofastep/snapshot")
		})
	}
}
