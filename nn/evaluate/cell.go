package evaluate

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
	return byConfidence(ms, make([]Mistake, len(ms)))
}

// byConfidence returns ms sorted, in the memory of ms or of space. It is a merge
// sort by hand: slices.SortStableFunc would add 3 KB to the worker's download.
func byConfidence(ms, space []Mistake) []Mistake {
	for run := 1; run < len(ms); run *= 2 {
		for from := 0; from < len(ms); from += 2 * run {
			a, b := from, min(from+run, len(ms))
			endA, endB := b, min(b+run, len(ms))
			for i := from; i < endB; i++ {
				if a < endA && (b == endB || ms[a].Confidence >= ms[b].Confidence) {
					space[i] = ms[a]
					a++
				} else {
					space[i] = ms[b]
					b++
				}
			}
		}
		ms, space = space, ms
	}
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
