package train_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// TestEveryOptimizerLearns checks that every optimiser, with weight decay,
// teaches the network, allocates nothing, and goes on from a snapshot as it
// would have.
func TestEveryOptimizerLearns(t *testing.T) {
	s := bars.Set(t, 410)
	for _, c := range []struct {
		o    optim.Spec
		rate float64
	}{
		{recipe.SGD(), 0.3}, {recipe.Momentum(), 0.05}, {recipe.Nesterov(), 0.05}, {recipe.AdaGrad(), 0.05},
		{recipe.RMSprop(), 0.005}, {recipe.Adam(), 0.02}, {recipe.AdamW(), 0.02},
	} {
		r := bars.Recipe()
		r.Optimizer, r.LearningRate, r.WeightDecay = c.o, c.rate, 1e-3
		tr := bars.Trainer(t, r, s)
		for range 10 {
			if _, err := tr.Step(); err != nil {
				t.Fatal(err)
			}
		}
		snapshot := tr.Snapshot(nil)
		if n := testing.AllocsPerRun(5, func() {
			if _, err := tr.Step(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations a step", optim.KindOf(c.o), n)
		}
		bars.Run(t, tr)
		if report, _ := tr.Evaluate(s); report.Accuracy < 0.9 {
			t.Errorf("%s: accuracy %v", optim.KindOf(c.o), report.Accuracy)
		}
		resumed, err := train.Restore(snapshot, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		bars.Run(t, resumed)
		if resumed.Fingerprint() != tr.Fingerprint() {
			t.Errorf("%s: other weights after a stop half-way", optim.KindOf(c.o))
		}
	}
}

// TestEveryLossLearns checks that training lowers the recipe's own loss, that
// an evaluation says it, and that steps and evaluations do so without label
// smoothing.
func TestEveryLossLearns(t *testing.T) {
	s := bars.Set(t, 410)
	for _, l := range []loss.Loss{recipe.CrossEntropy(), loss.SoftmaxSquares{}, loss.SoftmaxCrossEntropy{Smoothing: 0.2}} {
		r := bars.Recipe()
		r.Layers = slices.DeleteFunc(r.Layers, func(l layer.Spec) bool { return layer.KindOf(l) == "dropout" })
		r.Loss, r.Epochs = l, 4
		tr := bars.Trainer(t, r, s)
		var last train.StepStats
		for !tr.Finished() {
			var err error
			if last, err = tr.Step(); err != nil {
				t.Fatal(err)
			}
		}
		report, _ := tr.Evaluate(s)
		if report.Accuracy < 0.95 {
			t.Errorf("%+v: accuracy %v", l, report.Accuracy)
		}
		switch {
		case l == loss.Loss(loss.SoftmaxSquares{}) && !(report.Loss < 0.1): // at most 1, where all answers are wrong
			t.Errorf("sum of squares is %v", report.Loss)
		case l == loss.Loss(loss.SoftmaxCrossEntropy{Smoothing: 0.2}) && !(last.Loss < 0.6 && report.Loss < 0.6): // smoothed at least 0.86, of a target of 0.82 and 9 of 0.02
			t.Errorf("loss of a step %v, evaluated %v", last.Loss, report.Loss)
		case l == loss.Loss(recipe.CrossEntropy()) && !(report.Loss < 0.3):
			t.Errorf("cross-entropy is %v", report.Loss)
		}
	}
}

// TestWeightDecayShrinks checks that only the weights decay, not the biases,
// and by the factor that descent with a gradient of zero has.
func TestWeightDecayShrinks(t *testing.T) {
	r := bars.Recipe()
	r.Layers = []layer.Spec{recipe.Dense(10)}
	r.BatchSize, r.Epochs, r.LearningRate, r.Schedule, r.Optimizer = 10, 1, 0.1, recipe.Constant(), recipe.SGD()
	step := func(decay float64) (before, after []float32) {
		r.WeightDecay = decay
		tr := bars.Trainer(t, r, bars.Set(t, 10))
		before = slices.Clone(tr.Network().Values())
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
		return before, tr.Network().Values()
	}
	before, plain := step(0)
	_, decayed := step(0.5)
	for i, w := range before {
		want := plain[i]
		if i < 10*mnist.Pixels { // the weights come first
			want -= 0.1 * 0.5 * w
		}
		if math.Abs(float64(decayed[i]-want)) > 1e-6 {
			t.Fatalf("[%d] is %v after a step, want %v", i, decayed[i], want)
		}
	}
}

// TestSteps checks that a recipe's steps end the run and its schedule.
func TestSteps(t *testing.T) {
	r := bars.Recipe()
	r.Steps = 7
	tr := bars.Trainer(t, r, bars.Set(t, 410))
	if tr.Steps() != 7 {
		t.Errorf("%d steps, want 7", tr.Steps())
	}
	var last train.StepStats
	for !tr.Finished() {
		var err error
		if last, err = tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
	if last.Step != 7 || last.LearningRate > r.LearningRate/1e5 {
		t.Errorf("ended at step %d with rate %v", last.Step, last.LearningRate)
	}
	if _, err := tr.Step(); !errors.Is(err, train.ErrFinished) {
		t.Errorf("a step after the end: %v", err)
	}
	r.Steps = 1000
	if tr := bars.Trainer(t, r, bars.Set(t, 410)); tr.Steps() != 52 {
		t.Errorf("%d steps, want the epochs' 52", tr.Steps())
	}
}
