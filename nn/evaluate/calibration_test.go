package evaluate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestFitTemperature draws labels from softmax(z) and gives the logits z*2.5:
// the temperature is 2.5, and with it the probabilities are calibrated.
func TestFitTemperature(t *testing.T) {
	const n, classes, hot = 20000, 10, 2.5
	rng := rand.New(rand.NewPCG(1, 2))
	logits := tensor.New(n, tensor.Shape{C: classes, H: 1, W: 1})
	labels := make([]int32, n)
	for i := range n {
		z := logits.Sample(i)
		for k := range z {
			z[k] = 2 * float32(rng.NormFloat64())
		}
		var p [classes]float32
		loss.Softmax(p[:], z)
		for u := rng.Float32() - p[0]; u > 0 && int(labels[i]) < classes-1; u -= p[labels[i]] {
			labels[i]++
		}
		for k := range z {
			z[k] *= hot
		}
	}
	temperature := fitTemperature(logits, labels)
	if math.Abs(temperature-hot) > 0.05 {
		t.Errorf("temperature %v, want %v", temperature, hot)
	}
	calibration := func(temperature float64) float64 {
		var c Calibration
		for i, label := range labels {
			var z [classes]float32
			copy(z[:], logits.Sample(i))
			Temper(z[:], temperature)
			loss.Softmax(z[:], z[:])
			best := tensor.ArgMax(z[:])
			c.Add(z[best], best == int(label))
		}
		return c.Error()
	}
	if before, after := calibration(0), calibration(temperature); before < 0.15 || after > 0.01 {
		t.Errorf("calibration error %.4f before, %.4f after", before, after)
	}
}

func TestTemperatureOfPerfectPredictions(t *testing.T) {
	z := tensor.Tensor{N: 1, Shape: tensor.Shape{C: 2, H: 1, W: 1}, Data: []float32{5, -5}}
	if got := fitTemperature(z, []int32{0}); math.Abs(got-MinTemperature) > 1e-6 {
		t.Errorf("%v when always correct, want the smallest", got)
	}
	if got := fitTemperature(z, []int32{1}); math.Abs(got-MaxTemperature) > 1e-6 {
		t.Errorf("%v when always wrong, want the largest", got)
	}
}

func TestCalibrationError(t *testing.T) {
	var c Calibration
	if c.Error() != 0 {
		t.Error("an error without predictions")
	}
	for i := range 10 {
		c.Add(0.95, i < 9) // 0.05 too sure
		c.Add(0.35, i < 6) // 0.25 too modest
	}
	c.Add(1, true)
	if got, want := c.Error(), (10*0.05+10*0.25)/21; math.Abs(got-want) > 1e-6 {
		t.Errorf("%v, want %v", got, want)
	}
}
