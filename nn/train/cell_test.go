package train_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/train"
)

// The cells of an evaluation are its confusion matrix, image by image.
func TestCells(t *testing.T) {
	s := full(t, 330)
	tr := newTrainer(t, small(), s)
	before := tr.NewEvaluation(s, 0)
	for !before.Advance() {
	}
	r, seen := before.Report(), map[int]bool{}
	for label := range 10 {
		for answer := range 10 {
			cell := before.Cell(label, answer)
			if len(cell) != r.Confusion[label][answer] {
				t.Errorf("%d read as %d: %d images, the matrix has %d", label, answer, len(cell), r.Confusion[label][answer])
			}
			for i, m := range cell {
				if m.Label != label || m.Answer != answer || int(s.Label(m.Sample)) != label || seen[m.Sample] {
					t.Errorf("%d read as %d: %+v", label, answer, m)
				}
				seen[m.Sample] = true
				if i > 0 && m.Confidence > cell[i-1].Confidence {
					t.Errorf("%d read as %d: confidence %v after %v", label, answer, m.Confidence, cell[i-1].Confidence)
				}
			}
		}
	}
	if len(seen) != 330 {
		t.Errorf("%d of 330 images are in a cell", len(seen))
	}
	if worst := r.Worst[0]; before.Cell(worst.Label, worst.Answer)[0] != worst {
		t.Errorf("the worst mistake is %+v, its cell begins with %+v", worst, before.Cell(worst.Label, worst.Answer)[0])
	}

	run(t, tr)
	after := tr.NewEvaluation(s, 0)
	for !after.Advance() {
	}
	forgotten, gained := train.Changes(before, after)
	if all, more := 330*after.Report().Accuracy, 330*(after.Report().Accuracy-r.Accuracy); gained < 100 ||
		float64(gained-forgotten) < more-0.5 || float64(gained-forgotten) > more+0.5 || float64(gained) > all {
		t.Errorf("%d gained, %d forgotten; the accuracy went from %v to %v", gained, forgotten, r.Accuracy, after.Report().Accuracy)
	}
}
