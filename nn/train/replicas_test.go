package train_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// shared is a trainer with replicas that stand for other workers.
type shared struct {
	t        *testing.T
	tr       *train.Trainer
	replicas []*train.Replica
	fail     func(step, worker int) bool // whether a worker dies at a step
}

// step makes one step with all workers.
func (c *shared) step() {
	c.t.Helper()
	tasks, err := c.tr.Begin(len(c.replicas))
	if err != nil {
		c.t.Fatal(err)
	}
	if len(tasks) > len(c.replicas) {
		c.t.Fatalf("%d tasks for %d replicas", len(tasks), len(c.replicas))
	}
	own := false
	for i, task := range slices.Backward(tasks) { // their parts come in another order
		w := c.replicas[i]
		if task.Step != c.tr.StepCount() {
			c.t.Fatalf("a task says %d steps were done, the trainer %d", task.Step, c.tr.StepCount())
		}
		copy(w.Weights(), c.tr.Network().Values())
		if err := w.Begin(task); err != nil {
			c.t.Fatal(err)
		}
		for !w.Advance() {
		}
		if c.fail != nil && c.fail(c.tr.StepCount(), i) {
			if !own { // once while the trainer waits, once before it began
				c.waits()
				own = true
			}
			c.tr.Reclaim(task)
			c.tr.Reclaim(task) // a second time must not matter
			if c.tr.Accept(w.Part()) {
				c.t.Error("accepted the part of a task that was taken back")
			}
			continue
		}
		if !c.tr.Accept(w.Part()) {
			c.t.Fatalf("refused the part of micro-batches %d to %d", task.From, task.To)
		}
		if c.tr.Accept(w.Part()) {
			c.t.Error("accepted a part twice")
		}
	}
	for {
		_, done, err := c.tr.Advance()
		if err != nil {
			c.t.Fatal(err)
		}
		if done {
			return
		}
	}
}

// waits advances until only the replicas' parts are missing.
func (c *shared) waits() {
	for {
		_, done, err := c.tr.Advance()
		if errors.Is(err, train.ErrWaiting) {
			return
		}
		if done || err != nil {
			c.t.Fatalf("done %v, %v before all parts were there", done, err)
		}
	}
}

// TestDropsAnew checks that every image of every step has a dropout mask of its
// own: the same image then has another loss each time.
func TestDropsAnew(t *testing.T) {
	r := bars.Recipe()
	r.Layers = []layer.Spec{recipe.Dropout(0.5), recipe.Dense(10)}
	images, _ := bars.Samples(1)
	task := train.Task{To: train.MicroBatches, Size: train.MicroBatches}
	task.Samples = mnist.Batch(bytes.Repeat(images, task.Size), make([]byte, task.Size))
	seen := map[float64]bool{}
	for r.Seed = range 2 {
		w, err := train.NewReplica(r)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.Weights() { // the seed's own weights would differ
			w.Weights()[i] = float32(i%13) / 1000
		}
		for task.Step = range 3 {
			if err := w.Begin(task); err != nil {
				t.Fatal(err)
			}
			for !w.Advance() {
			}
			for m, loss := range w.Part().Loss {
				if seen[loss] {
					t.Errorf("seed %d, step %d, sample %d has another's mask", r.Seed, task.Step, m)
				}
				seen[loss] = true
			}
		}
	}
}

