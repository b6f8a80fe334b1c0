package state

import (
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// prepared returns a model with a worker and a network.
func prepared() *Model {
	m := &Model{}
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{Params: 7, Layers: []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10)}}})
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseIdle, Fingerprint: 5})
	return m
}

func lastPoint(s *Series) Point { return s.Points()[len(s.Points())-1] }

func progress(step uint32) *protocol.Progress {
	return &protocol.Progress{Step: step, Steps: 100, Epoch: 1, Epochs: 1, ImagesSeen: 10 * step, Loss: 1 / float32(step), Accuracy: 0.5}
}

func TestModelFollowsARun(t *testing.T) {
	m := prepared()
	if !m.Ready || !m.Prepared || m.Params != 7 || m.Learned() || m.Running() || m.Fingerprint != 5 {
		t.Fatalf("prepared: %+v", m)
	}
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	for step := range uint32(5) {
		before := m.Rev
		m.Apply(progress(step + 1))
		if m.Rev.Curves == before.Curves || m.Rev.Pad != before.Pad {
			t.Error("progress redraws the wrong things")
		}
	}
	m.Apply(progress(5)) // said again: no new point
	m.Apply(&protocol.Eval{Step: 5, Images: 1000, Of: 10000, Loss: 0.4, Accuracy: 0.9})
	if !m.Learned() || !m.Running() || m.Fingerprint != 0 || len(m.Curves.TrainLoss.Points()) != 5 || len(m.Curves.TestAccuracy.Points()) != 1 {
		t.Errorf("training: %+v", m)
	}
	m.Apply(&protocol.Prepared{}) // a reset
	if m.Learned() || m.Eval.Of != 0 || len(m.Curves.TrainLoss.Points())+len(m.Curves.TestLoss.Points()) != 0 {
		t.Errorf("after a reset: %+v", m)
	}
}

func TestModelGoesOnFromASnapshot(t *testing.T) {
	m := prepared()
	for step := range uint32(8) {
		m.Apply(progress(step + 1))
	}
	m.WorkerLost()
	if m.Ready || m.Prepared {
		t.Error("a lost worker is ready")
	}
	m.BeginRestore(6)
	m.Apply(&protocol.Ready{})
	m.Apply(&protocol.Prepared{})
	if p := lastPoint(&m.Curves.TrainLoss); p.Step != 6 || m.Progress.Step != 6 || !m.Learned() {
		t.Errorf("restored at step %d with a curve to %v, want 6", m.Progress.Step, p.Step)
	}
	m.BeginRestore(6)
	m.AbandonRestore()
	m.Apply(&protocol.Prepared{})
	if m.Learned() {
		t.Error("an abandoned restore keeps what was learned")
	}
}

func TestModelTakesOnlyFreshPredictions(t *testing.T) {
	m := prepared()
	predict := func(seq uint32, digit int) {
		m.Apply(&protocol.Classified{Seq: seq, Step: 3, Drawing: true, P: sure(digit)})
	}
	m.Drawing.Begin(at(0.5, 0.5))
	m.Drawn()
	first := m.NextDrawing()
	predict(first, 4)
	if !m.Prediction.Known || m.Prediction.Digit != 4 || m.Prediction.Step != 3 {
		t.Fatalf("prediction %+v", m.Prediction)
	}
	if m.Rev.Reply != 1 {
		t.Errorf("%d predictions for a new drawing, want 1", m.Rev.Reply)
	}
	predict(first, 3)
	if m.Rev.Reply != 1 {
		t.Error("another prediction for the same drawing counts as the first")
	}
	second := m.NextDrawing()
	predict(second, 5)
	if m.Rev.Reply != 2 {
		t.Error("the prediction for a changed drawing does not count")
	}
	predict(first, 4) // late
	predict(second+7, 6)
	if m.Prediction.Digit != 5 {
		t.Errorf("a stale or unasked prediction is shown: %d", m.Prediction.Digit)
	}
	m.Drawing.Clear()
	m.Drawn()
	predict(second, 5)
	if m.Prediction.Known {
		t.Error("an empty pad has an answer")
	}
	predict(m.NextDrawing(), 8)
	if m.Prediction.Digit != 8 || !m.Prediction.Known {
		t.Error("a new drawing has no answer")
	}
}

func TestModelFaults(t *testing.T) {
	m := prepared()
	codes := func() (list []protocol.Code) {
		for _, f := range m.Faults {
			list = append(list, f.Code)
		}
		return
	}
	fault := func(c protocol.Code, where string) { m.Apply(&protocol.Fault{Code: c, Where: where, Detail: "d"}) }
	fault(protocol.CodeShard, "a")
	fault(protocol.CodeShard, "a")
	fault(protocol.CodeShard, "b")
	if len(m.Faults) != 2 {
		t.Errorf("two shards fail, faults are %v", codes())
	}
	fault(protocol.CodeShardLost, "a")
	m.Apply(&protocol.Load{ShardsDone: 9, ShardsTotal: 9})
	if c := codes(); len(c) != 1 || c[0] != protocol.CodeShardLost {
		t.Errorf("at the end of loading: %v", c)
	}
	fault(protocol.CodeDiverged, "")
	m.Phase = protocol.PhaseError
	if !m.StartsOver() {
		t.Error("a diverged run can go on")
	}
	m.Apply(&protocol.Prepared{})
	if c := codes(); len(c) != 1 || c[0] != protocol.CodeShardLost {
		t.Errorf("after a new start: %v", c)
	}
	m.Dismiss(protocol.CodeShardLost)
	fault(protocol.CodeNoData, "")
	if m.StartsOver() || len(m.Faults) != 1 {
		t.Error("a run without data must be tried again, not begun anew")
	}
	for i := range 12 {
		fault(protocol.CodeShardLost, string(rune('a'+i)))
		fault(protocol.CodeRecipe, string(rune('a'+i)))
	}
	if len(m.Faults) != 1+12+1 {
		t.Errorf("a fault, twelve lost shards and the newest refusal: there are %v", codes())
	}
}

func TestModelTellsRecipesApart(t *testing.T) {
	m := prepared()
	r, _ := recipe.Preset(recipe.Default)
	m.Form = NewForm(r)
	m.Apply(&protocol.Prepared{Recipe: r})
	if m.Pending() {
		t.Error("the prepared recipe is another")
	}
	other := r
	other.Seed++
	if m.Form.Use(other); !m.Pending() {
		t.Error("another seed is the same recipe")
	}
	m.WorkerLost()
	if m.Pending() {
		t.Error("without a network there is nothing to differ from")
	}
}
