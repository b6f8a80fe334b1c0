package train

import (
	"github.com/zerokara/zerokara/nn/augment"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/kernel"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// MicroBatches is the largest number of parts that a mini-batch is cut into;
// recipe.Recipe.MicroBatches tells a recipe's. Where they cannot be equal, the
// first ones have a sample more: those are the trainer's own, and what others do
// takes a little longer to and fro. Each part's gradient is computed from zero
// and they are summed as a binary tree,
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
	Step     int    // optimiser steps done before it: what is random depends on it
	Size     int    // samples of the whole mini-batch
	Images   []byte // of the branch's samples, 784 bytes each
	Labels   []byte
}

// Samples returns the range of samples of the micro-batches [from, to), of
// parts of them that a mini-batch of size samples is cut into.
func Samples(size, parts, from, to int) (first, end int) {
	each, more := size/parts, size%parts
	return from*each + min(from, more), to*each + min(to, more)
}

// check refuses a task that is not a branch of parts micro-batches or whose
// samples do not fit.
func (t *Task) check(parts, maxBatch int) error {
	n := t.To - t.From
	first, end := Samples(t.Size, parts, t.From, t.To)
	switch {
	case !isBranch(parts, t.From, t.To):
		return format.Errorf("train: micro-batches %d to %d are no branch of %d", t.From, t.To, parts)
	case t.Size < 1 || (t.Size+parts-1)/parts > maxBatch:
		return format.Errorf("train: a mini-batch of %d samples is too large", t.Size)
	case len(t.Labels) != end-first || len(t.Images) != (end-first)*mnist.Pixels:
		return format.Errorf("train: %d images and %d labels for %d of %d micro-batches", len(t.Images)/mnist.Pixels, len(t.Labels), n, parts)
	}
	for _, l := range t.Labels {
		if l >= recipe.Classes {
			return format.Errorf("train: label %d is not a digit", l)
		}
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
	Right    [MicroBatches]int     // right answers
	Stats    []float32             // To-From times what Network.Stats gained
	Gradient []float32
}

// addStats adds to mean what the micro-batches, of count that size samples were
// cut into, say of the running statistics, each weighed by its samples.
func (p *Part) addStats(mean []float32, size, count int) {
	for m := p.From; m < p.To; m++ {
		first, end := Samples(size, count, m, m+1)
		weight := float32(end-first) / float32(size)
		for i, v := range p.Stats[(m-p.From)*len(mean):][:len(mean)] {
			mean[i] += weight * v
		}
	}
}

// Replica computes gradients with one copy of the network. Every worker has
// one; the trainer's own uses the network it trains.
type Replica struct {
	net     *network.Network
	loss    loss.Loss
	parts   int                // micro-batches per mini-batch
	augment *augment.Augmenter // nil for none
	labels  []byte             // of what it made
	classes []int32            // its labels
	saved   []float32          // the network's statistics during a micro-batch
	task    Task
	next    int // micro-batch
	part    Part
	sums    treeSum // its free arrays are the network's next arenas of gradients
}

// NewReplica returns a replica for a recipe's network. Its weights are those
// of an untrained network until they are overwritten.
func NewReplica(r recipe.Recipe) (*Replica, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	net, err := network.New(r, largestMicro(r))
	if err != nil {
		return nil, err
	}
	return newReplica(net, r)
}

// largestMicro returns the most samples of a micro-batch.
func largestMicro(r recipe.Recipe) int {
	parts := r.MicroBatches()
	return (r.BatchSize + parts - 1) / parts
}

func newReplica(net *network.Network, r recipe.Recipe) (*Replica, error) {
	l, err := NewLoss(r.Loss)
	if err != nil {
		return nil, err
	}
	w := &Replica{net: net, loss: l, parts: r.MicroBatches(), augment: augment.NewAugmenter(r), labels: make([]byte, net.MaxBatch()), classes: make([]int32, net.MaxBatch()), saved: make([]float32, len(net.Stats()))}
	w.part.Stats = make([]float32, MicroBatches*len(net.Stats()))
	for pending := 1; 1<<pending <= MicroBatches; pending++ {
		w.sums.free = append(w.sums.free, make([]float32, len(net.Values())))
	}
	return w, nil
}

// Weights returns the network's parameters, to be overwritten between tasks.
func (w *Replica) Weights() []float32 { return w.net.Values() }

// Samples is the function of that name for the recipe's number of micro-batches.
func (w *Replica) Samples(size, from, to int) (first, end int) {
	return Samples(size, w.parts, from, to)
}

// Begin takes a task. The task's slices are used until Advance reports that it
// is done.
func (w *Replica) Begin(t Task) error {
	if err := t.check(w.parts, w.net.MaxBatch()); err != nil {
		return err
	}
	w.task, w.next = t, t.From
	w.sums.recycle()
	w.part.From, w.part.To = t.From, t.To
	w.part.Stats = w.part.Stats[:(t.To-t.From)*len(w.saved)]
	return nil
}

// Advance computes one micro-batch and reports whether the task is done. It
// allocates nothing.
func (w *Replica) Advance() (done bool) {
	m := w.next
	base, _ := w.Samples(w.task.Size, w.task.From, w.task.To)
	from, to := w.Samples(w.task.Size, m, m+1)
	w.net.Reseed(w.task.Step, from)
	w.micro(m, from, w.task.Images[(from-base)*mnist.Pixels:(to-base)*mnist.Pixels], w.task.Labels[from-base:to-base])
	w.next++
	if w.next < w.task.To {
		return false
	}
	w.part.Gradient = w.sums.refs[0]
	return true
}

// advancePlain is Advance without augmentation: each image is used as it is.
func (w *Replica) advancePlain() (done bool) {
	augment := w.augment
	w.augment = nil
	done = w.Advance()
	w.augment = augment
	return done
}

// Part returns the finished task's part, valid until the next Begin.
func (w *Replica) Part() *Part { return &w.part }

// micro computes the gradient of micro-batch m, whose first sample is at first
// in the mini-batch, and adds it to the tree.
func (w *Replica) micro(m, first int, images, labels []byte) {
	n := len(labels)
	gained := w.part.Stats[(m-w.task.From)*len(w.saved):][:len(w.saved)]
	clear(gained)
	w.part.Loss[m], w.part.Right[m] = 0, 0
	clear(w.net.Gradients())
	if n > 0 {
		in := w.net.Input(n)
		for i := range n {
			pixels := images[i*mnist.Pixels : (i+1)*mnist.Pixels]
			if w.augment == nil {
				data.Input(in.Sample(i), pixels)
			} else {
				w.labels[i] = w.augment.Input(in.Sample(i), pixels, labels[i], w.task.Step, first+i)
			}
		}
		if w.augment != nil {
			labels = w.labels[:n]
		}
		// From zero, statistics become what this micro-batch adds to them.
		copy(w.saved, w.net.Stats())
		clear(w.net.Stats())
		logits := w.net.Forward(n, true)
		copy(gained, w.net.Stats())
		copy(w.net.Stats(), w.saved)
		classes := w.classes[:n]
		for i, l := range labels {
			if classes[i] = int32(l); l >= recipe.Classes {
				classes[i] = -1
			}
		}
		w.part.Loss[m], w.part.Right[m] = w.loss.Compute(w.net.OutputGrad(n), logits, loss.Targets{Labels: classes}, 1/float32(w.task.Size))
		w.net.Backward(n)
	}
	w.addLeaf()
}

// addLeaf adds the network's gradient to the tree. When it must wait, the
// network gets another arena.
func (w *Replica) addLeaf() {
	s := &w.sums
	if s.n > 0 && s.heights[s.n-1] == 0 {
		kernel.Add(s.refs[s.n-1], w.net.Gradients())
		s.heights[s.n-1]++
		s.merge()
		return
	}
	last := len(s.free) - 1
	s.refs[s.n], s.heights[s.n] = w.net.SwapGradients(s.free[last]), 0
	s.free = s.free[:last]
	s.n++
}

// treeSum adds arrays up as a binary tree whose branches arrive from left to
// right: pending branches of unequal heights wait on a stack.
type treeSum struct {
	refs    [MicroBatches][]float32
	heights [MicroBatches]int
	n       int
	free    [][]float32 // arrays that were added to others
}

func (s *treeSum) reset() { s.n, s.free = 0, s.free[:0] }

// recycle frees what is on the stack.
func (s *treeSum) recycle() {
	s.free = append(s.free, s.refs[:s.n]...)
	s.n = 0
}

// addBranch adds a branch of 1<<height leaves, whose memory is used from now
// on.
func (s *treeSum) addBranch(branch []float32, height int) {
	s.refs[s.n], s.heights[s.n] = branch, height
	s.n++
	s.merge()
}

// merge adds neighbours of equal height.
func (s *treeSum) merge() {
	for s.n > 1 && s.heights[s.n-1] == s.heights[s.n-2] {
		s.n--
		kernel.Add(s.refs[s.n-1], s.refs[s.n])
		s.heights[s.n-1]++
		s.free = append(s.free, s.refs[s.n])
	}
}