// TestWorkersDoNotMatter checks that the weights are the same, bit for bit, for
// any number of workers, and when some of them die.
func TestWorkersDoNotMatter(t *testing.T) {
	s := bars.Set(t, 413) // the last batch has fewer samples than micro-batches can share equally
	r := bars.Recipe()
	r.Augment = recipe.Augment{Shift: 1, Rotate: 10, Thickness: 1, ElasticAlpha: 34, ElasticSigma: 4, Drawn: 0.2, Scribbles: 0.2}
	alone := bars.Trainer(t, r, s)
	bars.Run(t, alone)
	for workers := 1; workers <= 9; workers++ {
		for _, dying := range []bool{false, true} {
			c := shared{t: t, tr: bars.Trainer(t, r, s)}
			for range workers - 1 {
				w, err := train.NewReplica(r)
				if err != nil {
					t.Fatal(err)
				}
				c.replicas = append(c.replicas, w)
			}
			if dying {
				c.fail = func(step, worker int) bool { return (step+worker)%3 == 0 }
			}
			for !c.tr.Finished() {
				c.step()
			}
			if got, want := c.tr.Fingerprint(), alone.Fingerprint(); got != want {
				t.Errorf("%d workers, dying %v: weights %x, want %x", workers, dying, got, want)
			}
			if !slices.Equal(c.tr.Network().Stats(), alone.Network().Stats()) {
				t.Errorf("%d workers, dying %v: running statistics differ", workers, dying)
			}
			if c.tr.StepCount() != alone.StepCount() || c.tr.SamplesSeen() != alone.SamplesSeen() {
				t.Errorf("%d workers: %d steps, %d images", workers, c.tr.StepCount(), c.tr.SamplesSeen())
			}
		}
	}
}

// TestWholeBatchNorm checks that batch normalisation over the whole mini-batch
// leaves nothing to share, and that the weights are the same all the same.
func TestWholeBatchNorm(t *testing.T) {
	s, r := bars.Set(t, 100), bars.Recipe()
	r.Layers[1] = recipe.BatchNorm()
	alone := bars.Trainer(t, r, s)
	bars.Run(t, alone)
	c := shared{t: t, tr: bars.Trainer(t, r, s)}
	for range 3 {
		w, err := train.NewReplica(r)
		if err != nil {
			t.Fatal(err)
		}
		c.replicas = append(c.replicas, w)
	}
	for !c.tr.Finished() {
		c.step()
	}
	if c.tr.Fingerprint() != alone.Fingerprint() || !slices.Equal(c.tr.Network().Stats(), alone.Network().Stats()) {
		t.Error("other weights or running statistics with workers that have nothing to do")
	}
	r.Layers[1] = recipe.GhostBatchNorm(8)
	halves := bars.Trainer(t, r, s)
	bars.Run(t, halves)
	if halves.Fingerprint() == alone.Fingerprint() {
		t.Error("groups change nothing")
	}
}

// TestTooFewForBatchNorm checks that a rest of one image, whose vectors have no
// variance, is refused before the run rather than at its end.
func TestTooFewForBatchNorm(t *testing.T) {
	r := bars.Recipe()
	r.Layers = []layer.Spec{recipe.Dense(5), recipe.BatchNorm(), recipe.Dense(10)}
	_, err := train.New(r, bars.Set(t, 33), nil)
	nntest.WantError(t, err, "batchSize", "16", "33", "1")
	bars.Trainer(t, r, bars.Set(t, 34))
	r.Layers[1] = recipe.GhostBatchNorm(2)
	_, err = train.New(r, bars.Set(t, 16+9), nil) // eight groups of 9: one of two, the others of one
	nntest.WantError(t, err, "batchSize")
	bars.Trainer(t, bars.Recipe(), bars.Set(t, 33)) // of images there are enough values
}

func TestSamples(t *testing.T) {
	for size := range 40 {
		at, least := 0, size
		for m := range train.MicroBatches {
			from, to := train.Samples(size, 8, m, m+1)
			if n := to - from; from != at || n > least && m > 0 || n < size/8 || n > (size+7)/8 {
				t.Errorf("micro-batch %d of %d samples is %d to %d", m, size, from, to)
			}
			at, least = to, to-from
		}
		if from, to := train.Samples(size, 8, 2, 8); at != size || to != size || from != 2*(size/8)+min(size%8, 2) {
			t.Errorf("micro-batches 2 to 8 of %d samples are %d to %d", size, from, to)
		}
	}
}

