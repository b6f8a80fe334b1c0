package train

import "github.com/zerokara/zerokara/nn/data"

// Cell returns the images of a digit that an evaluation has read as answer so
// far, the most confident first; among equals, in the order of the set.
func (e *Evaluation) Cell(label, answer int) []Mistake {
	var ms []Mistake
	for i, a := range e.answers[:e.done] {
		sample := e.order[i]
		if int(a) != answer || int(e.set.Label(sample)) != label {
			continue
		}
		ms = append(ms, Mistake{Sample: sample, Label: label, Answer: answer, Confidence: e.confidence[i]})
		// Insertion sort: a cell has a thousand images at most, and package slices
		// adds 5 KB to the worker's download.
		for j := len(ms) - 1; j > 0 && ms[j].Confidence > ms[j-1].Confidence; j-- {
			ms[j], ms[j-1] = ms[j-1], ms[j]
		}
	}
	return ms
}

// Set returns the set that is evaluated.
func (e *Evaluation) Set() *data.Set { return e.set }

// Done returns how many images were evaluated, of how many.
func (e *Evaluation) Done() (done, of int) { return e.done, len(e.order) }

// Changes compares two evaluations of the same images: how many were read
// right in before and no longer are, and the other way round.
func Changes(before, after *Evaluation) (forgotten, gained int) {
	for i, sample := range before.order[:min(before.done, after.done)] {
		label := before.set.Label(sample)
		was, is := int(before.answers[i]) == label, int(after.answers[i]) == label
		switch {
		case was && !is:
			forgotten++
		case is && !was:
			gained++
		}
	}
	return forgotten, gained
}
