package evaluate_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
)

// complete evaluates the first limit samples of a set in slices.
func complete(t *testing.T, m *evaluate.Model, s *data.Set, limit int) *evaluate.Evaluation {
	t.Helper()
	e, err := m.NewEvaluation(s, limit)
	if err != nil {
		t.Fatal(err)
	}
	for !e.Advance() {
	}
	return e
}

// The cells of an evaluation are its confusion matrix, image by image.
func TestCells(t *testing.T) {
	s := bars.Set(t, 330)
	tr := bars.Trainer(t, bars.Recipe(), s)
	before := complete(t, tr.Model(), s, 0)
	r, seen := before.Report(), map[int]bool{}
	for label := range 10 {
		for predicted := range 10 {
			cell := before.Cell(label, predicted)
			if len(cell) != r.Confusion[label][predicted] {
				t.Errorf("%d predicted as %d: %d images, the matrix has %d", label, predicted, len(cell), r.Confusion[label][predicted])
			}
			for i, m := range cell {
				if m.Label != label || m.Predicted != predicted || int(s.Label(m.Sample)) != label || seen[m.Sample] {
					t.Errorf("%d predicted as %d: %+v", label, predicted, m)
				}
				seen[m.Sample] = true
				if i > 0 && m.Confidence > cell[i-1].Confidence {
					t.Errorf("%d predicted as %d: confidence %v after %v", label, predicted, m.Confidence, cell[i-1].Confidence)
				}
			}
		}
	}
	if len(seen) != 330 {
		t.Errorf("%d of 330 images are in a cell", len(seen))
	}
	if worst := r.Worst[0]; before.Cell(worst.Label, worst.Predicted)[0] != worst {
		t.Errorf("the worst mistake is %+v, its cell begins with %+v", worst, before.Cell(worst.Label, worst.Predicted)[0])
	}

	bars.Run(t, tr)
	after := complete(t, tr.Model(), s, 0)
	forgotten, gained := evaluate.Changes(before, after)
	if all, more := 330*after.Report().Accuracy, 330*(after.Report().Accuracy-r.Accuracy); gained < 100 ||
		float64(gained-forgotten) < more-0.5 || float64(gained-forgotten) > more+0.5 || float64(gained) > all {
		t.Errorf("%d gained, %d forgotten; the accuracy went from %v to %v", gained, forgotten, r.Accuracy, after.Report().Accuracy)
	}
}
