package train_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

func TestLearns(t *testing.T) {
	s := bars.Set(t, 410)
	r := bars.Recipe()
	tr := bars.Trainer(t, r, s)
	before, err := tr.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	if before.Accuracy > 0.4 {
		t.Errorf("untrained accuracy is %v", before.Accuracy)
	}
	var images, done int
	for !tr.Finished() {
		stats, err := tr.Step()
		if err != nil {
			t.Fatal(err)
		}
		images += stats.Samples
		if stats.EpochDone {
			done++
			if stats.Samples != 10 {
				t.Errorf("the last batch of 410 has %d images, want the remaining 10", stats.Samples)
			}
		}
	}
	if images != 820 || tr.SamplesSeen() != 820 || tr.StepCount() != 52 || tr.Steps() != 52 || done != 2 {
		t.Errorf("%d images (%d), %d steps of %d, %d epochs", images, tr.SamplesSeen(), tr.StepCount(), tr.Steps(), done)
	}
	after, _ := tr.Evaluate(s)
	if after.Accuracy < 0.99 {
		t.Errorf("accuracy is %v after training", after.Accuracy)
	}
	if _, err := tr.Step(); !errors.Is(err, train.ErrFinished) {
		t.Errorf("a step after the end: %v", err)
	}
}

// TestReproducible checks that a run depends on its recipe only: not on when
// the data arrives, what is asked in between, nor on a stop half-way.
func TestReproducible(t *testing.T) {
	r := bars.Recipe()
	s, fill := bars.Blocks(t, 100, 170, 140)
	for i := range 3 {
		fill(i)
	}
	plain := bars.Trainer(t, r, s)
	bars.Run(t, plain)

	late, fill := bars.Blocks(t, 100, 170, 140)
	tr, err := train.New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Step(); !errors.Is(err, data.ErrPending) {
		t.Fatalf("a step without data: %v", err)
	}
	if err := tr.Attach(late, nil); err != nil {
		t.Fatal(err)
	}
	x := make([]float32, mnist.Pixels)
	var p [10]float32
	var waits int
	var snapshot []byte
	next := 0
	for !tr.Finished() {
		_, _, err := tr.Advance()
		switch {
		case errors.Is(err, data.ErrPending):
			waits++
			fill(next)
			next++
		case err != nil:
			t.Fatal(err)
		}
		tr.Predict(p[:], x)
		if tr.StepCount() == 30 { // overwritten by each micro-batch: the last is from mid-step
			snapshot = tr.Snapshot(snapshot[:0])
		}
	}
	if waits != 3 {
		t.Errorf("waited %d times for 3 blocks", waits)
	}
	if got, want := tr.Fingerprint(), plain.Fingerprint(); got != want {
		t.Errorf("late data: weights %x, want %x", got, want)
	}

	restored, err := train.Restore(snapshot, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if restored.StepCount() != 30 || restored.SamplesSeen() != 410+4*16 {
		t.Errorf("restored at step %d, %d images", restored.StepCount(), restored.SamplesSeen())
	}
	bars.Run(t, restored)
	if got, want := restored.Fingerprint(), plain.Fingerprint(); got != want {
		t.Errorf("restored: weights %x, want %x", got, want)
	}
	if !slices.Equal(restored.Network().Stats(), plain.Network().Stats()) {
		t.Error("restored: running statistics differ")
	}

	r.Seed++
	other := bars.Trainer(t, r, s)
	bars.Run(t, other)
	if other.Fingerprint() == plain.Fingerprint() {
		t.Error("another seed gives the same weights")
	}
}

// TestMicroBatchesSumToTheBatch checks that cutting a batch up does not change
// what a step does: without batch norm, one SGD step equals the sum over the
// images one by one.
func TestMicroBatchesSumToTheBatch(t *testing.T) {
	s := bars.Set(t, 21)
	r, _ := recipe.Preset("mlp")
	r.Optimizer, r.LearningRate = recipe.SGD(), 1
	step := func(batch int) []float32 {
		r.BatchSize = batch
		tr := bars.Trainer(t, r, s)
		before := slices.Clone(tr.Network().Values())
		delta := make([]float32, len(before))
		for !tr.Finished() {
			copy(tr.Network().Values(), before)
			stats, err := tr.Step()
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range tr.Network().Values() {
				delta[i] += (v - before[i]) * float32(stats.Samples) / 21
			}
		}
		return delta
	}
	whole, single := step(21), step(1)
	for i := range whole {
		// Sums of 21 float32 terms of about 0.1 in another order.
		if diff := math.Abs(float64(whole[i] - single[i])); diff > 1e-5 {
			t.Fatalf("weight %d moves by %v in one batch, by %v image by image", i, whole[i], single[i])
		}
	}
}

func TestDivergedKeepsTheLastGoodWeights(t *testing.T) {
	s := bars.Set(t, 410)
	r := bars.Recipe()
	r.Layers = []layer.Spec{recipe.Dense(30), recipe.Dense(30), recipe.Dense(10)}
	r.Optimizer, r.Schedule, r.LearningRate = recipe.Momentum(), recipe.Constant(), 100
	r.Epochs = 1000
	tr := bars.Trainer(t, r, s)
	var err error
	for err == nil {
		_, err = tr.Step()
	}
	var diverged *train.DivergedError
	if !errors.As(err, &diverged) || !errors.Is(err, train.ErrDiverged) {
		t.Fatalf("learning rate 100: %v", err)
	}
	if diverged.Step != tr.StepCount()+1 {
		t.Errorf("diverged at step %d after %d steps", diverged.Step, tr.StepCount())
	}
	for _, v := range tr.Network().Values() {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			t.Fatal("a weight that is not finite is kept")
		}
	}
	var p [10]float32
	tr.Predict(p[:], make([]float32, mnist.Pixels))
	var sum float64
	for _, v := range p {
		sum += float64(v)
	}
	if math.Abs(sum-1) > 1e-5 {
		t.Errorf("probabilities after divergence: %v", p)
	}
	if _, again := tr.Step(); again != err {
		t.Errorf("a step after divergence: %v", again)
	}
	if _, err := train.Restore(tr.Snapshot(nil), s, nil); err != nil {
		t.Errorf("snapshot after divergence: %v", err)
	}
}

