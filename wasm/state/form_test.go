package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

func field(name string) int { return slices.Index(Fields[:], name) }

func formOf(t *testing.T, preset string) Form {
	t.Helper()
	r, ok := recipe.Preset(preset)
	if !ok {
		t.Fatal(preset)
	}
	return NewForm(r)
}

func wantValues(t *testing.T, what string, f *Form, want map[string]string) {
	t.Helper()
	for name, v := range want {
		if got := f.Value(field(name)); got != v || f.Refused(field(name)) {
			t.Errorf("%s: %s is %q (refused: %v), want %q", what, name, got, f.Refused(field(name)), v)
		}
	}
}

// TestFormNamesEachRefusal checks that each refused value is named at its field and
// that none of them is in the recipe.
func TestFormNamesEachRefusal(t *testing.T) {
	f := formOf(t, "mlp")
	before := f.JSON()
	refused := []string{FieldLearningRate, FieldWeightDecay, FieldBatchSize, FieldEpochs, FieldSeed}
	for _, name := range refused {
		if f.Edit(field(name), "-1") {
			t.Errorf("%s -1 is accepted", name)
		}
	}
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	for i, name := range Fields {
		if got, want := f.RefusalText(&w, i), slices.Contains(refused, name); (got != "") != want || f.Refused(i) != want {
			t.Errorf("%s: refused %v, %q", name, f.Refused(i), got)
		}
	}
	m := &Model{Form: f}
	if got := m.SettingsNote(&w); got != "Correct Learning rate, Weight decay, Batch size, Epochs, Seed first: nothing is started with a value that is refused." {
		t.Errorf("the note is %q", got)
	}
	if f.JSON() != before || f.FirstRefused() != field(FieldLearningRate) {
		t.Errorf("%s, first refused %d", f.JSON(), f.FirstRefused())
	}
	if !f.Edit(field(FieldLearningRate), "0.05") || f.Refused(field(FieldLearningRate)) || f.FirstRefused() != field(FieldWeightDecay) {
		t.Error("a corrected value stays refused, or the others are forgotten")
	}
	if r := f.Recipe(); r.LearningRate != 0.05 || r.BatchSize <= 0 {
		t.Errorf("%+v", r)
	}
	f.Edit(field(FieldNetwork), "simpleconv") // brings all but the seed
	if f.FirstRefused() != field(FieldSeed) {
		t.Errorf("a preset's values leave %d refused", f.FirstRefused())
	}
	f.Use(f.Recipe())
	if f.FirstRefused() != -1 || f.RefusalText(&w, field(FieldSeed)) != "" {
		t.Error("another recipe leaves a refusal")
	}
}

func TestFormEncodesOnceAChange(t *testing.T) {
	f := formOf(t, "mlp")
	rev := f.Rev()
	f.Edit(field(FieldSeed), "5")
	if f.Rev() == rev || !strings.Contains(f.JSON(), `"seed":5`) || string(f.Recipe().AppendJSON(nil)) != f.JSON() {
		t.Errorf("revision %d, then %d; %s", rev, f.Rev(), f.JSON())
	}
	wantValues(t, "edited", &f, map[string]string{FieldSeed: "5", FieldNetwork: "mlp"})
	for _, small := range []string{"0.0001", "0.0000001"} {
		f.Edit(field(FieldLearningRate), small)
		wantValues(t, "a small number", &f, map[string]string{FieldLearningRate: small})
	}
}

