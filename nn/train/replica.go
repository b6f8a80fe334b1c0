package train

import (
	"github.com/zerokara/zerokara/nn/augment"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Replica computes gradients with one copy of the network. Every worker has
// one; the trainer's own uses the network it trains.
type Replica struct {
	net     *network.Network
	loss    loss.Loss
	plain   loss.Loss          // without label smoothing, nil if loss has none
	parts   int                // micro-batches per mini-batch
	augment *augment.Augmenter // nil for none
	labels  []int32            // of what it made
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

// largestMicro returns the samples of the largest micro-batch.
func largestMicro(r recipe.Recipe) int {
	parts := r.MicroBatches()
	return (r.BatchSize + parts - 1) / parts
}

func newReplica(net *network.Network, r recipe.Recipe) (*Replica, error) {
	w := &Replica{net: net, loss: r.Loss, parts: r.MicroBatches(), augment: augment.NewAugmenter(r), labels: make([]int32, net.MaxBatch()), saved: make([]float32, len(net.Stats()))}
	if s, ok := r.Loss.(loss.Smoothed); ok && r.Loss != loss.Loss(loss.SoftmaxCrossEntropy{}) {
		w.plain = s.Unsmoothed()
	}
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
	if err := t.check(w.parts, w.net.MaxBatch(), w.net.Input(1).Shape); err != nil {
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
	w.micro(m, from, w.task.Samples.Slice(from-base, to-base))
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
func (w *Replica) micro(m, first int, b data.Batch) {
	gained := w.part.Stats[(m-w.task.From)*len(w.saved):][:len(w.saved)]
	clear(gained)
	w.part.Loss[m], w.part.Correct[m] = 0, 0
	before := w.sums.neighbour()
	if b.N > 0 {
		w.net.BeginGradients(before)
		targets := w.input(w.net.Input(b.N), first, &b)
		// From zero, statistics become what this micro-batch adds to them.
		copy(w.saved, w.net.Stats())
		clear(w.net.Stats())
		outputs := w.net.Forward(b.N, true)
		copy(gained, w.net.Stats())
		copy(w.net.Stats(), w.saved)
		w.part.Loss[m], w.part.Correct[m] = w.loss.Compute(w.net.OutputGrad(b.N), outputs, targets, 1/float32(w.task.Size))
		if w.plain != nil {
			w.part.Loss[m], _ = w.plain.Compute(tensor.Tensor{}, outputs, targets, 1)
		}
		w.net.Backward(b.N)
		w.net.EndGradients(before)
	} else if before == nil {
		clear(w.net.Gradients())
	}
	w.addLeaf()
}

// input writes the samples to in, changed at random if the recipe says so, and
// returns their targets.
func (w *Replica) input(in tensor.Tensor, first int, b *data.Batch) loss.Targets {
	if w.augment == nil {
		for i := range b.N {
			b.Input(in.Sample(i), i)
		}
		return loss.Targets{Labels: b.Labels, Values: b.Values}
	}
	size := b.Format.Shape.Size()
	for i, label := range b.Labels {
		w.labels[i] = w.augment.Input(in.Sample(i), b.Bytes[i*size:(i+1)*size], label, w.task.Step, first+i)
	}
	return loss.Targets{Labels: w.labels[:b.N]}
}

// addLeaf adds the network's gradient to the tree, unless it is in its neighbour
// already. When it must wait, the network gets another arena.
func (w *Replica) addLeaf() {
	s := &w.sums
	if s.neighbour() != nil {
		s.heights[s.n-1]++
		s.merge()
		return
	}
	last := len(s.free) - 1
	s.refs[s.n], s.heights[s.n] = w.net.SwapGradients(s.free[last]), 0
	s.free = s.free[:last]
	s.n++
}
