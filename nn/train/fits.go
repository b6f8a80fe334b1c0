package train

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Attach gives a trainer made without data its data. It is called between
// steps.
func (t *Trainer) Attach(train data.Data, test *data.Set) error {
	if set, ok := train.(*data.Set); ok && set == nil {
		train = nil
	}
	if test != nil {
		if err := t.Fits(test.Format()); err != nil {
			return err
		}
	}
	if train == nil {
		t.train, t.test = nil, test
		return nil
	}
	if err := t.Fits(train.Format()); err != nil {
		return err
	}
	source := train.Source(t.recipe.Seed)
	if source.Len() < 0 && t.recipe.Steps == 0 {
		return recipe.Refuse("steps", "stream")
	}
	if err := t.checkRest(source.Len()); err != nil {
		return err
	}
	if err := source.Seek(t.startEpoch, t.startAt); err != nil {
		return err
	}
	t.train, t.test, t.source = train, test, source
	t.batch.samples.Reset(train.Format(), t.recipe.BatchSize) // room for all steps
	return nil
}

// Fits refuses data that the network does not take or predict, with a
// *recipe.FieldError. New and Attach call it.
func (t *Trainer) Fits(f data.Format) error {
	want, outputs, classes := f.Values, t.net.OutputGrad(1).Len(), t.model.Classes()
	switch {
	case f.Classes > 0 && classes == 0:
		return recipe.Refuse("loss", "lossOfValues", f.Classes)
	case f.Classes > 0 && classes != f.Classes && classes != outputs:
		return recipe.Refuse("loss", "lossOfClasses", classes, f.Classes)
	case f.Classes > 0 && classes == f.Classes:
		want = outputs
	case f.Classes > 0:
		want = f.Classes
	}
	if err := t.recipe.Fits(f.Shape, want); err != nil {
		return err
	}
	if t.recipe.Augment != (recipe.Augment{}) && f != mnist.Format {
		return recipe.Refuse("augment", "augment", mnist.Format.Shape.String())
	}
	return nil
}

// checkRest refuses an epoch whose last mini-batch is too small for batch
// normalisation: a single value has no variance.
func (t *Trainer) checkRest(samples int) error {
	rest, parts := samples%t.recipe.BatchSize, t.recipe.MicroBatches()
	if samples < 0 || rest == 0 {
		return nil
	}
	smallest := max(rest/parts, 1) // micro-batches without samples have no statistics
	for i, l := range t.recipe.Layers {
		if _, ok := l.(layer.BatchNorm); !ok {
			continue
		}
		if s := t.net.Layers()[i].Out(); smallest*s.H*s.W < 2 {
			return recipe.Refuse("batchSize", "rest", t.recipe.BatchSize, rest, samples, i)
		}
	}
	return nil
}
