package evaluate_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestEnsemble checks that an ensemble predicts the mean probabilities, that its
// report is of those predictions, and that one network, or one and itself,
// are no ensemble.
func TestEnsemble(t *testing.T) {
	s := bars.Set(t, 410)
	var e evaluate.Ensemble
	for seed := range uint64(3) {
		r := bars.Recipe()
		r.Layers = []layer.Spec{recipe.Dense(int(seed) + 3), recipe.ReLU(), recipe.Dense(10)} // weak, and not alike
		r.Seed, r.Epochs = seed, 1
		tr := bars.Trainer(t, r, s)
		bars.Run(t, tr)
		e = append(e, tr.Model())
	}
	correct, loss := 0, 0.0
	x := make([]float32, mnist.Pixels)
	for i := range s.Len() {
		var p, mean [10]float32
		s.Input(x, i)
		for _, m := range e {
			m.Predict(p[:], x)
			for d := range mean {
				mean[d] += p[d] / 3
			}
		}
		predicted := tensor.ArgMax(mean[:])
		if predicted == s.Label(i) {
			correct++
		}
		loss -= math.Log(float64(mean[s.Label(i)]))
		if e.Predict(p[:], x); i < 20 {
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
	if want := float64(correct) / float64(s.Len()); report.Accuracy != want || report.Samples != s.Len() {
		t.Errorf("accuracy %v of %d images, want %v", report.Accuracy, report.Samples, want)
	}
	if want := loss / float64(s.Len()); math.Abs(report.Loss-want) > 1e-5 {
		t.Errorf("loss %v, want %v", report.Loss, want)
	}
	alone, _ := e[0].Evaluate(s)
	for _, same := range []evaluate.Ensemble{e[:1], {e[0], e[0]}} {
		got, err := same.Evaluate(s)
		if err != nil || !reflect.DeepEqual(got.Confusion, alone.Confusion) || math.Abs(got.Loss-alone.Loss) > 1e-5 {
			t.Errorf("%d times one network: loss %v, %v; alone %v", len(same), got.Loss, err, alone.Loss)
		}
	}
	if reflect.DeepEqual(alone.Confusion, report.Confusion) {
		t.Error("the ensemble predicts as its first network: the test is blind")
	}
	if _, err := (evaluate.Ensemble{}).Evaluate(s); err == nil {
		t.Error("evaluated no networks")
	}
}
