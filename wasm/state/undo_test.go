package state

import (
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// run has m learn: its recipe has a seed, and its evaluation an accuracy.
func run(t *testing.T, m *Model, seed uint64, steps uint32, accuracy float32) {
	t.Helper()
	r, ok := recipe.Preset(recipe.Default)
	if !ok {
		t.Fatal("no default recipe")
	}
	r.Seed = seed
	m.Form.Use(r)
	m.Apply(&protocol.Prepared{Recipe: r})
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseTraining})
	for step := range steps {
		m.Apply(progress(step + 1))
	}
	m.Apply(&protocol.Eval{Step: steps, Images: 1000, Of: 10000, Accuracy: accuracy})
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhasePaused})
}

// want checks which run is shown.
func want(t *testing.T, m *Model, seed uint64, steps uint32, accuracy float32) {
	t.Helper()
	points := m.Curves.TrainLoss.Points()
	if m.Recipe.Seed != seed || m.Form.Recipe().Seed != seed || m.Progress.Step != steps || m.Eval.Accuracy != accuracy || len(points) != int(steps) || lastPoint(&m.Curves.TestAccuracy).Value != float64(accuracy) {
		t.Errorf("seed %d, in the form %d; step %d of a curve of %d; accuracy %v; want %d, %d, %v",
			m.Recipe.Seed, m.Form.Recipe().Seed, m.Progress.Step, len(points), m.Eval.Accuracy, seed, steps, accuracy)
	}
}

func undoText(m *Model, w *words.Words) string {
	for _, n := range m.Notices(w) {
		if n.Undo {
			return n.Text
		}
	}
	return ""
}

func TestUndo(t *testing.T) {
	w, english := words.Words{}, languages(t)["en.json"]
	w.Use(joined(english))
	m := prepared()
	if m.HasRun() || m.ComeBack() != nil {
		t.Error("a network that has learned nothing can be had back")
	}
	run(t, m, 1, 5, 0.5)
	if !m.HasRun() || !m.Rests(5) || m.Rests(4) {
		t.Error("the run cannot be given up")
	}
	m.GiveUp(Saved{Recipe: m.Recipe, Step: 5, Data: []byte("five")})
	if m.ComeBack() != nil || undoText(m, &w) != "" {
		t.Error("an undo before the next network is there")
	}
	run(t, m, 2, 3, 0.25)
	if undoText(m, &w) != english["undo.reset"] {
		t.Errorf("training anew, the page says %q", undoText(m, &w))
	}
	m.Drawing.Begin(at(0.5, 0.5))

	r := m.Swap(Saved{Recipe: m.Recipe, Step: 3, Data: []byte("three")})
	if r == nil || string(r.Data) != "five" || r.Step != 5 || r.Recipe.Seed != 1 {
		t.Fatalf("what comes back is %+v", r)
	}
	m.Apply(progress(4)) // of the run that is given up
	m.Apply(&protocol.Prepared{Recipe: r.Recipe})
	want(t, m, 1, 5, 0.5)
	if m.Drawing.Empty() {
		t.Error("the drawing went")
	}
	if undoText(m, &w) != english["undo.back"] {
		t.Errorf("back, the page says %q", undoText(m, &w))
	}
	m.Apply(progress(6)) // the curves are its own
	r = m.ComeBack()
	if r == nil || string(r.Data) != "three" {
		t.Fatalf("what comes back then is %+v", r)
	}
	m.Apply(&protocol.Prepared{Recipe: r.Recipe})
	want(t, m, 2, 3, 0.25)
	if undoText(m, &w) != "" {
		t.Error("nothing is left to undo, and the page says so")
	}

	m.GiveUp(Saved{Step: 3})
	m.Apply(&protocol.Prepared{})
	m.Dismiss(CodeUndo)
	if undoText(m, &w) != "" || m.ComeBack() != nil {
		t.Error("dismissed, and still there")
	}
}

// What cannot be restored leaves the present run as it is.
func TestUndoFails(t *testing.T) {
	m := prepared()
	run(t, m, 1, 5, 0.5)
	m.GiveUp(Saved{Step: 5})
	run(t, m, 2, 3, 0.25)
	m.ComeBack()
	m.AbandonRestore()
	m.BeginRestore(2) // another worker
	m.Apply(&protocol.Prepared{})
	if m.Progress.Step != 2 || m.Eval.Accuracy != 0.25 {
		t.Errorf("step %d and accuracy %v are those of the run that could not be restored", m.Progress.Step, m.Eval.Accuracy)
	}
	m.Apply(&protocol.Prepared{})
	if m.Learned() {
		t.Error("a reset brings back what could not be restored")
	}
	m.Phase, m.Progress.Step, m.Faults = protocol.PhaseError, 7, []protocol.Fault{{Code: protocol.CodeDiverged}}
	if m.HasRun() {
		t.Error("a run that has diverged is worth an undo")
	}
}
