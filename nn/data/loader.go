package data

import (
	"math/bits"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/random"
)

// Loader decides the order in which a set's samples are used. Each epoch
// visits every sample that is not lost exactly once. Epoch 1 takes the blocks
// one after the other, shuffled inside each, so that training starts with the
// first block and yet never depends on when the others arrive; later epochs
// shuffle the whole set. The order depends only on seed, epoch and which
// blocks are lost, and the loader's state is only (epoch, offset).
type Loader struct {
	set    *Set
	seed   uint64
	epoch  int     // of the last batch, from 1
	offset int     // in order; lost samples count, so a loss moves nothing
	order  []int32 // positions, lost ones included
	made   int     // the epoch that order is for, 0 for none
	drawn  []int   // positions of the last batch of Draw
	pcg    rand.PCG
}

// NewLoader returns a loader of the set's samples before its first epoch.
func NewLoader(s *Set, seed uint64) *Loader {
	return &Loader{set: s, seed: seed, epoch: 1, order: make([]int32, s.Cap())}
}

// Source implements Data: a Loader.
func (s *Set) Source(seed uint64) Source { return NewLoader(s, seed) }

// Len returns the number of samples in an epoch.
func (l *Loader) Len() int { return l.set.len }

// Draw implements Source: it copies the samples at the positions that Next
// gives.
func (l *Loader) Draw(b *Batch, n int) error {
	l.drawn = resize(l.drawn, n)
	n, err := l.Next(l.drawn)
	if err != nil {
		return err
	}
	b.Gather(l.set, l.drawn[:n])
	return nil
}

// Next fills idx, as long as the wanted batch, with positions in the set and
// returns how many. The last batch of an epoch may be short, and the call
// after it starts the next epoch. Next returns 0 and ErrPending when the batch
// needs a block that is pending, with nothing consumed, and ErrNoData when
// every block is lost. It allocates nothing.
func (l *Loader) Next(idx []int) (n int, err error) {
	if len(idx) == 0 {
		panic(errEmptyBatch)
	}
	if l.set.len == 0 {
		return 0, ErrNoData
	}
	epoch, offset := l.epoch, l.rest()
	if offset == len(l.order) {
		epoch, offset = epoch+1, 0
		l.shuffle(epoch)
	}
	for n < len(idx) && offset < len(l.order) {
		i := int(l.order[offset])
		offset++
		switch l.set.state(i) {
		case BlockPending:
			return 0, ErrPending
		case BlockLoaded:
			idx[n] = i
			n++
		}
	}
	l.epoch, l.offset = epoch, offset
	return n, nil
}

const errEmptyBatch = "data: loader: a batch needs room for at least one sample"

// Epoch returns the epoch of the last returned batch, 1 before any.
func (l *Loader) Epoch() int { return l.epoch }

// EpochDone reports whether the last returned batch ended its epoch.
func (l *Loader) EpochDone() bool { return l.offset > 0 && l.rest() == len(l.order) }

// Position returns what a checkpoint needs beside the seed. It may be called
// at any time between batches.
func (l *Loader) Position() (epoch, offset int) { return l.epoch, l.offset }

// Seek goes to a position that Position returned, for the same seed and an
// equally large set.
func (l *Loader) Seek(epoch, offset int) error {
	if epoch < 1 || offset < 0 || offset > len(l.order) {
		return format.Errorf("data: cannot go to sample %d of epoch %d: epochs count from 1, and this set has %d samples; the checkpoint is of another set or damaged", offset, epoch, len(l.order))
	}
	l.epoch, l.offset = epoch, offset
	return nil
}

// rest moves the offset past lost samples and returns it: the end of the order
// means that nothing is left of the epoch.
func (l *Loader) rest() int {
	if l.offset < len(l.order) {
		l.shuffle(l.epoch)
		for l.offset < len(l.order) && l.set.state(int(l.order[l.offset])) == BlockLost {
			l.offset++
		}
	}
	return l.offset
}

// shuffle makes the order of an epoch, by Fisher and Yates. The bound on the
// random index is a plain multiplication (its bias, 2^-44 at most, is of no
// account) so that no library's choice of method can ever change the order.
func (l *Loader) shuffle(epoch int) {
	if l.made == epoch {
		return
	}
	for i := range l.order {
		l.order[i] = int32(i)
	}
	random.Order(&l.pcg, l.seed, epoch)
	if epoch == 1 {
		for _, b := range l.set.blocks {
			l.permute(l.order[b.Start:b.End])
		}
	} else {
		l.permute(l.order)
	}
	l.made = epoch
}

func (l *Loader) permute(p []int32) {
	for n := len(p); n > 1; n-- {
		j, _ := bits.Mul64(l.pcg.Uint64(), uint64(n))
		p[n-1], p[j] = p[j], p[n-1]
	}
}

// state returns the state of the block of position i.
func (s *Set) state(i int) BlockState {
	if s.loaded == s.all.N {
		return BlockLoaded
	}
	for k := range s.blocks {
		if i < s.blocks[k].End {
			return s.blocks[k].State
		}
	}
	return BlockLost
}
