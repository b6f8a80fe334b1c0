package train_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

func newTeam(t testing.TB, r recipe.Recipe, s *data.Set, workers int) *train.Team {
	t.Helper()
	tr, err := train.New(r, s, s)
	if err != nil {
		t.Fatal(err)
	}
	team, err := train.NewTeam(tr, workers)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(team.Close)
	return team
}

// TestTeam trains with teams of every size: the steps, weights, statistics and
// evaluations of all are those of the trainer alone.
func TestTeam(t *testing.T) {
	s := full(t, 133) // the last mini-batch has 13 images, some micro-batches 1
	alone := newTrainer(t, small(), s)
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
		team := newTeam(t, small(), s, workers)
		for i := 0; !team.Finished(); i++ {
			stats, err := team.Step()
			if err != nil {
				t.Fatal(err)
			}
			if stats != steps[i] {
				t.Errorf("%d workers, step %d: %+v, alone %+v", workers, i+1, stats, steps[i])
			}
		}
		if !slices.Equal(team.Network().Values(), alone.Network().Values()) || !slices.Equal(team.Network().Stats(), alone.Network().Stats()) {
			t.Errorf("%d workers have other weights or statistics than one", workers)
		}
		if got, err := team.Evaluate(s); err != nil || !reflect.DeepEqual(got, report) {
			t.Errorf("%d workers evaluate %+v, %v; alone %+v", workers, got, err, report)
		}
		// What was evaluated in between must not show.
		if got, want := team.Fingerprint(), alone.Fingerprint(); got != want {
			t.Errorf("%d workers: fingerprint %x, alone %x", workers, got, want)
		}
		if _, err := team.Step(); !errors.Is(err, train.ErrFinished) {
			t.Errorf("%d workers: %v after the last epoch", workers, err)
		}
	}
}

// TestTeamTakesOver finishes a mini-batch that the trainer began alone.
func TestTeamTakesOver(t *testing.T) {
	s := full(t, 40)
	team := newTeam(t, small(), s, 3)
	if _, done, err := team.Advance(); done || err != nil {
		t.Fatal(done, err)
	}
	alone := newTrainer(t, small(), s)
	for range 3 {
		want, err := alone.Step()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := team.Step(); got != want || err != nil {
			t.Errorf("%+v, %v; alone %+v", got, err, want)
		}
	}
}

func TestTeamDiverges(t *testing.T) {
	r := small()
	r.Layers = []layer.Spec{recipe.Dense(30), recipe.Dense(30), recipe.Dense(10)}
	r.Optimizer, r.Schedule, r.LearningRate = recipe.Momentum(), recipe.Constant(), 100
	r.Epochs = 1000
	team := newTeam(t, r, full(t, 100), 2)
	for range 1000 {
		if _, err := team.Step(); errors.Is(err, train.ErrDiverged) {
			if _, err := team.Step(); !errors.Is(err, train.ErrDiverged) {
				t.Errorf("%v after it diverged", err)
			}
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
	t.Error("a learning rate of 100 does not diverge")
}

func TestTeamRefusals(t *testing.T) {
	tr := newTrainer(t, small(), full(t, 40))
	if _, err := train.NewTeam(tr, 0); err == nil {
		t.Error("a team of nobody is accepted")
	}
	team := newTeam(t, small(), nil, 2)
	if _, err := team.Step(); !errors.Is(err, data.ErrPending) {
		t.Errorf("a step without data: %v", err)
	}
	empty, _ := blocks(t, 10)
	if _, err := team.Evaluate(empty); err == nil {
		t.Error("evaluated no images")
	}
}

func TestTeamAllocatesNothing(t *testing.T) {
	r := small()
	r.Epochs = 100
	team := newTeam(t, r, full(t, 200), 3)
	if n := testing.AllocsPerRun(30, func() {
		if _, err := team.Step(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}
