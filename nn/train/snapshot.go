package train

import (
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Snapshot appends a checkpoint of the last completed step to dst. A trainer
// restored from it goes on bit for bit as this one would.
func (t *Trainer) Snapshot(dst []byte) []byte {
	c := network.Checkpoint{
		Recipe: t.recipe, Values: t.net.Values(), Stats: t.net.Stats(), Optimizer: t.opt.State(),
		Step: uint64(t.step), ImagesSeen: uint64(t.seen),
		Epoch: uint64(t.startEpoch), Offset: uint64(t.startAt),
	}
	if t.source != nil {
		epoch, offset := t.source.Position()
		if t.batch.size != 0 { // go back before the mini-batch in work
			epoch, offset = t.batch.epoch, t.batch.offset
		}
		c.Epoch, c.Offset = uint64(epoch), uint64(offset)
	}
	return c.Append(dst)
}

// Restore returns a trainer that goes on from a snapshot. train may be nil
// until Attach. Its errors wrap network.ErrCheckpoint.
func Restore(b []byte, train data.Data, test *data.Set) (*Trainer, error) {
	c, err := network.DecodeCheckpoint(b)
	if err == nil {
		err = c.ParseRecipe()
	}
	if err != nil {
		return nil, err
	}
	return restore(c, train, test)
}

// RestoreFor is Restore for a snapshot of a known recipe; of another one it is
// refused.
func RestoreFor(r recipe.Recipe, b []byte, train data.Data, test *data.Set) (*Trainer, error) {
	c, err := network.DecodeCheckpoint(b)
	if err == nil {
		err = c.For(r)
	}
	if err != nil {
		return nil, err
	}
	return restore(c, train, test)
}

func restore(c *network.Checkpoint, train data.Data, test *data.Set) (*Trainer, error) {
	t, err := New(c.Recipe, nil, nil)
	if err != nil {
		return nil, format.Errorf("%w: %w", network.ErrCheckpoint, err)
	}
	if err := t.net.Load(c); err != nil {
		return nil, err
	}
	state := t.opt.State()
	if len(c.Optimizer) != len(state) {
		return nil, format.Errorf("%w: it has %d optimiser arrays, %s has %d", network.ErrCheckpoint, len(c.Optimizer), optim.KindOf(c.Recipe.Optimizer), len(state))
	}
	for i, s := range state {
		if len(c.Optimizer[i]) != len(s) {
			return nil, format.Errorf("%w: optimiser array %d has %d values, must have %d", network.ErrCheckpoint, i, len(c.Optimizer[i]), len(s))
		}
		copy(s, c.Optimizer[i])
	}
	const limit = math.MaxInt32
	if c.Step > limit || c.ImagesSeen > 1<<53 || c.Epoch < 1 || c.Epoch > limit || c.Offset > 1<<53 {
		return nil, format.Errorf("%w: its counters are out of range", network.ErrCheckpoint)
	}
	t.step, t.seen = int(c.Step), int(c.ImagesSeen)
	t.startEpoch, t.startAt = int(c.Epoch), int(c.Offset)
	copy(t.good, t.net.Values())
	copy(t.goodStats, t.net.Stats())
	if err := t.Attach(train, test); err != nil {
		return nil, format.Errorf("%w: %w", network.ErrCheckpoint, err)
	}
	return t, nil
}

// Fingerprint returns a hash of all weights: FNV-1a over their bits, a float32
// at a time. Equal recipes and equal data give equal fingerprints.
func (t *Trainer) Fingerprint() uint64 {
	h := uint64(14695981039346656037)
	for _, v := range t.net.Values() {
		h = (h ^ uint64(math.Float32bits(v))) * 1099511628211
	}
	return h
}
