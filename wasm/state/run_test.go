package state

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

func TestRunSaid(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	m := &Model{}
	want := func(what, status, button string, step bool) {
		t.Helper()
		if s, b := m.Status(&w), m.MainButton(&w); s != status || b != button || m.CanStep() != step {
			t.Errorf("%s: %q, %q, step %v; want %q, %q, %v", what, s, b, m.CanStep(), status, button, step)
		}
	}
	want("at first", "The pad is ready; the engine is starting.", "Train", false)
	r, _ := recipe.Preset(recipe.Default)
	m.Apply(&protocol.Prepared{Recipe: r})
	want("prepared", "Ready. Draw a digit, then press Train.", "Train", true)
	phase := func(p protocol.Phase) { m.Apply(&protocol.PhaseChanged{Phase: p, Fingerprint: 0x1f}) }
	phase(protocol.PhaseLoading)
	want("loading", "Fetching images; learning begins with the first 2,000.", "Pause", true)
	if m.Fraction() != 0 || m.StepText(&w) != "–" || m.EpochText(&w) != "–" || m.Speed() != "–" || m.TrainLoss() != "–" || m.Accuracy() != "–" {
		t.Error("numbers before the first step")
	}
	phase(protocol.PhaseTraining)
	want("training", "Learning: epoch 1 of "+formValue(r, FieldEpochs)+".", "Pause", true)
	m.Apply(&protocol.Progress{Step: 1500, Steps: 3000, Epoch: 2, Epochs: 4, Loss: 0.25, ImagesPerSecond: 8999.7})
	m.Apply(&protocol.Eval{Images: 10, Of: 10, Accuracy: 0.98999})
	if m.Fraction() != 0.5 || m.StepText(&w) != "1,500 / 3,000" || m.EpochText(&w) != "2 / 4" || m.Speed() != "9,000" || m.TrainLoss() != "0.250" || m.Accuracy() != "98.9%" {
		t.Errorf("%v, %s, %s, %s, %s, %s", m.Fraction(), m.StepText(&w), m.EpochText(&w), m.Speed(), m.TrainLoss(), m.Accuracy())
	}
	phase(protocol.PhaseLoading)
	want("between", "Waiting for more images.", "Pause", true)
	phase(protocol.PhasePaused)
	want("paused", "Paused after step 1,500.", "Resume", true)
	phase(protocol.PhaseDone)
	want("done", "Done: test accuracy 98.9%.", "Train", false)
	if got := m.FingerprintText(&w); got != "000000000000001f" {
		t.Errorf("fingerprint %s", got)
	}
	phase(protocol.PhaseError)
	want("failed", "Training has stopped; the notice in the page says why.", "Train", false)
}

func formValue(r recipe.Recipe, name string) string { return valueOf(r, name) }

// TestTimeLeftIsKnownLate injects the reports of a run whose first seconds are slow:
// at their rate it would take 8 minutes, and it takes 20 seconds.
func TestTimeLeftIsKnownLate(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	now := time.Unix(0, 0)
	m := &Model{Now: func() time.Time { return now }}
	report := func(step uint32, left float32) string {
		m.Apply(&protocol.Progress{Step: step, Steps: 1000, SecondsLeft: left})
		return m.TimeLeft(&w)
	}
	m.Apply(&protocol.Prepared{})
	for i, left := range []float32{480, 300, 200, 120, 90, 70, 50, 40, 35, 32, 30, 28, 26, 25, 24, 23, 22, 21, 20, 19} {
		if got := report(uint32(1+i), left); got != "–" {
			t.Errorf("after %v it says %q", now.Sub(time.Unix(0, 0)), got)
		}
		now = now.Add(200 * time.Millisecond)
	}
	if got := report(60, 16.2); got != "17 s" {
		t.Errorf("when it can be known it says %q", got)
	}
	if got := report(60, 75); got != "1 min 15 s" {
		t.Errorf("a longer time is %q", got)
	}
	m.Apply(&protocol.PhaseChanged{Phase: protocol.PhaseDone})
	if got := m.TimeLeft(&w); got != "–" {
		t.Errorf("at the end it says %q", got)
	}
	m.Apply(&protocol.Prepared{}) // another run
	if got := report(1, 480); got != "–" {
		t.Errorf("the next run's first step says %q", got)
	}
}

