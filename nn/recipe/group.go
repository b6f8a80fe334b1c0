package recipe

import (
	"slices"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// MaxMicroBatches is the number of parts that a mini-batch is cut into unless
// batch normalisation wants fewer.
const MaxMicroBatches = 8

// MaxBatchValues bounds the activations of all samples that are computed
// together, 512 MiB as float32.
const MaxBatchValues = 1 << 27

// MicroBatches returns the number of micro-batches that a mini-batch is cut
// into, at most MaxMicroBatches. Batch normalisation needs the samples that share
// statistics in one: there are as many micro-batches as groups, one without a group.
func (r Recipe) MicroBatches() int {
	for _, l := range r.Layers {
		if norm, ok := l.(layer.BatchNorm); ok {
			if norm.Group == 0 {
				return 1
			}
			return r.BatchSize / norm.Group
		}
	}
	return MaxMicroBatches
}

// validateGroups checks the groups of batch normalisation against the batch
// size.
func (r Recipe) validateGroups(shapes []tensor.Shape) error {
	first, shared := -1, 0
	for i, l := range r.Layers {
		norm, ok := l.(layer.BatchNorm)
		if !ok {
			continue
		}
		own := fields.Index("layers", i) + ".group"
		field, group := own, norm.Group
		if group == 0 {
			field, group = "batchSize", r.BatchSize
		}
		switch s := shapes[i]; {
		case group*s.H*s.W < 2:
			return wrong(field, "oneValue", group, i)
		case r.BatchSize%group != 0 || !slices.Contains([]int{1, 2, 4, MaxMicroBatches}, r.BatchSize/group):
			return wrong(field, "group", group, r.BatchSize)
		case first >= 0 && norm.Group != shared:
			return wrong(own, "groups", norm.Group, shared, first)
		case first < 0:
			first, shared = i, norm.Group
		}
	}
	values := r.Input.Size()
	for _, s := range shapes {
		values += s.Size()
	}
	if parts := r.MicroBatches(); (r.BatchSize+parts-1)/parts > MaxBatchValues/values {
		return wrong("batchSize", "batchValues", r.BatchSize, (r.BatchSize+parts-1)/parts*values, MaxBatchValues)
	}
	return nil
}
