package train

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/network"
)

// minibatch is the mini-batch in work: who computes which branch of it, and
// what has come of that.
type minibatch struct {
	count         int // micro-batches
	size          int // samples, 0 between steps
	step          int // optimiser steps done before it
	epoch, offset int // the source's position before it
	samples       data.Batch

	todo    []Task // the trainer's own, not begun
	working bool   // the trainer's replica has a task
	parts   [MicroBatches]*Part
	arrived int  // micro-batches that the parts make up
	kept    bool // the weights before the step are copied

	tasks []Task    // for other workers, as Begin returns them
	rate  float32   // of the optimiser's step
	stats []float32 // the mean of what the micro-batches gained
}

func newMinibatch(count, stats int) minibatch {
	return minibatch{
		count: count, stats: make([]float32, stats),
		todo: make([]Task, 0, MicroBatches), tasks: make([]Task, 0, MicroBatches),
	}
}

// Begin takes the next mini-batch, unless one is in work already, and returns
// tasks for workers beside the trainer: at most one each, and one fewer than
// there are micro-batches. The rest is the trainer's own. The tasks and their
// slices are valid until the step is done; they are nil if none was begun. Its
// errors are Advance's.
func (t *Trainer) Begin(workers int) ([]Task, error) {
	if t.failed != nil {
		return nil, t.failed
	}
	b := &t.batch
	if b.size != 0 {
		return nil, nil
	}
	if t.source == nil {
		return nil, errNoData
	}
	if t.Finished() {
		return nil, ErrFinished
	}
	epoch, offset := t.source.Position()
	if err := t.source.Draw(&b.samples, t.recipe.BatchSize); err != nil {
		return nil, err
	}
	b.size, b.step, b.epoch, b.offset = b.samples.N, t.step, epoch, offset
	b.cut(workers)
	return b.tasks, nil
}

// cut divides the tree into branches, one per worker. The first of the smallest
// stays here, where there is other work as well.
func (b *minibatch) cut(workers int) {
	b.tasks = append(b.tasks[:0], b.task(0, b.count))
	for len(b.tasks) <= min(workers, b.count-1) {
		largest := 0
		for i, t := range b.tasks {
			if t.To-t.From > b.tasks[largest].To-b.tasks[largest].From {
				largest = i
			}
		}
		whole := b.tasks[largest]
		middle := (whole.From + whole.To) / 2
		b.tasks[largest] = b.task(whole.From, middle)
		b.tasks = append(b.tasks, b.task(middle, whole.To))
	}
	smallest := 0
	for i, t := range b.tasks {
		if t.To-t.From < b.tasks[smallest].To-b.tasks[smallest].From {
			smallest = i
		}
	}
	b.todo = append(b.todo[:0], b.tasks[smallest])
	b.tasks = append(b.tasks[:smallest], b.tasks[smallest+1:]...)
}

func (b *minibatch) task(from, to int) Task {
	first, end := Samples(b.size, b.count, from, to)
	return Task{
		From: from, To: to, Step: b.step, Size: b.size,
		Samples: b.samples.Slice(first, end),
	}
}

// missing reports whether parts are missing.
func (b *minibatch) missing() bool { return b.arrived < b.count }

// Accept takes another worker's part of the mini-batch in work and reports
// whether it was wanted. Its slices are used until the step is done.
func (t *Trainer) Accept(p *Part) bool {
	b := &t.batch
	if b.size == 0 || !isBranch(b.count, p.From, p.To) || len(p.Gradient) != len(t.net.Values()) ||
		len(p.Stats) != (p.To-p.From)*len(t.net.Stats()) {
		return false
	}
	for m := p.From; m < p.To; m++ {
		if b.owner(m) {
			return false
		}
	}
	b.put(p)
	return true
}

// owner reports whether micro-batch m is there or the trainer's own to do.
func (b *minibatch) owner(m int) bool {
	for _, p := range b.parts {
		if p != nil && p.From <= m && m < p.To {
			return true
		}
	}
	for _, t := range b.todo {
		if t.From <= m && m < t.To {
			return true
		}
	}
	return false
}

func (b *minibatch) put(p *Part) {
	b.parts[p.From] = p
	b.arrived += p.To - p.From
}

// Reclaim takes back a task that Begin returned: its worker died or stalls. The
// trainer does it itself, and the step's result is the same.
func (t *Trainer) Reclaim(task Task) {
	b := &t.batch
	if b.size != 0 && !b.owner(task.From) {
		b.todo = append(b.todo, b.task(task.From, task.To))
	}
}

// advanceOwn computes one of the trainer's own micro-batches and reports
// whether it has more of them. It fails with ErrWaiting when it has none.
func (t *Trainer) advanceOwn() (more bool, err error) {
	b := &t.batch
	if !b.working {
		if len(b.todo) == 0 {
			return false, ErrWaiting
		}
		b.keep(t.own.Part())
		if err := t.own.Begin(b.todo[0]); err != nil {
			return false, err
		}
		b.working = true
	}
	if !t.own.Advance() {
		return true, nil
	}
	b.working = false
	copy(b.todo, b.todo[1:])
	b.todo = b.todo[:len(b.todo)-1]
	b.put(t.own.Part())
	return len(b.todo) > 0, nil
}

// keep copies the replica's last part, if it is of this mini-batch: after a
// reclaim the replica needs its memory for another.
func (b *minibatch) keep(p *Part) {
	if b.parts[p.From] == p {
		kept := *p
		kept.Stats = append([]float32(nil), p.Stats...)
		kept.Gradient = append([]float32(nil), p.Gradient...)
		b.parts[p.From] = &kept
	}
}

// result returns the mean loss and the number of correct predictions of the
// whole mini-batch.
func (b *minibatch) result() (mean float64, correct int) {
	var sum float64
	for _, p := range b.parts {
		if p == nil {
			continue
		}
		for m := p.From; m < p.To; m++ {
			sum += p.Loss[m]
			correct += p.Correct[m]
		}
	}
	return sum / float64(b.size), correct
}

// gainStats moves the network's running statistics once, by the mean of what
// the micro-batches say, each weighted by its samples and added in order.
func (b *minibatch) gainStats(net *network.Network) {
	if len(b.stats) == 0 {
		return
	}
	clear(b.stats)
	for _, p := range b.parts {
		if p != nil {
			p.addStats(b.stats, b.size, b.count)
		}
	}
	net.GainStats(b.stats)
}

// end forgets the mini-batch.
func (b *minibatch) end() {
	b.size, b.arrived, b.working, b.kept = 0, 0, false, false
	b.todo = b.todo[:0]
	clear(b.parts[:])
}
