package train

import (
	"errors"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/network"
)

// Parallel is a trainer whose mini-batches are shared by several workers:
// goroutines, each with a replica of the network that reads the trainer's
// weights. The weights do not depend on their number, bit for bit, nor do
// evaluations. Like Trainer it is not safe for concurrent use.
type Parallel struct {
	*Trainer
	workers []*worker   // beside the trainer itself
	shared  func() bool // p.update; nil where the weights are too few
}

// sharedWeights is how many weights are worth the waking of goroutines that update
// some of them each.
const sharedWeights = 64 << 10

// worker is one of the goroutines: it reports the end of each task on done.
type worker struct {
	replica *Replica
	model   *evaluate.Model // of its network
	task    Task
	tasks   chan Task
	done    chan error
	ranges  chan span // of weights to update
	finite  chan bool // whether those updated are
}

// span is a range of weights.
type span struct{ from, to int }

// NewParallel lets a trainer train with some number of workers, one of them the
// trainer itself. More than the recipe's mini-batches have micro-batches, at
// most MicroBatches, find no work. Close it when it is no longer needed.
func NewParallel(t *Trainer, workers int) (*Parallel, error) {
	if workers < 1 {
		return nil, format.Errorf("train: %d workers; there must be at least 1", workers)
	}
	workers = min(workers, MicroBatches)
	kernel.Reserve(workers)
	p := &Parallel{Trainer: t}
	for range workers - 1 {
		net, err := network.New(t.recipe, t.net.MaxBatch())
		if err != nil {
			return nil, err
		}
		net.ShareValues(t.net)
		replica, err := newReplica(net, t.recipe)
		if err != nil {
			return nil, err
		}
		model, err := newModel(net, t.recipe)
		if err != nil {
			return nil, err
		}
		w := &worker{
			replica: replica, model: model, tasks: make(chan Task), done: make(chan error, 1),
			ranges: make(chan span), finite: make(chan bool, 1),
		}
		p.workers = append(p.workers, w)
		go w.work(t)
	}
	if len(t.net.Values()) >= sharedWeights {
		p.shared = p.update
	}
	return p, nil
}

// Close ends the goroutines. The trainer stays as it is.
func (p *Parallel) Close() {
	for _, w := range p.workers {
		close(w.tasks)
	}
	p.workers = nil
}

func (w *worker) work(t *Trainer) {
	for {
		select {
		case task, ok := <-w.tasks:
			if !ok {
				return
			}
			err := w.replica.Begin(task)
			for err == nil && !w.replica.Advance() {
			}
			w.done <- err
		case r := <-w.ranges:
			w.finite <- t.updateRange(r.from, r.to)
		}
	}
}

// update is Trainer.updateRange of all weights by all workers.
func (p *Parallel) update() (finite bool) {
	n, all := len(p.net.Values()), len(p.workers)+1
	for i, w := range p.workers {
		w.ranges <- spanOf(n, all, i+1)
	}
	own := spanOf(n, all, 0)
	finite = p.updateRange(own.from, own.to)
	for _, w := range p.workers {
		finite = <-w.finite && finite
	}
	return finite
}

// spanOf returns worker i's range of n weights, in whole chunks but for the last.
func spanOf(n, workers, i int) span {
	chunks := (n + updateChunk - 1) / updateChunk
	return span{min(chunks*i/workers*updateChunk, n), min(chunks*(i+1)/workers*updateChunk, n)}
}

// Step is Trainer.Step by all workers.
func (p *Parallel) Step() (StepStats, error) {
	tasks, err := p.Begin(len(p.workers))
	if err != nil {
		return StepStats{}, err
	}
	for i, task := range tasks {
		w := p.workers[i]
		w.task = task
		w.tasks <- task
	}
	busy := p.workers[:len(tasks)]
	p.share = p.shared
	defer func() { p.share = nil }()
	for {
		stats, done, err := p.Advance()
		if done || err != nil && !errors.Is(err, ErrWaiting) {
			p.collect(busy)
			return stats, err
		}
		if err != nil { // waiting
			p.collect(busy)
			busy = nil
		}
	}
}

// collect waits for workers and takes their parts.
func (p *Parallel) collect(busy []*worker) {
	for _, w := range busy {
		if err := <-w.done; err != nil {
			p.Reclaim(w.task)
			continue
		}
		p.Accept(w.replica.Part())
	}
}

// Evaluate is Trainer.Evaluate by all workers.
func (p *Parallel) Evaluate(s *data.Set) (evaluate.Report, error) {
	models := []*evaluate.Model{p.model}
	for _, w := range p.workers {
		copy(w.replica.net.Stats(), p.net.Stats())
		models = append(models, w.model)
	}
	return evaluate.Parallel(s, models...)
}

// EvaluateOn is Trainer.Evaluate by workers goroutines.
func EvaluateOn(t *Trainer, s *data.Set, workers int) (evaluate.Report, error) {
	p, err := NewParallel(t, workers)
	if err != nil {
		return evaluate.Report{}, err
	}
	defer p.Close()
	return p.Evaluate(s)
}
