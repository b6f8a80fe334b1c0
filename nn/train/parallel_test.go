package train_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

func newParallel(t testing.TB, r recipe.Recipe, s *data.Set, workers int) *train.Parallel {
	t.Helper()
	tr, err := train.New(r, s, s)
	if err != nil {
		t.Fatal(err)
	}
	parallel, err := train.NewParallel(tr, workers)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(parallel.Close)
	return parallel
}

// TestParallel trains with any number of workers: the steps, weights, statistics and
// evaluations of all are those of the trainer alone.
func TestParallel(t *testing.T) {
	s := bars.Set(t, 133) // the last mini-batch has 13 images, some micro-batches 1
	alone := bars.Trainer(t, bars.Recipe(), s)
	var steps []train.StepStats
	for !alone.Finished() {
		stats, err := alone.Step()
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, stats)
	}
	report, err := alone.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 2, 3, 5, 8, 20} {
		parallel := newParallel(t, bars.Recipe(), s, workers)
		for i := 0; !parallel.Finished(); i++ {
			stats, err := parallel.Step()
			if err != nil {
				t.Fatal(err)
			}
			if stats != steps[i] {
				t.Errorf("%d workers, step %d: %+v, alone %+v", workers, i+1, stats, steps[i])
			}
		}
		if !slices.Equal(parallel.Network().Values(), alone.Network().Values()) || !slices.Equal(parallel.Network().Stats(), alone.Network().Stats()) {
			t.Errorf("%d workers have other weights or statistics than one", workers)
		}
		if got, err := parallel.Evaluate(s); err != nil || !reflect.DeepEqual(got, report) {
			t.Errorf("%d workers evaluate %+v, %v; alone %+v", workers, got, err, report)
		}
		// What was evaluated in between must not show.
		if got, want := parallel.Fingerprint(), alone.Fingerprint(); got != want {
			t.Errorf("%d workers: fingerprint %x, alone %x", workers, got, want)
		}
		if _, err := parallel.Step(); !errors.Is(err, train.ErrFinished) {
			t.Errorf("%d workers: %v after the last epoch", workers, err)
		}
	}
}

// TestParallelUpdates trains a network with so many weights that each worker updates
// some: they are those of the trainer alone.
func TestParallelUpdates(t *testing.T) {
	s := bars.Set(t, 133)
	r, _ := recipe.Preset("mlp")
	r.Layers = recipe.MLP(recipe.ReLU(), 100, recipe.Classes)
	alone := newParallel(t, r, s, 1)
	several := newParallel(t, r, s, 3)
	for range 2 {
		for _, p := range []*train.Parallel{alone, several} {
			if _, err := p.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(several.Network().Values(), alone.Network().Values()) {
			t.Fatal("three workers have other weights than one")
		}
	}
}

// TestParallelTakesOver finishes a mini-batch that the trainer began alone.
func TestParallelTakesOver(t *testing.T) {
	s := bars.Set(t, 40)
	parallel := newParallel(t, bars.Recipe(), s, 3)
	if _, done, err := parallel.Advance(); done || err != nil {
		t.Fatal(done, err)
	}
	alone := bars.Trainer(t, bars.Recipe(), s)
	for range 3 {
		want, err := alone.Step()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := parallel.Step(); got != want || err != nil {
			t.Errorf("%+v, %v; alone %+v", got, err, want)
		}
	}
}

func TestParallelDiverges(t *testing.T) {
	r := bars.Recipe()
	r.Layers = []layer.Spec{recipe.Dense(30), recipe.Dense(30), recipe.Dense(10)}
	r.Optimizer, r.Schedule, r.LearningRate = recipe.Momentum(), recipe.Constant(), 100
	r.Epochs = 1000
	parallel := newParallel(t, r, bars.Set(t, 100), 2)
	for range 1000 {
		if _, err := parallel.Step(); errors.Is(err, train.ErrDiverged) {
			if _, err := parallel.Step(); !errors.Is(err, train.ErrDiverged) {
				t.Errorf("%v after it diverged", err)
			}
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
	t.Error("a learning rate of 100 does not diverge")
}

func TestParallelRefusals(t *testing.T) {
	tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 40))
	if _, err := train.NewParallel(tr, 0); err == nil {
		t.Error("no workers are accepted")
	}
	parallel := newParallel(t, bars.Recipe(), nil, 2)
	if _, err := parallel.Step(); !errors.Is(err, data.ErrPending) {
		t.Errorf("a step without data: %v", err)
	}
	empty, _ := bars.Blocks(t, 10)
	if _, err := parallel.Evaluate(empty); err == nil {
		t.Error("evaluated no images")
	}
}

func TestParallelAllocatesNothing(t *testing.T) {
	r := bars.Recipe()
	r.Epochs = 100
	parallel := newParallel(t, r, bars.Set(t, 200), 3)
	if n := testing.AllocsPerRun(30, func() {
		if _, err := parallel.Step(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}
