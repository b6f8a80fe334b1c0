package train

import (
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/optim"
)

// updateChunk is how many weights are updated at a time: with gradients and moments
// they stay in the first two caches from the gradients' sum to the check.
const updateChunk = 4 << 10

// update sums the mini-batch's gradient, makes the optimiser's step and reports whether
// all weights are finite.
func (t *Trainer) update(rate float32) (finite bool) {
	t.batch.rate = rate
	o, ok := t.opt.(optim.Ranged)
	switch {
	case !ok:
		w := t.net.Values()
		g := t.batch.gradient(0, len(w))
		t.decay(w, g, 0)
		t.opt.Step(w, g, rate)
		return kernel.AllFinite(w)
	case t.share != nil:
		o.Begin()
		return t.share()
	default:
		o.Begin()
		return t.updateRange(0, len(t.net.Values()))
	}
}

// updateRange is update of the weights [from, to) by a Ranged optimiser that has begun.
// Each is updated alone, so that the bits do not depend on who updates which.
func (t *Trainer) updateRange(from, to int) (finite bool) {
	o := t.opt.(optim.Ranged)
	finite = true
	for ; from < to; from += updateChunk {
		end := min(from+updateChunk, to)
		w, g := t.net.Values()[from:end], t.batch.gradient(from, end)
		t.decay(w, g, from)
		o.Range(w, g, t.batch.rate, from)
		finite = kernel.AllFinite(w) && finite
	}
	return finite
}

// decay applies weight decay to those of the weights w, the first of which is from,
// that have it.
func (t *Trainer) decay(w, g []float32, from int) {
	decay, n := float32(t.recipe.WeightDecay), min(len(w), t.net.Decayed()-from)
	if decay != 0 && n > 0 {
		optim.Decay(t.opt, w[:n], g[:n], t.batch.rate, decay)
	}
}

// gradient returns the sum of the parts' gradients of the weights [from, to), in the
// first part's memory.
func (b *minibatch) gradient(from, to int) []float32 { return b.branch(0, b.count, from, to) }

// branch returns the sum of the micro-batches [m, end): a part's, or that of its two
// branches.
func (b *minibatch) branch(m, end, from, to int) []float32 {
	if p := b.parts[m]; p != nil && p.To == end {
		return p.Gradient[from:to]
	}
	middle := (m + end) / 2
	sum, other := b.branch(m, middle, from, to), b.branch(middle, end, from, to)
	kernel.Add(sum, other)
	return sum
}
