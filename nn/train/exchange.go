package train

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/optim"
)

// Two workers of equal rank exchange gradients instead of weights: each makes the
// same optimiser step by the sum of both halves, so that neither waits for the
// other's, and the weights never travel. A sum of two has the same bits in either
// order.

// Own returns the trainer's half of the gradient once it has computed it, and the
// learning rate of the step: what the worker with the other half needs. The
// gradient is nil before, after the step, and if the mini-batch is not shared by two.
func (t *Trainer) Own() (gradient []float32, rate float32) {
	b, p := &t.batch, t.own.Part()
	if b.size == 0 || b.working || b.parts[p.From] != p || 2*(p.To-p.From) != b.count {
		return nil, 0
	}
	return p.Gradient, float32(b.learningRate)
}

// Ahead returns the tasks that Begin(workers) will return for the mini-batch after
// the one in work. They are valid until the next call, and nil if it is not known:
// the epoch or the run ends before it, or its samples have not arrived.
func (t *Trainer) Ahead(workers int) []Task {
	a := &t.ahead
	if t.batch.size == 0 || t.source.EpochDone() || t.recipe.Steps > 0 && t.step+1 >= t.recipe.Steps {
		return nil
	}
	epoch, offset := t.source.Position()
	failed := t.source.Draw(&a.samples, t.recipe.BatchSize)
	if err := t.source.Seek(epoch, offset); err != nil {
		panic(err) // it has been there
	}
	if failed != nil {
		return nil
	}
	a.size, a.step = a.samples.N, t.step+1
	a.cut(workers)
	return a.tasks
}

// OptimizerState returns what the optimiser remembers: what a replica needs beside
// the weights to make its own steps.
func (t *Trainer) OptimizerState() [][]float32 { return t.opt.State() }

// State returns the arrays of the replica's own optimiser, as OptimizerState's, to be
// overwritten between tasks.
func (w *Replica) State() [][]float32 {
	if w.opt == nil {
		opt, err := w.optimizer.New(len(w.net.Values()))
		if err != nil {
			panic(err) // the recipe is valid
		}
		w.opt = opt
	}
	return w.opt.State()
}

// Gain adds some of the other half's gradient, from the value at on, to that of the
// task that is done, for Step.
func (w *Replica) Gain(at int, gradient []float32) {
	kernel.Add(w.part.Gradient[at:at+len(gradient)], gradient)
}

// Step makes the trainer's optimiser step, by the gradient of the task that is done.
func (w *Replica) Step(rate float32) {
	if w.opt == nil { // one without state
		w.State()
	}
	values, g := w.net.Values(), w.part.Gradient
	if n := w.net.Decayed(); w.decay != 0 {
		optim.Decay(w.opt, values[:n], g[:n], rate, w.decay)
	}
	w.opt.Step(values, g, rate)
}

// checked is about how many weights check looks at.
const checked = 100

// check returns a hash of some of the weights, spread over all of them (FNV-1a, as
// Fingerprint). A gradient of other weights than the trainer's, after a step more or
// less or another, is refused by it.
func check(weights []float32) uint64 {
	h := uint64(14695981039346656037)
	for i := len(weights) - 1; i >= 0; i -= len(weights)/checked + 1 {
		h = (h ^ uint64(math.Float32bits(weights[i]))) * 1099511628211
	}
	return h
}
