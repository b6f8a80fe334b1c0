package train_test

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// couple is a trainer and a replica that makes its own steps.
type couple struct {
	t     *testing.T
	tr    *train.Trainer
	w     *train.Replica
	part  train.Part // as it arrives
	ahead train.Task // what the trainer said of the next mini-batch
	known int        // how often it did
}

func newCouple(t *testing.T, r recipe.Recipe, s *data.Set) *couple {
	t.Helper()
	w, err := train.NewReplica(r)
	if err != nil {
		t.Fatal(err)
	}
	return &couple{t: t, tr: bars.Trainer(t, r, s), w: w}
}

// join gives the replica the trainer's weights and what its optimiser remembers.
func (c *couple) join() {
	copy(c.w.Weights(), c.tr.Network().Values())
	for i, s := range c.tr.OptimizerState() {
		copy(c.w.State()[i], s)
	}
}

// step makes a step of both.
func (c *couple) step() {
	c.t.Helper()
	tasks, err := c.tr.Begin(1)
	if err != nil || len(tasks) != 1 {
		c.t.Fatal(len(tasks), err)
	}
	task := tasks[0]
	if a := c.ahead; a.Size > 0 && (a.From != task.From || a.To != task.To || a.Step != task.Step || a.Size != task.Size ||
		!slices.Equal(a.Samples.Bytes, task.Samples.Bytes) || !slices.Equal(a.Samples.Labels, task.Samples.Labels)) {
		c.t.Fatalf("another task than was foretold for step %d", task.Step)
	}
	if err := c.w.Begin(task); err != nil {
		c.t.Fatal(err)
	}
	for !c.w.Advance() {
	}
	gradient := append(c.part.Gradient[:0], c.w.Part().Gradient...)
	c.part = *c.w.Part()
	c.part.Gradient = gradient // the replica will add to its own
	if !c.tr.Accept(&c.part) {
		c.t.Fatalf("refused a part of step %d", task.Step)
	}
	for {
		g, rate := c.tr.Own()
		if g != nil {
			third := len(g) / 3
			c.w.Gain(0, g[:third])
			c.w.Gain(third, g[third:])
			c.w.Step(rate)
			break
		}
		if _, done, err := c.tr.Advance(); done || err != nil {
			c.t.Fatalf("done %v, %v before its own half was to be had", done, err)
		}
	}
	c.ahead = train.Task{}
	if a := c.tr.Ahead(1); len(a) == 1 {
		c.ahead = a[0]
		c.known++
	}
	if _, done, err := c.tr.Advance(); !done || err != nil {
		c.t.Fatalf("not done: %v", err)
	}
	if g, _ := c.tr.Own(); g != nil {
		c.t.Fatal("half a gradient after the step")
	}
}

// TestExchange checks that a replica that gets gradients, and no weights, makes the
// trainer's steps, bit for bit, with every optimiser.
func TestExchange(t *testing.T) {
	s := bars.Set(t, 101) // the last batch has fewer samples than micro-batches
	for _, spec := range []optim.Spec{
		recipe.SGD(), recipe.Momentum(), recipe.Adam(), optim.AdamW{Beta1: 0.9, Beta2: 0.99, Epsilon: 1e-8},
	} {
		for _, decay := range []float64{0, 0.01} {
			r := bars.Recipe()
			r.Optimizer, r.WeightDecay = spec, decay
			r.Schedule = recipe.Cosine()
			alone := bars.Trainer(t, r, s)
			bars.Run(t, alone)
			c := newCouple(t, r, s)
			for range 3 { // it joins a run that is under way
				if _, err := c.tr.Step(); err != nil {
					t.Fatal(err)
				}
			}
			c.join()
			for !c.tr.Finished() {
				c.step()
			}
			if got, want := c.tr.Fingerprint(), alone.Fingerprint(); got != want {
				t.Errorf("%s, decay %v: weights %x, want %x", optim.KindOf(spec), decay, got, want)
			}
			if !slices.Equal(c.w.Weights(), c.tr.Network().Values()) {
				t.Errorf("%s, decay %v: the replica has other weights", optim.KindOf(spec), decay)
			}
			if want := c.tr.StepCount() - 3 - r.Epochs; c.known != want {
				t.Errorf("%s: %d mini-batches were foretold, want %d", optim.KindOf(spec), c.known, want)
			}
		}
	}
}

// TestOtherWeightsAreRefused: a replica that missed a step, or made another, is found
// out before its gradient counts.
func TestOtherWeightsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(c *couple){
		"a step missed": func(c *couple) {
			if _, err := c.tr.Step(); err != nil {
				t.Fatal(err)
			}
		},
		"a step more":   func(c *couple) { c.w.Step(0.01) },
		"another state": func(c *couple) { c.w.State()[0][0]++; clear(c.w.State()[1]); c.step() },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCouple(t, bars.Recipe(), bars.Set(t, 160))
			c.join()
			for range 3 {
				c.step()
			}
			spoil(c)
			tasks, err := c.tr.Begin(1)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.w.Begin(tasks[0]); err != nil {
				t.Fatal(err)
			}
			for !c.w.Advance() {
			}
			if c.tr.Accept(c.w.Part()) {
				t.Error("accepted")
			}
		})
	}
}

// TestExchangeAllocatesNothing: a training step of either side takes no memory.
func TestExchangeAllocatesNothing(t *testing.T) {
	r := bars.Recipe()
	r.Epochs = 20
	c := newCouple(t, r, bars.Set(t, 160))
	c.join()
	for range 12 {
		c.step()
	}
	if n := testing.AllocsPerRun(40, c.step); n != 0 {
		t.Errorf("%v allocations per step", n)
	}
}