func TestNoData(t *testing.T) {
	s, fill := bars.Blocks(t, 50, 60)
	s.Lose(0)
	fill(1)
	tr := bars.Trainer(t, bars.Recipe(), s)
	bars.Run(t, tr)
	if tr.SamplesSeen() != 120 || tr.Steps() != 8 {
		t.Errorf("trained on %d images in %d steps without the lost block", tr.SamplesSeen(), tr.Steps())
	}
	s, _ = bars.Blocks(t, 50)
	s.Lose(0)
	if _, err := bars.Trainer(t, bars.Recipe(), s).Step(); !errors.Is(err, train.ErrNoData) {
		t.Errorf("no data at all: %v", err)
	}
}

func TestAllocatesNothing(t *testing.T) {
	s := bars.Set(t, 200)
	r := bars.Recipe()
	r.Epochs = 100
	tr := bars.Trainer(t, r, s)
	x := make([]float32, mnist.Pixels)
	var p [10]float32
	if n := testing.AllocsPerRun(30, func() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
		tr.Predict(p[:], x)
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
	e, err := tr.Model().NewEvaluation(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(2, func() { e.Advance() }); n > 1 { // its list of mistakes
		t.Errorf("%v allocations a slice of evaluation", n)
	}
	snapshot := tr.Snapshot(nil)
	if n := testing.AllocsPerRun(3, func() { snapshot = tr.Snapshot(snapshot[:0]) }); n > 200 { // the recipe's JSON, none of the arrays
		t.Errorf("%v allocations a snapshot", n)
	}
}

func TestRefusals(t *testing.T) {
	r := bars.Recipe()
	r.BatchSize = 0
	if _, err := train.New(r, nil, nil); err == nil {
		t.Error("accepted batch size 0")
	}
	r = bars.Recipe()
	r.Input = tensor.Shape{C: 1, H: 14, W: 14}
	var fe *recipe.FieldError
	if _, err := train.New(r, bars.Set(t, 20), nil); !errors.As(err, &fe) || fe.Field != "input" {
		t.Errorf("input 14x14: %v", err)
	}
	tr := bars.Trainer(t, bars.Recipe(), nil)
	good := network.Checkpoint{
		Recipe: bars.Recipe(), Values: tr.Network().Values(), Stats: tr.Network().Stats(),
		Optimizer: [][]float32{make([]float32, tr.Params()), make([]float32, tr.Params()), {0}}, Epoch: 1,
	}
	if _, err := train.Restore(good.Append(nil), nil, nil); err != nil {
		t.Fatalf("a good checkpoint: %v", err)
	}
	for name, spoil := range map[string]func(c *network.Checkpoint){
		"weights missing":    func(c *network.Checkpoint) { c.Values = c.Values[1:] },
		"statistics missing": func(c *network.Checkpoint) { c.Stats = nil },
		"optimiser missing":  func(c *network.Checkpoint) { c.Optimizer = nil },
		"moments too short":  func(c *network.Checkpoint) { c.Optimizer = [][]float32{{1}, {1}, {1}} },
		"epoch 0":            func(c *network.Checkpoint) { c.Epoch = 0 },
		"step 2^60":          func(c *network.Checkpoint) { c.Step = 1 << 60 },
		"another input":      func(c *network.Checkpoint) { c.Recipe.Input = tensor.Shape{C: 1, H: 20, W: 20} },
	} {
		c := good
		spoil(&c)
		if _, err := train.Restore(c.Append(nil), nil, nil); !errors.Is(err, network.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	far := good
	far.Offset = 1000
	if _, err := train.Restore(far.Append(nil), bars.Set(t, 20), nil); !errors.Is(err, network.ErrCheckpoint) {
		t.Errorf("offset past the set: %v", err)
	}
}
