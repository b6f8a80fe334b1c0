package recipe

import "slices"

// MaxMicroBatches is the number of parts that a mini-batch is cut into unless
// batch normalisation wants fewer.
const MaxMicroBatches = 8

// MaxBatchValues bounds the activations of all samples that are computed
// together, 512 MiB as float32.
const MaxBatchValues = 1 << 27

// MicroBatches returns the number of micro-batches that a mini-batch is cut
// into, at most MaxMicroBatches. Batch normalisation needs the samples that share statistics in
// one: there are as many micro-batches as groups, one without a group.
func (r Recipe) MicroBatches() int {
	for _, l := range r.Layers {
		switch {
		case l.Kind != KindBatchNorm:
		case l.Group == 0:
			return 1
		default:
			return r.BatchSize / l.Group
		}
	}
	return MaxMicroBatches
}

// validateGroups checks the groups of batch normalisation against the batch
// size.
func (r Recipe) validateGroups(shapes [][3]int) error {
	first := -1
	for i, l := range r.Layers {
		if l.Kind != KindBatchNorm {
			continue
		}
		field, group := index("layers", i)+".group", l.Group
		if group == 0 {
			field, group = "batchSize", r.BatchSize
		}
		switch s := shapes[i]; {
		case group*s[1]*s[2] < 2:
			return wrong(field, "is %d, which leaves batch normalisation, layers[%d], one value per channel; it needs at least 2", group, i)
		case r.BatchSize%group != 0 || !slices.Contains([]int{1, 2, 4, MaxMicroBatches}, r.BatchSize/group):
			return wrong(field, "is %d, must be the batch size %d divided by 1, 2, 4 or 8, without a rest", group, r.BatchSize)
		case first >= 0 && l.Group != r.Layers[first].Group:
			return wrong(index("layers", i)+".group", "is %d, must be %d as in layers[%d]", l.Group, r.Layers[first].Group, first)
		case first < 0:
			first = i
		}
	}
	values := size(r.Input)
	for _, s := range shapes {
		values += size(s)
	}
	if parts := r.MicroBatches(); (r.BatchSize+parts-1)/parts > MaxBatchValues/values {
		return wrong("batchSize", "is %d, which makes %d activations at once, at most %d; use a smaller batch, or a group in batchnorm",
			r.BatchSize, (r.BatchSize+parts-1)/parts*values, MaxBatchValues)
	}
	return nil
}
