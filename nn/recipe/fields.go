package recipe

import (
	"strings"
)

// visitor is shown the fields of a part of a recipe: name in JSON, the kinds
// that use the field (separated by spaces, "" for all), and a pointer to its
// value: *string, *int, *uint64, *float64, *[3]int, *[]Layer, *Init,
// *Loss, *Optimizer, *Schedule, *Augment or *Weights. So reading, writing and
// validating share one list.
type visitor func(name, kinds string, value any)

func (r *Recipe) fields(visit visitor) {
	visit("version", "", &r.Version)
	visit("name", "", &r.Name)
	visit("input", "", &r.Input)
	visit("layers", "", &r.Layers)
	visit("init", "", &r.Init)
	visit("loss", "", &r.Loss)
	visit("optimizer", "", &r.Optimizer)
	visit("schedule", "", &r.Schedule)
	visit("learningRate", "", &r.LearningRate)
	visit("weightDecay", "", &r.WeightDecay)
	visit("batchSize", "", &r.BatchSize)
	visit("epochs", "", &r.Epochs)
	visit("steps", "", &r.Steps)
	visit("augment", "", &r.Augment)
	visit("temperature", "", &r.Temperature)
	visit("seed", "", &r.Seed)
	visit("weights", "", &r.Weights)
}

func (l *Layer) fields(visit visitor) {
	visit("kind", "", &l.Kind)
	visit("units", KindDense, &l.Units)
	visit("filters", convs, &l.Filters)
	visit("kernel", convs+" "+pools, &l.Kernel)
	visit("stride", convs+" "+pools, &l.Stride)
	visit("pad", convs+" "+pools, &l.Pad)
	visit("dilation", KindConv2D, &l.Dilation)
	visit("slope", KindLeakyReLU, &l.Slope)
	visit("shape", KindReshape, &l.Shape)
	visit("epsilon", KindBatchNorm, &l.Epsilon)
	visit("decay", KindBatchNorm, &l.Decay)
	visit("group", KindBatchNorm, &l.Group)
	visit("ratio", KindDropout, &l.Ratio)
}

const (
	convs = KindConv2D + " " + KindConvTranspose2D
	pools = KindMaxPool2D + " " + KindAvgPool2D
)

func (i *Init) fields(visit visitor) {
	visit("kind", "", &i.Kind)
	visit("std", InitNormal, &i.Std)
}

func (w *Weights) fields(visit visitor) {
	visit("dense", "", &w.Dense)
	visit("names", "", &w.Names)
	visit("dropout", "", &w.Dropout)
}

// part is a struct of a recipe, most with a kind.
type part interface{ fields(visitor) }

// uses reports whether kinds, a visited field's, has kind.
func uses(kinds, kind string) bool {
	return kinds == "" || strings.Contains(" "+kinds+" ", " "+kind+" ")
}

// unused refuses a field that would silently do nothing.
func unused(field, kind string, p part) (err error) {
	p.fields(func(name, kinds string, value any) {
		set := false
		switch v := value.(type) {
		case *int:
			set = *v != 0
		case *float64:
			set = *v != 0
		case *[3]int:
			set = *v != [3]int{}
		}
		if set && err == nil && !uses(kinds, kind) {
			err = wrong(field+"."+name, "has no effect on %q; leave it out", kind)
		}
	})
	return err
}
