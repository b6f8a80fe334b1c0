package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

// calibrationBins is how many bins of confidence a Calibration has, as in
// Guo et al. 2017.
const calibrationBins = 15

// Calibration measures whether probabilities mean what they say: of the
// predictions with a confidence of 0.9, nine in ten should be correct. The zero
// value has seen no prediction.
type Calibration struct {
	n          int
	confidence [calibrationBins]float64 // sums
	correct    [calibrationBins]int
}

// Add enters a prediction: its probability and whether it is correct.
func (c *Calibration) Add(p float32, correct bool) {
	bin := min(max(int(p*calibrationBins), 0), calibrationBins-1)
	c.n++
	c.confidence[bin] += float64(p)
	if correct {
		c.correct[bin]++
	}
}

// Error returns the expected calibration error (Naeini et al. 2015): over bins
// of confidence, the mean distance of mean confidence and accuracy, weighted by
// the predictions in the bin; 0 to 1.
//
//	ECE = sum over bins of |sum of confidences - correct predictions| / predictions
func (c *Calibration) Error() float64 {
	if c.n == 0 {
		return 0
	}
	var sum float64
	for bin, confidence := range c.confidence {
		sum += math.Abs(confidence - float64(c.correct[bin]))
	}
	return sum / float64(c.n)
}

// Limits of a temperature.
const (
	MinTemperature = 0.05
	MaxTemperature = 20
)

// FitTemperature returns the temperature T with which softmax(logits/T) has the
// smallest mean cross-entropy (temperature scaling, Guo et al. 2017), within
// [MinTemperature, MaxTemperature]. The samples should not be ones that the
// network was trained on. Predictions stay the same; only their confidence changes.
//
// The cross-entropy is convex in b = 1/T with the derivative
//
//	sum of (mean of logits under softmax(b*logits)) - logits[label]
//
// whose root is found by halving.
func FitTemperature(logits tensor.Tensor, labels []int32) float64 {
	checkLabels(logits, labels, logits.Shape.Size())
	lo, hi := 1/float64(MaxTemperature), 1/float64(MinTemperature)
	for range 50 {
		b := (lo + hi) / 2
		var slope float64
		for n, label := range labels {
			if label < 0 {
				continue
			}
			z := logits.Sample(n)
			peak := largest(z)
			var sum, mean float64
			for _, v := range z {
				e := math.Exp(b * float64(v-peak))
				sum += e
				mean += e * float64(v-peak)
			}
			slope += mean/sum - float64(z[label]-peak)
		}
		if slope < 0 {
			lo = b
		} else {
			hi = b
		}
	}
	return 2 / (lo + hi)
}

// Temper divides logits by a temperature; 0 leaves them as they are.
func Temper(logits []float32, temperature float64) {
	if temperature == 0 {
		return
	}
	for i := range logits {
		logits[i] = float32(float64(logits[i]) / temperature)
	}
}