// TestFewSlowStepsSayNothing checks that time alone does not make a rate known.
func TestFewSlowStepsSayNothing(t *testing.T) {
	var k worked
	now := time.Unix(0, 0)
	for step := range uint32(workedSteps) {
		k.report(step+1, now)
		now = now.Add(time.Minute)
	}
	if k.enough() || k.sum != 9*longestGap {
		t.Errorf("%d steps, %v", k.steps, k.sum)
	}
	k.report(workedSteps+1, now)
	if !k.enough() {
		t.Error("enough steps in enough time, and it is not known")
	}
}

func TestNotices(t *testing.T) {
	for name, sentences := range languages(t) {
		var w words.Words
		w.Use(joined(sentences))
		m := &Model{comeback: comeback{on: true, graphics: true}}
		for _, code := range []protocol.Code{
			protocol.CodeRecipe, protocol.CodeShard, protocol.CodeShardLost, protocol.CodeNoData, protocol.CodeDiverged,
			protocol.CodeSnapshot, protocol.CodeVersion, protocol.CodeInternal, protocol.CodeWorker, protocol.CodeReplica, CodeWorkerLost, CodeFile,
		} {
			f := protocol.Fault{Code: code, Step: 1234, Where: "here", Detail: "why"}
			if got := FaultText(&w, &f); strings.Contains(got, "{") || got != sentences["fault."+string(code)] && len(got) < 10 {
				t.Errorf("%s: %s says %q", name, code, got)
			}
			m.Faults = []protocol.Fault{f}
			n := m.Notices(&w)
			if len(n) != 2 || n[0].ID != "fault."+string(code)+".here" || n[0].Code != code || n[0].Quiet != (code == protocol.CodeShard) ||
				n[0].Reload != (code == CodeWorkerLost) || n[0].Renew != (code == CodeFile || code == protocol.CodeVersion) || n[1].Text != sentences["restored.graphics"] || !n[1].Quiet {
				t.Errorf("%s: %+v", code, n)
			}
		}
		m.Dismiss(CodeRestored)
		m.Dismiss(CodeFile)
		if n := m.Notices(&w); len(n) != 0 {
			t.Errorf("dismissed: %+v", n)
		}
	}
}

func TestRecipeLines(t *testing.T) {
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		r.Name = `a "b, [c] {d}: \`
		compact := string(r.AppendJSON(nil))
		lines := RecipeLines(compact)
		var a, b any
		if json.Unmarshal([]byte(lines), &a) != nil || json.Unmarshal([]byte(compact), &b) != nil {
			t.Fatalf("no JSON: %s", lines)
		}
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		if string(x) != string(y) {
			t.Errorf("another recipe: %s", lines)
		}
		fields := len(b.(map[string]any))
		if n, want := strings.Count(lines, "\n"), fields+len(r.Layers)+2; n != want {
			t.Errorf("%d lines, want %d: %s", n, want, lines)
		}
	}
}

func TestLoading(t *testing.T) {
	m := &Model{}
	m.Load = protocol.Load{BytesTotal: 10}
	if _, _, ok := m.Loading(); ok {
		t.Error("a download is shown that has not begun")
	}
	m.Phase = protocol.PhaseLoading
	if done, total, ok := m.Loading(); !ok || done != 0 || total != 10 {
		t.Errorf("%d of %d, %v", done, total, ok)
	}
	m.Phase, m.Load.BytesDone = protocol.PhasePaused, 10
	if done, _, ok := m.Loading(); !ok || done != 10 {
		t.Errorf("%d, %v", done, ok)
	}
}
