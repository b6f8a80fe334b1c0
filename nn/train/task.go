package train

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// MicroBatches is the largest number of parts that a mini-batch is cut into;
// recipe.Recipe.MicroBatches tells a recipe's. Where they cannot be equal, the
// first ones have a sample more: those are the trainer's own, and what other
// workers do takes a little longer to and fro. Each part's gradient is computed
// from zero and they are summed as a binary tree,
//
//	((0+1)+(2+3)) + ((4+5)+(6+7))
//
// so that whoever computes a branch, the sum is the same, bit for bit. A
// micro-batch is what batch normalisation takes its statistics from.
const MicroBatches = recipe.MaxMicroBatches

// Task is a branch of a mini-batch's tree: the micro-batches [From, To), a
// power of two of them, starting at a multiple of their number.
type Task struct {
	From, To int
	Step     int        // optimiser steps done before it: what is random depends on it
	Size     int        // samples of the whole mini-batch
	Samples  data.Batch // the branch's
}

// Samples returns the range of samples of the micro-batches [from, to), of
// parts of them that a mini-batch of size samples is cut into.
func Samples(size, parts, from, to int) (first, end int) {
	each, more := size/parts, size%parts
	return from*each + min(from, more), to*each + min(to, more)
}

// check refuses a task that is not a branch of parts micro-batches or whose
// samples do not fit.
func (t *Task) check(parts, maxBatch int, in tensor.Shape) error {
	n := t.To - t.From
	first, end := Samples(t.Size, parts, t.From, t.To)
	switch {
	case !isBranch(parts, t.From, t.To):
		return format.Errorf("train: micro-batches %d to %d are no branch of %d", t.From, t.To, parts)
	case t.Size < 1 || (t.Size+parts-1)/parts > maxBatch:
		return format.Errorf("train: a mini-batch of %d samples is too large", t.Size)
	case t.Samples.N != end-first:
		return format.Errorf("train: %d samples for %d of %d micro-batches", t.Samples.N, n, parts)
	case t.Samples.Format.Shape != in:
		return format.Errorf("train: samples of %s, the network takes %s", t.Samples.Format.Shape.String(), in.String())
	}
	if err := t.Samples.CheckTargets(); err != nil {
		return format.Errorf("train: %w", err)
	}
	return nil
}

func isBranch(parts, from, to int) bool {
	n := to - from
	return n > 0 && n&(n-1) == 0 && from >= 0 && to <= parts && from%n == 0
}

// Part is what came of a Task: sums over each micro-batch, and the branch's
// gradient.
type Part struct {
	From, To int
	Loss     [MicroBatches]float64 // of the samples; by micro-batch
	Correct  [MicroBatches]int     // correct predictions
	Stats    []float32             // To-From times what Network.Stats gained
	Gradient []float32
}

// addStats adds to mean what the micro-batches, of count that size samples were
// cut into, say of the running statistics, each weighted by its samples.
func (p *Part) addStats(mean []float32, size, count int) {
	for m := p.From; m < p.To; m++ {
		first, end := Samples(size, count, m, m+1)
		weight := float32(end-first) / float32(size)
		for i, v := range p.Stats[(m-p.From)*len(mean):][:len(mean)] {
			mean[i] += weight * v
		}
	}
}
