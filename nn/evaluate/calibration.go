package evaluate

import "math"

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
