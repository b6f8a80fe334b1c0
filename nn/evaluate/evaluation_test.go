package evaluate_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/mnist"
)

func TestEvaluation(t *testing.T) {
	s, fill := bars.Blocks(t, 30, 70, 60)
	fill(0)
	fill(2)
	tr := bars.Trainer(t, bars.Recipe(), s)
	r, err := tr.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	var total, correct int
	for label := range r.Confusion {
		for predicted, n := range r.Confusion[label] {
			total += n
			if label == predicted {
				correct += n
			}
		}
	}
	if r.Samples != 90 || r.Of != 160 || total != 90 || float64(correct)/90 != r.Accuracy {
		t.Errorf("%d of %d images, %d in the matrix, %d correct, accuracy %v", r.Samples, r.Of, total, correct, r.Accuracy)
	}
	if len(r.Worst) != min(20, total-correct) {
		t.Errorf("%d mistakes listed of %d", len(r.Worst), total-correct)
	}
	var p [10]float32
	x := make([]float32, mnist.Pixels)
	for i, m := range r.Worst {
		if i > 0 && m.Confidence > r.Worst[i-1].Confidence {
			t.Error("mistakes are not in order of confidence")
		}
		s.Input(x, m.Sample)
		tr.Predict(p[:], x)
		if s.Label(m.Sample) != m.Label || m.Predicted == m.Label || math.Abs(float64(p[m.Predicted]-m.Confidence)) > 1e-4 {
			t.Errorf("%+v: label %d, probabilities %v", m, s.Label(m.Sample), p)
		}
	}
	e, err := tr.Model().NewEvaluation(s, 60)
	if err != nil {
		t.Fatal(err)
	}
	for slices := 1; !e.Advance(); slices++ {
		if slices > 2 {
			t.Fatal("60 images take more than 2 slices")
		}
	}
	if got := e.Report().Samples; got != 60 {
		t.Errorf("limit 60: %d images", got)
	}
	empty, _ := bars.Blocks(t, 5)
	if _, err := tr.Evaluate(empty); err == nil {
		t.Error("evaluated on nothing")
	}
}
