package evaluate

import (
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Ensemble is models that predict together (the book's section 8.1.2), with the
// mean of their predictions:
//
//	p = 1/K * sum over k of the prediction of model k
//
// Networks from other seeds err on other samples, and so, less, do one run's
// snapshots at the ends of its cosine cycles (Huang et al. 2017; see
// optim.CycleEnd).
type Ensemble []*Model

// Predict writes the prediction for one input x to p: see Model.Predict.
func (e Ensemble) Predict(p, x []float32) {
	clear(p)
	for _, m := range e {
		m.Predict(m.p, x)
		for d, v := range m.p {
			p[d] += v / float32(len(e))
		}
	}
}

// tiniest is the smallest probability that an ensemble gives: its logarithm is
// finite.
const tiniest = 1e-30

// Evaluate evaluates all loaded samples of a set, by the first model's loss. It
// fails when there are none, when there are no models, or when they do not fit
// the set.
func (e Ensemble) Evaluate(s *data.Set) (Report, error) {
	if len(e) == 0 {
		return Report{}, errors.New("evaluate: an ensemble of no models")
	}
	for _, m := range e {
		if err := m.Check(s.Format()); err != nil {
			return Report{}, err
		}
	}
	first := e[0]
	v, err := first.NewEvaluation(s, 0)
	if err != nil {
		return Report{}, err
	}
	v.temperature = 0 // the mean is of probabilities that are tempered already
	if len(v.order) == 0 {
		return Report{}, errNoSamples
	}
	step := MaxBatch
	for _, m := range e {
		step = min(step, m.slice())
	}
	size := first.Size()
	sums := make([]float32, step*size)
	outputs := tensor.New(step, first.net.OutputGrad(1).Shape)
	var b data.Batch
	for v.done < len(v.order) {
		n := min(step, len(v.order)-v.done)
		b.Gather(s, v.order[v.done:v.done+n])
		clear(sums)
		for _, m := range e {
			m.PredictBatch(b, func(i int, p []float32) {
				for k, v := range p {
					sums[i*size+k] += v
				}
			})
		}
		mean := outputs.Slice(0, n)
		for i := range n {
			first.outputs(mean.Sample(i), sums[i*size:(i+1)*size], len(e))
		}
		lossSum, correct := first.loss.Compute(tensor.Tensor{}, mean, targets(&b), 0)
		v.add(mean, b.Labels, lossSum, correct)
	}
	return v.Report(), nil
}

// outputs writes outputs whose prediction is 1/k of the sums of k predictions.
func (m *Model) outputs(z, sums []float32, k int) {
	log := func(v float32) float64 { return math.Log(max(float64(v)/float64(k), tiniest)) }
	switch {
	case m.classes == 0:
		for i, v := range sums {
			z[i] = v / float32(k)
		}
	case m.classes == len(z):
		for i, v := range sums {
			z[i] = float32(log(v))
		}
	default: // one logit for two classes
		z[0] = float32(log(sums[1]) - log(sums[0]))
	}
}