// TestNetworkSaysWhatItBrings checks that the choice of a network names the other
// values that it sets, and that they can be had back.
func TestNetworkSaysWhatItBrings(t *testing.T) {
	f := formOf(t, "zerokara")
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	if f.Also() != -1 || f.AlsoText(&w) != "" {
		t.Error("nothing was chosen, and something changed")
	}
	f.Edit(field(FieldEpochs), "7")
	f.Edit(field(FieldSeed), "99")
	mine := map[string]string{}
	for i, name := range Fields {
		mine[name] = f.Value(i)
	}
	f.Edit(field(FieldNetwork), "simpleconv")
	f.Edit(field(FieldNetwork), "twolayer-sigmoid") // by arrow keys
	text := f.AlsoText(&w)
	p, _ := recipe.Preset("twolayer-sigmoid")
	for i, name := range Fields {
		if i == 0 || name == FieldSeed {
			continue
		}
		changed := valueOf(p, name) != mine[name]
		if named := strings.Contains(text, w.Name("setting", name)+" "); named != changed {
			t.Errorf("%s: changed %v, named %v in %q", name, changed, named, text)
		}
	}
	if !strings.HasPrefix(text, "Also set: Optimiser Adam → SGD, ") || !strings.Contains(text, "Epochs 7 → ") || f.Also() != 0 {
		t.Errorf("%q, at field %d", text, f.Also())
	}
	f.Edit(field(FieldBatchSize), "64") // the visitor's own, now
	if strings.Contains(f.AlsoText(&w), "Batch") {
		t.Errorf("a value set by hand is said to have come with the network: %q", f.AlsoText(&w))
	}
	mine[FieldNetwork], mine[FieldBatchSize] = "twolayer-sigmoid", "64"
	f.KeepMine()
	wantValues(t, "kept", &f, mine)
	if f.Also() != -1 || string(f.Recipe().AppendJSON(nil)) != f.JSON() {
		t.Error("what was kept is still said to have changed")
	}
	f.Edit(field(FieldNetwork), "mlp")
	f.Edit(field(FieldNetwork), "twolayer-sigmoid")
	f.Use(f.Recipe())
	if f.Also() != -1 {
		t.Error("another recipe leaves the note of a network")
	}
}

func TestOptimizerSaysWhatItBrings(t *testing.T) {
	f := formOf(t, "zerokara")
	var w words.Words
	w.Use(joined(languages(t)["ja.json"]))
	f.Edit(field(FieldLearningRate), "0.5")
	f.Edit(field(FieldBatchSize), "0") // refused: not the optimiser's affair
	f.Edit(field(FieldOptimizer), "sgd")
	if got := f.AlsoText(&w); !strings.HasPrefix(got, "同時に変わった設定：学習率 0.5 → 0.1") || f.Also() != field(FieldOptimizer) {
		t.Errorf("%q", got)
	}
	f.KeepMine()
	if r := f.Recipe(); r.LearningRate != 0.5 || f.Value(field(FieldOptimizer)) != "sgd" || f.FirstRefused() != field(FieldBatchSize) {
		t.Errorf("learning rate %v, %s, refused %d", r.LearningRate, f.Value(1), f.FirstRefused())
	}
}

// TestKindsHaveNames checks the names of values, whose keys are built.
func TestKindsHaveNames(t *testing.T) {
	for name, sentences := range languages(t) {
		var w words.Words
		w.Use(joined(sentences))
		for _, preset := range recipe.Presets() {
			f := formOf(t, preset)
			for i, field := range Fields {
				if got := fieldName(&w, i); strings.Contains(got, ".") {
					t.Errorf("%s: the field %s is called %q", name, field, got)
				}
				if got := valueText(&w, i, f.Value(i)); strings.HasPrefix(got, field) {
					t.Errorf("%s: %s is called %q", name, f.Value(i), got)
				}
			}
			if got := f.InitNormalText(&w); !strings.Contains(got, "0.0") {
				t.Errorf("%s: normal weights are called %q", name, got)
			}
		}
	}
}

func TestPendingNote(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	m := prepared()
	m.Form = formOf(t, recipe.Default)
	m.Apply(&protocol.Prepared{Recipe: m.Form.Recipe()})
	m.Form.Edit(field(FieldSeed), "77")
	if got := m.SettingsNote(&w); got != "" {
		t.Errorf("before anything is learned: %q", got)
	}
	m.Apply(&protocol.Progress{Step: 1, Steps: 2})
	if got := m.SettingsNote(&w); !strings.Contains(got, "takes effect when you press") {
		t.Errorf("afterwards: %q", got)
	}
}
