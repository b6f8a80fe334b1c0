package evaluate_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestTemperature checks that a recipe's temperature softens every prediction
// and changes none, and that what is fitted does not depend on it.
func TestTemperature(t *testing.T) {
	s := bars.Set(t, 600)
	train, held, err := s.Split(200)
	if err != nil {
		t.Fatal(err)
	}
	r := bars.Recipe()
	plain := bars.Trainer(t, r, train)
	bars.Run(t, plain)
	before, err := plain.Evaluate(held)
	if err != nil {
		t.Fatal(err)
	}
	fitted, err := plain.Model().FitTemperature(held)
	if err != nil {
		t.Fatal(err)
	}
	r.Temperature = 2
	tempered := bars.Trainer(t, r, train)
	bars.Run(t, tempered)
	after, err := tempered.Evaluate(held)
	if err != nil {
		t.Fatal(err)
	}
	if tempered.Fingerprint() != plain.Fingerprint() || !reflect.DeepEqual(after.Confusion, before.Confusion) || after.Loss != before.Loss {
		t.Error("the temperature changes more than probabilities")
	}
	if again, err := tempered.Model().FitTemperature(held); err != nil || again != fitted {
		t.Errorf("fitted again it is %v, %v, not %v: it is not of the logits", again, err, fitted)
	}
	var cold, warm [recipe.Classes]float32
	x := make([]float32, mnist.Pixels)
	held.Input(x, 0)
	plain.Predict(cold[:], x)
	tempered.Predict(warm[:], x)
	// log p[i]/p[j] is divided by the temperature.
	got, want := math.Log(float64(warm[0]/warm[1])), math.Log(float64(cold[0]/cold[1]))/r.Temperature
	if math.Abs(got-want) > 1e-4*(1+math.Abs(want)) {
		t.Errorf("temperature %v: log-odds %v, want %v", r.Temperature, got, want)
	}
	if before.Calibration < 0 || before.Calibration > 1 || before.Calibration == after.Calibration {
		t.Errorf("calibration error %v before, %v after", before.Calibration, after.Calibration)
	}
}
