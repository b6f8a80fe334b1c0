package train

import (
	"errors"
	"sync"
	"sync/atomic"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Team is a trainer with goroutines that do a share of every mini-batch, each
// with a replica of its own that reads the trainer's weights. The weights do not
// depend on how many there are, bit for bit, nor do evaluations. Like Trainer it
// is not safe for concurrent use.
type Team struct {
	*Trainer
	others []*member
}

// member is one of the goroutines: it answers each task on done.
type member struct {
	replica *Replica
	task    Task
	tasks   chan Task
	done    chan error
}

// NewTeam returns a team of so many workers, one of them the trainer itself.
// More than there are micro-batches find no work: only one has where batch
// normalisation is over the whole mini-batch. Close it when it is no longer needed.
func NewTeam(t *Trainer, workers int) (*Team, error) {
	if workers < 1 {
		return nil, format.Errorf("train: %d workers; there must be at least 1", workers)
	}
	workers = min(workers, t.own.parts)
	kernel.Reserve(workers)
	team := &Team{Trainer: t}
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
		m := &member{replica: replica, tasks: make(chan Task), done: make(chan error, 1)}
		team.others = append(team.others, m)
		go m.work()
	}
	return team, nil
}

// Close ends the goroutines. The trainer stays as it is.
func (m *Team) Close() {
	for _, w := range m.others {
		close(w.tasks)
	}
	m.others = nil
}

func (m *member) work() {
	for task := range m.tasks {
		err := m.replica.Begin(task)
		for err == nil && !m.replica.Advance() {
		}
		m.done <- err
	}
}

// Step is Trainer.Step on all cores.
func (m *Team) Step() (StepStats, error) {
	tasks, err := m.Begin(len(m.others))
	if err != nil {
		return StepStats{}, err
	}
	for i, task := range tasks {
		w := m.others[i]
		w.task = task
		w.tasks <- task
	}
	busy := m.others[:len(tasks)]
	for {
		stats, done, err := m.Advance()
		if done || err != nil && !errors.Is(err, ErrWaiting) {
			m.collect(busy)
			return stats, err
		}
		if err != nil { // waiting
			m.collect(busy)
			busy = nil
		}
	}
}

// collect waits for members and takes their parts.
func (m *Team) collect(busy []*member) {
	for _, w := range busy {
		if err := <-w.done; err != nil {
			m.Reclaim(w.task)
			continue
		}
		m.Accept(w.replica.Part())
	}
}

// Evaluate is Trainer.Evaluate on all cores.
func (m *Team) Evaluate(s *data.Set) (Report, error) {
	e := m.NewEvaluation(s, 0)
	n := len(e.order)
	if n == 0 {
		return Report{}, errNoImages
	}
	type result struct {
		logits tensor.Tensor
		loss   float64
		right  int
	}
	results := make([]result, (n+evalBatch-1)/evalBatch)
	logits := make([]float32, n*recipe.Classes)
	var next atomic.Int64
	work := func(net *network.Network) {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(results) {
				return
			}
			r, at := &results[i], i*evalBatch
			r.logits, r.loss, r.right = e.slice(net, at)
			kept := logits[at*recipe.Classes:]
			copy(kept, r.logits.Values())
			r.logits.Data = kept // the network's are overwritten
		}
	}
	var group sync.WaitGroup
	for _, w := range m.others {
		copy(w.replica.net.Stats(), m.net.Stats())
		group.Go(func() { work(w.replica.net) })
	}
	work(m.net)
	group.Wait()
	for _, r := range results {
		e.add(r.logits, r.loss, r.right)
	}
	return e.Report(), nil
}