func TestReplicaRefusesBadTasks(t *testing.T) {
	w, err := train.NewReplica(bars.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	images, labels := bars.Samples(8)
	good := train.Task{From: 0, To: 8, Size: 8, Samples: mnist.Batch(images, labels)}
	if err := w.Begin(good); err != nil {
		t.Fatalf("a good task: %v", err)
	}
	for name, spoil := range map[string]func(*train.Task){
		"no branch":       func(k *train.Task) { k.From, k.To = 1, 3 },
		"empty":           func(k *train.Task) { k.To = 0 },
		"past the end":    func(k *train.Task) { k.From, k.To = 8, 16 },
		"negative":        func(k *train.Task) { k.From, k.To = -8, 0 },
		"too large":       func(k *train.Task) { k.Size = 1 << 30 },
		"size zero":       func(k *train.Task) { k.Size = 0 },
		"images missing":  func(k *train.Task) { k.Samples.Bytes = images[:mnist.Pixels] },
		"labels too many": func(k *train.Task) { k.Samples.Labels = make([]int32, 9) },
		"too many":        func(k *train.Task) { k.Samples = mnist.Batch(bars.Samples(9)) },
		"another shape":   func(k *train.Task) { k.Samples.Format.Shape = tensor.Vec(mnist.Pixels) },
		"a label of 10":   func(k *train.Task) { k.Samples.Labels = []int32{0, 1, 2, 3, 4, 5, 6, 10} },
	} {
		k := good
		spoil(&k)
		if err := w.Begin(k); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	r := bars.Recipe()
	r.Epochs = 0
	if _, err := train.NewReplica(r); err == nil {
		t.Error("a replica of a bad recipe")
	}
}

func TestAcceptRefusesForeignParts(t *testing.T) {
	tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 40))
	if tr.Accept(&train.Part{To: 8}) {
		t.Error("accepted a part before there was a mini-batch")
	}
	if _, err := tr.Begin(1); err != nil {
		t.Fatal(err)
	}
	w, _ := train.NewReplica(bars.Recipe())
	_, half := train.Samples(16, 8, 0, 4)
	images, labels := bars.Samples(half)
	if err := w.Begin(train.Task{From: 0, To: 4, Size: 16, Samples: mnist.Batch(images, labels)}); err != nil {
		t.Fatal(err)
	}
	for !w.Advance() {
	}
	if tr.Accept(w.Part()) { // 0 to 4 is the trainer's own
		t.Error("accepted a part that nobody was asked for")
	}
	p := *w.Part()
	p.From, p.To, p.Gradient = 4, 8, p.Gradient[1:]
	if tr.Accept(&p) {
		t.Error("accepted a gradient of another network")
	}
}

// TestDivergedSharedSteps checks that a step that fails gives back the weights
// of the last one that had a finite loss, whoever computed it.
func TestDivergedSharedSteps(t *testing.T) {
	for workers := 1; workers <= 3; workers++ {
		c := shared{t: t, tr: bars.Trainer(t, bars.Recipe(), bars.Set(t, 413))}
		for range workers - 1 {
			w, err := train.NewReplica(bars.Recipe())
			if err != nil {
				t.Fatal(err)
			}
			c.replicas = append(c.replicas, w)
		}
		values := c.tr.Network().Values()
		var before []float32
		for range 4 {
			before = slices.Clone(values)
			c.step()
		}
		values[len(values)-1] = float32(math.NaN())
		tasks, err := c.tr.Begin(len(c.replicas))
		if err != nil {
			t.Fatal(err)
		}
		for i, task := range tasks {
			w := c.replicas[i]
			copy(w.Weights(), values)
			if err := w.Begin(task); err != nil {
				t.Fatal(err)
			}
			for !w.Advance() {
			}
			c.waits() // this worker's own part is done first
			c.tr.Accept(w.Part())
		}
		for err = nil; err == nil; {
			_, _, err = c.tr.Advance()
		}
		if !errors.Is(err, train.ErrDiverged) || !slices.Equal(values, before) {
			t.Errorf("%d workers: %v; the weights are the last good ones: %v", workers, err, slices.Equal(values, before))
		}
	}
}
