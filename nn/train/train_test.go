package train_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// small is a network with every kind of layer that learns in a blink.
func small() recipe.Recipe {
	r, _ := recipe.Preset("zerokara")
	r.Layers = []recipe.Layer{
		recipe.Conv(4, 5), recipe.GhostBatchNorm(2), recipe.ReLU(), recipe.Pool(4), recipe.Dropout(0.1), recipe.Dense(10),
	}
	r.BatchSize, r.Epochs, r.LearningRate = 16, 2, 0.01
	r.Augment, r.Temperature = recipe.Augment{}, 0
	return r
}

// samples returns n images and labels: noise with a bright bar whose place
// tells the digit.
func samples(n int) (images, labels []byte) {
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	images, labels = make([]byte, n*mnist.Pixels), make([]byte, n)
	for i := range n {
		digit := rng.IntN(10)
		labels[i] = byte(digit)
		image := images[i*mnist.Pixels : (i+1)*mnist.Pixels]
		for j := range image {
			image[j] = byte(rng.IntN(60))
		}
		for x := 4; x < 24; x++ {
			image[(4+2*digit)*mnist.Side+x] = 255
		}
	}
	return images, labels
}

// blocks returns a set of pending blocks and a function that fills one.
func blocks(t *testing.T, counts ...int) (*data.Set, func(block int)) {
	t.Helper()
	s, err := data.NewBlocks(mnist.Format, make([]string, len(counts)), counts)
	if err != nil {
		t.Fatal(err)
	}
	images, labels := samples(s.Cap())
	return s, func(i int) {
		b := s.Blocks()[i]
		if err := s.Fill(i, mnist.Batch(images[b.Start*mnist.Pixels:b.End*mnist.Pixels], labels[b.Start:b.End])); err != nil {
			t.Fatal(err)
		}
	}
}

// full returns a loaded set of n samples.
func full(t *testing.T, n int) *data.Set {
	t.Helper()
	s, fill := blocks(t, n)
	fill(0)
	return s
}

