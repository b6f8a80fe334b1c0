package evaluate

import (
	"errors"
	"math"
	"slices"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Limits of a temperature.
const (
	MinTemperature = 0.05
	MaxTemperature = 20
)

// fitTemperature returns the temperature T with which softmax(logits/T) has the
// smallest mean cross-entropy (temperature scaling, Guo et al. 2017), within
// [MinTemperature, MaxTemperature]. The samples should not be ones that the
// network was trained on. Predictions stay the same; only their confidence changes.
//
// The cross-entropy is convex in b = 1/T with the derivative
//
//	sum of (mean of logits under softmax(b*logits)) - logits[label]
//
// whose root is found by halving.
func fitTemperature(logits tensor.Tensor, labels []int32) float64 {
	lo, hi := 1/float64(MaxTemperature), 1/float64(MinTemperature)
	for range 50 {
		b := (lo + hi) / 2
		var slope float64
		for n, label := range labels {
			if label < 0 {
				continue
			}
			z := logits.Sample(n)
			peak := slices.Max(z)
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

// FitTemperature returns the temperature at which the probabilities of a set's
// samples, which the network was not trained on, fit best.
func (m *Model) FitTemperature(s *data.Set) (float64, error) {
	if err := m.Check(s.Format()); err != nil {
		return 0, err
	}
	if m.classes == 0 || s.Format().Classes == 0 {
		return 0, errors.New("evaluate: a temperature is fitted to probabilities of classes; this is regression")
	}
	if s.Loaded() == 0 || s.Loaded() != s.Cap() {
		return 0, errors.New("evaluate: a temperature is fitted to a set that is all there")
	}
	logits := tensor.New(s.Cap(), tensor.Vec(m.classes))
	for at := 0; at < s.Cap(); at += m.slice() {
		b := s.Samples(at, min(at+m.slice(), s.Cap()))
		in := m.net.Input(b.N)
		for i := range b.N {
			b.Input(in.Sample(i), i)
		}
		outputs := m.net.Forward(b.N, false)
		for i := range b.N { // one logit z of two classes is the logits 0 and z
			z := logits.Sample(at + i)
			copy(z[m.classes-outputs.Shape.Size():], outputs.Sample(i))
		}
	}
	all := s.Samples(0, s.Cap())
	return fitTemperature(logits, all.Labels), nil
}
