package state

import (
	"errors"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

func TestEditReachesEveryField(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	for _, e := range [][2]string{
		{FieldOptimizer, "momentum"}, {FieldLearningRate, "0.05"},
		{FieldSchedule, "cosine"}, {FieldWeightDecay, "1e-4"}, {FieldBatchSize, "64"},
		{FieldEpochs, "3"}, {FieldInit, recipe.InitXavier}, {FieldSeed, "9007199254740991"},
	} {
		var err error
		if r, err = Edit(r, e[0], e[1]); err != nil {
			t.Fatalf("%s: %v", e, err)
		}
	}
	want, _ := recipe.Preset("simpleconv")
	want.Optimizer, want.LearningRate, want.BatchSize = recipe.Momentum(), 0.05, 64
	want.Schedule, want.WeightDecay = recipe.Cosine(), 1e-4
	want.Epochs, want.Init, want.Seed = 3, recipe.Init{Kind: recipe.InitXavier}, recipe.MaxSeed
	if got := string(r.AppendJSON(nil)); got != string(want.AppendJSON(nil)) {
		t.Errorf("got  %s\nwant %s", got, want.AppendJSON(nil))
	}
	if r, _ = Edit(r, FieldInit, recipe.InitNormal); r.Init.Std != normalStd {
		t.Errorf("a normal initialiser with std %v", r.Init.Std)
	}
}

func TestEditReadsOtherKeyboards(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	for value, want := range map[string]float64{"0,05": 0.05, "0.05": 0.05, " 0,5 ": 0.5, "０．２５": 0.25, "０，２５": 0.25, "１ｅ－３": 0.001, ",5": 0.5} {
		if got, err := Edit(r, FieldLearningRate, value); err != nil || got.LearningRate != want {
			t.Errorf("%q is %v, %v", value, got.LearningRate, err)
		}
	}
	if got, err := Edit(r, FieldEpochs, "１２"); err != nil || got.Epochs != 12 {
		t.Errorf("epochs %d, %v", got.Epochs, err)
	}
}

func TestEditNetworkBringsItsPreset(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	r.Seed, r.BatchSize = 7, 999
	for _, name := range recipe.Presets() {
		got, err := Edit(r, FieldNetwork, name)
		want, _ := recipe.Preset(name)
		want.Seed = 7
		if err != nil || string(got.AppendJSON(nil)) != string(want.AppendJSON(nil)) {
			t.Errorf("%s: %s, %v", name, got.AppendJSON(nil), err)
		}
		if Network(got) != name {
			t.Errorf("%s is called %s", name, Network(got))
		}
	}
	r.Layers = []layer.Spec{recipe.Dense(10)}
	if Network(r) != Custom {
		t.Errorf("a network of our own is called %s", Network(r))
	}
}

// TestEditOptimizer checks that a preset gets its own optimiser back.
func TestEditOptimizer(t *testing.T) {
	for _, name := range recipe.Presets() {
		want, _ := recipe.Preset(name)
		var other optim.Spec = recipe.SGD()
		if optim.KindOf(want.Optimizer) == optim.KindOf(other) {
			other = recipe.Momentum()
		}
		r, err := Edit(want, FieldOptimizer, optim.KindOf(other))
		if err != nil || r.Optimizer != other || r.LearningRate == want.LearningRate {
			t.Errorf("%s with %s: %+v, learning rate %v, %v", name, optim.KindOf(other), r.Optimizer, r.LearningRate, err)
		}
		if r, _ = Edit(r, FieldOptimizer, optim.KindOf(want.Optimizer)); r.Optimizer != want.Optimizer || r.LearningRate != want.LearningRate {
			t.Errorf("%s back: %+v, learning rate %v", name, r.Optimizer, r.LearningRate)
		}
	}
}

// TestEditOffersAll checks that every optimiser and schedule of the engine can be
// chosen, and that none of them silently does nothing.
func TestEditOffersAll(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	for _, kind := range optim.Kinds() {
		e, err := Edit(r, FieldOptimizer, kind)
		if err != nil || optim.KindOf(e.Optimizer) != kind {
			t.Errorf("%s: %+v, %v", kind, e.Optimizer, err)
		}
		if decays := kind == "adamw"; (e.WeightDecay > 0) != decays {
			t.Errorf("%s: weight decay %v", kind, e.WeightDecay)
		}
	}
	for _, kind := range optim.Schedules() {
		if e, err := Edit(r, FieldSchedule, kind); err != nil || optim.ScheduleOf(e.Schedule) != kind {
			t.Errorf("%s: %+v, %v", kind, e.Schedule, err)
		}
	}
	z, _ := recipe.Preset("zerokara")
	constant, _ := Edit(z, FieldSchedule, "constant")
	if back, _ := Edit(constant, FieldSchedule, optim.ScheduleOf(z.Schedule)); constant.Schedule != optim.Schedule(recipe.Constant()) || back.Schedule != z.Schedule {
		t.Errorf("the preset's schedule comes back as %+v", back.Schedule)
	}
}

func TestEditRefuses(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	before := string(r.AppendJSON(nil))
	for _, e := range [][2]string{
		{FieldNetwork, "resnet"}, {FieldOptimizer, "adagraph"}, {FieldSchedule, "up"}, {FieldWeightDecay, "-1"}, {FieldWeightDecay, ""}, {FieldLearningRate, "-1"}, {FieldLearningRate, "fast"},
		{FieldLearningRate, "NaN"}, {FieldLearningRate, "0,0.5"}, {FieldLearningRate, "0,0,5"}, {FieldEpochs, "1,000"}, {FieldSeed, "1,000"}, {FieldBatchSize, "0"}, {FieldBatchSize, "1e3"}, {FieldBatchSize, "100000"},
		{FieldEpochs, ""}, {FieldInit, "zero"}, {FieldSeed, "-1"}, {FieldSeed, "9007199254740992"}, {"colour", "red"},
	} {
		got, err := Edit(r, e[0], e[1])
		var field *recipe.FieldError
		if !errors.As(err, &field) || field.Reason == "" {
			t.Errorf("%s: %v", e, err)
		}
		if string(got.AppendJSON(nil)) != before {
			t.Errorf("%s changed the recipe", e)
		}
	}
}
