package evaluate

import (
	"cmp"
	"slices"
)

// Cell returns the samples of a class that an evaluation has predicted as
// another, or the same, so far, the most confident first; among equals, in the
// order of the set.
func (e *Evaluation) Cell(label, predicted int) []Mistake {
	var ms []Mistake
	for i, p := range e.predicted[:min(e.done, len(e.predicted))] {
		sample := e.order[i]
		if int(p) == predicted && e.set.Label(sample) == label {
			ms = append(ms, Mistake{Sample: sample, Label: label, Predicted: predicted, Confidence: e.confidence[i]})
		}
	}
	slices.SortStableFunc(ms, func(a, b Mistake) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return ms
}

// Changes compares two evaluations of the same samples: how many were predicted
// correctly in before and no longer are, and the other way round.
func Changes(before, after *Evaluation) (forgotten, gained int) {
	for i := range min(before.done, after.done, len(before.predicted), len(after.predicted)) {
		label := before.set.Label(before.order[i])
		was, is := int(before.predicted[i]) == label, int(after.predicted[i]) == label
		switch {
		case was && !is:
			forgotten++
		case is && !was:
			gained++
		}
	}
	return forgotten, gained
}