func newTrainer(t *testing.T, r recipe.Recipe, s *data.Set) *train.Trainer {
	t.Helper()
	tr, err := train.New(r, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func run(t *testing.T, tr *train.Trainer) {
	t.Helper()
	for !tr.Finished() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLearns(t *testing.T) {
	s := full(t, 410)
	r := small()
	tr := newTrainer(t, r, s)
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
		images += stats.Images
		if stats.EpochDone {
			done++
			if stats.Images != 10 {
				t.Errorf("the last batch of 410 has %d images, want the remaining 10", stats.Images)
			}
		}
	}
	if images != 820 || tr.ImagesSeen() != 820 || tr.StepCount() != 52 || tr.Steps() != 52 || done != 2 {
		t.Errorf("%d images (%d), %d steps of %d, %d epochs", images, tr.ImagesSeen(), tr.StepCount(), tr.Steps(), done)
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
	r := small()
	s, fill := blocks(t, 100, 170, 140)
	for i := range 3 {
		fill(i)
	}
	plain := newTrainer(t, r, s)
	run(t, plain)

	late, fill := blocks(t, 100, 170, 140)
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
	pixels := make([]byte, mnist.Pixels)
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
		tr.Predict(&p, pixels)
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
	if restored.StepCount() != 30 || restored.ImagesSeen() != 410+4*16 {
		t.Errorf("restored at step %d, %d images", restored.StepCount(), restored.ImagesSeen())
	}
	run(t, restored)
	if got, want := restored.Fingerprint(), plain.Fingerprint(); got != want {
		t.Errorf("restored: weights %x, want %x", got, want)
	}
	if !slices.Equal(restored.Network().Stats(), plain.Network().Stats()) {
		t.Error("restored: running statistics differ")
	}

	r.Seed++
	other := newTrainer(t, r, s)
	run(t, other)
	if other.Fingerprint() == plain.Fingerprint() {
		t.Error("another seed gives the same weights")
	}
}

// TestMicroBatchesSumToTheBatch checks that cutting a batch up does not change
// what a step does: without batch norm, one SGD step equals the sum over the
// images one by one.
func TestMicroBatchesSumToTheBatch(t *testing.T) {
	s := full(t, 21)
	r, _ := recipe.Preset("mlp")
	r.Optimizer, r.LearningRate = recipe.SGD(), 1
	step := func(batch int) []float32 {
		r.BatchSize = batch
		tr := newTrainer(t, r, s)
		before := slices.Clone(tr.Network().Values())
		delta := make([]float32, len(before))
		for !tr.Finished() {
			copy(tr.Network().Values(), before)
			stats, err := tr.Step()
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range tr.Network().Values() {
				delta[i] += (v - before[i]) * float32(stats.Images) / 21
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
	s := full(t, 410)
	r := small()
	r.Layers = []recipe.Layer{recipe.Dense(30), recipe.Dense(30), recipe.Dense(10)}
	r.Optimizer, r.Schedule, r.LearningRate = recipe.Momentum(), recipe.Constant(), 100
	r.Epochs = 1000
	tr := newTrainer(t, r, s)
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
	tr.Predict(&p, s.Bytes(0))
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
	s, fill := blocks(t, 50, 60)
	s.Lose(0)
	fill(1)
	tr := newTrainer(t, small(), s)
	run(t, tr)
	if tr.ImagesSeen() != 120 || tr.Steps() != 8 {
		t.Errorf("trained on %d images in %d steps without the lost block", tr.ImagesSeen(), tr.Steps())
	}
	s, _ = blocks(t, 50)
	s.Lose(0)
	if _, err := newTrainer(t, small(), s).Step(); !errors.Is(err, train.ErrNoData) {
		t.Errorf("no data at all: %v", err)
	}
}

func TestAllocatesNothing(t *testing.T) {
	s := full(t, 200)
	r := small()
	r.Epochs = 100
	tr := newTrainer(t, r, s)
	pixels := make([]byte, mnist.Pixels)
	var p [10]float32
	if n := testing.AllocsPerRun(30, func() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
		tr.Predict(&p, pixels)
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
	e := tr.NewEvaluation(s, 0)
	if n := testing.AllocsPerRun(2, func() { e.Advance() }); n > 1 { // its list of mistakes
		t.Errorf("%v allocations a slice of evaluation", n)
	}
	snapshot := tr.Snapshot(nil)
	if n := testing.AllocsPerRun(3, func() { snapshot = tr.Snapshot(snapshot[:0]) }); n > 200 { // the recipe's JSON, none of the arrays
		t.Errorf("%v allocations a snapshot", n)
	}
}

func TestEvaluation(t *testing.T) {
	s, fill := blocks(t, 30, 70, 60)
	fill(0)
	fill(2)
	tr := newTrainer(t, small(), s)
	r, err := tr.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	var total, right int
	for label := range r.Confusion {
		for answer, n := range r.Confusion[label] {
			total += n
			if label == answer {
				right += n
			}
		}
	}
	if r.Images != 90 || r.Of != 160 || total != 90 || float64(right)/90 != r.Accuracy {
		t.Errorf("%d of %d images, %d in the matrix, %d right, accuracy %v", r.Images, r.Of, total, right, r.Accuracy)
	}
	if len(r.Worst) != min(20, total-right) {
		t.Errorf("%d mistakes listed of %d", len(r.Worst), total-right)
	}
	var p [10]float32
	for i, m := range r.Worst {
		if i > 0 && m.Confidence > r.Worst[i-1].Confidence {
			t.Error("mistakes are not in order of confidence")
		}
		tr.Predict(&p, s.Bytes(m.Sample))
		if s.Label(m.Sample) != m.Label || m.Answer == m.Label || math.Abs(float64(p[m.Answer]-m.Confidence)) > 1e-4 {
			t.Errorf("%+v: label %d, probabilities %v", m, s.Label(m.Sample), p)
		}
	}
	e := tr.NewEvaluation(s, 60)
	for slices := 1; !e.Advance(); slices++ {
		if slices > 2 {
			t.Fatal("60 images take more than 2 slices")
		}
	}
	if got := e.Report().Images; got != 60 {
		t.Errorf("limit 60: %d images", got)
	}
	empty, _ := blocks(t, 5)
	if _, err := tr.Evaluate(empty); err == nil {
		t.Error("evaluated on nothing")
	}
}

func TestRefusals(t *testing.T) {
	r := small()
	r.BatchSize = 0
	if _, err := train.New(r, nil, nil); err == nil {
		t.Error("accepted batch size 0")
	}
	r = small()
	r.Input = [3]int{1, 14, 14}
	var fe *recipe.FieldError
	if _, err := train.New(r, nil, nil); !errors.As(err, &fe) || fe.Field != "input" {
		t.Errorf("input 14x14: %v", err)
	}
	tr := newTrainer(t, small(), nil)
	good := network.Checkpoint{
		Recipe: small(), Values: tr.Network().Values(), Stats: tr.Network().Stats(),
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
		"another input":      func(c *network.Checkpoint) { c.Recipe.Input = [3]int{1, 20, 20} },
	} {
		c := good
		spoil(&c)
		if _, err := train.Restore(c.Append(nil), nil, nil); !errors.Is(err, network.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	far := good
	far.Offset = 1000
	if _, err := train.Restore(far.Append(nil), full(t, 20), nil); !errors.Is(err, network.ErrCheckpoint) {
		t.Errorf("offset past the set: %v", err)
	}
}
