package train_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// TestEnsemble checks that an ensemble answers with the mean probabilities,
// that its report is of those answers, and that one network, or one and itself,
// are no ensemble.
func TestEnsemble(t *testing.T) {
	s := full(t, 410)
	var e train.Ensemble
	for seed := range uint64(3) {
		r := small()
		r.Layers = []recipe.Layer{recipe.Dense(int(seed) + 3), recipe.ReLU(), recipe.Dense(10)} // weak, and not alike
		r.Seed, r.Epochs = seed, 1
		tr := newTrainer(t, r, s)
		run(t, tr)
		e = append(e, tr)
	}
	right, loss := 0, 0.0
	for i := range s.Len() {
		var p, mean [10]float32
		for _, tr := range e {
			tr.Predict(&p, s.Bytes(i))
			for d := range mean {
				mean[d] += p[d] / 3
			}
		}
		answer := tensor.ArgMax(mean[:])
		if answer == int(s.Label(i)) {
			right++
		}
		loss -= math.Log(float64(mean[s.Label(i)]))
		if e.Predict(&p, s.Bytes(i)); i < 20 {
			for d := range p {
				if math.Abs(float64(p[d]-mean[d])) > 1e-6 {
					t.Fatalf("image %d: predicts %v, want %v", i, p, mean)
				}
			}
		}
	}
	report, err := e.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	if want := float64(right) / float64(s.Len()); report.Accuracy != want || report.Images != s.Len() {
		t.Errorf("accuracy %v of %d images, want %v", report.Accuracy, report.Images, want)
	}
	if want := loss / float64(s.Len()); math.Abs(report.Loss-want) > 1e-5 {
		t.Errorf("loss %v, want %v", report.Loss, want)
	}
	alone, _ := e[0].Evaluate(s)
	for _, same := range []train.Ensemble{e[:1], {e[0], e[0]}} {
		got, err := same.Evaluate(s)
		if err != nil || got.Confusion != alone.Confusion || math.Abs(got.Loss-alone.Loss) > 1e-5 {
			t.Errorf("%d times one network: loss %v, %v; alone %v", len(same), got.Loss, err, alone.Loss)
		}
	}
	if alone.Confusion == report.Confusion {
		t.Error("the ensemble answers as its first network: the test is blind")
	}
	if _, err := (train.Ensemble{}).Evaluate(s); err == nil {
		t.Error("evaluated no networks")
	}
}
