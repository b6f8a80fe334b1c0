package train_test

import (
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/train"
)

// TestEarlyStopping feeds it made-up reports: it must stop after so many
// without improvement, and keep the weights of the best.
func TestEarlyStopping(t *testing.T) {
	s := bars.Set(t, 410)
	accuracies := []float64{0.5, 0.6, 0.6, 0.65, 0.7, 0.7, 0.1, 0.9}
	losses := []float64{5, 4, 4, 3, 6, 2, 2.5, 2.5}
	for _, c := range []struct {
		byLoss      bool
		best, stops int
	}{{false, 4, 6}, {true, 5, 7}} {
		tr := bars.Trainer(t, bars.Recipe(), s)
		stopping := train.EarlyStopping{Patience: 2, ByLoss: c.byLoss}
		if kept, _ := stopping.Best(); kept != nil {
			t.Error("has best weights before any")
		}
		var want uint64
		for i := range accuracies {
			if _, err := tr.Step(); err != nil {
				t.Fatal(err)
			}
			if i == c.best {
				want = tr.Fingerprint()
			}
			if stop := stopping.Add(tr, evaluate.Report{Accuracy: accuracies[i], Loss: losses[i]}); stop != (i == c.stops) {
				t.Fatalf("by loss %v: stop is %v at report %d", c.byLoss, stop, i)
			} else if stop {
				break
			}
		}
		kept, report := stopping.Best()
		best, err := train.Restore(kept, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if best.Fingerprint() != want || report.Accuracy != accuracies[c.best] {
			t.Errorf("by loss %v: kept weights %x with %+v, want report %d's %x", c.byLoss, best.Fingerprint(), report, c.best, want)
		}
	}
}
