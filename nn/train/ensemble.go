package train

import (
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Ensemble is networks that answer together (the book's section 8.1.2), with
// the mean of their probabilities:
//
//	p = 1/K * sum over k of softmax(logits of network k / its temperature)
//
// Networks from other seeds err on other images, and so, less, do one run's
// snapshots at the ends of its cosine cycles (Huang et al. 2017; see
// optim.CycleEnd).
type Ensemble []*Trainer

// Predict writes the probabilities of one image of 784 grey values 0..255.
func (e Ensemble) Predict(p *[recipe.Classes]float32, pixels []byte) {
	clear(p[:])
	var one [recipe.Classes]float32
	for _, t := range e {
		t.Predict(&one, pixels)
		for d := range p {
			p[d] += one[d] / float32(len(e))
		}
	}
}

// tiniest is the least probability that an ensemble gives: its logarithm is
// finite.
const tiniest = 1e-30

// Evaluate evaluates all loaded samples of a set, by the first network's loss.
// It fails when there are none, or no networks.
func (e Ensemble) Evaluate(s *data.Set) (Report, error) {
	if len(e) == 0 {
		return Report{}, errors.New("train: an ensemble of no networks")
	}
	v := e[0].NewEvaluation(s, 0)
	v.temperature = 0 // the mean is of probabilities that are tempered already
	if len(v.order) == 0 {
		return Report{}, errNoImages
	}
	all := tensor.New(evalBatch, tensor.Vec(recipe.Classes))
	var p [recipe.Classes]float32
	var labels [evalBatch]int32
	for v.done < len(v.order) {
		n := min(evalBatch, len(v.order)-v.done)
		mean := all.Slice(0, n)
		clear(mean.Values())
		for _, t := range e {
			logits, _, _ := v.slice(t.net, v.done)
			for i := range n {
				t.softmax(p[:], logits.Sample(i))
				for d, v := range p {
					mean.Sample(i)[d] += v
				}
			}
		}
		for i, v := range mean.Values() { // logits with this softmax
			mean.Data[i] = float32(math.Log(max(float64(v)/float64(len(e)), tiniest)))
		}
		for i, sample := range v.order[v.done : v.done+n] {
			labels[i] = int32(s.Label(sample))
		}
		lossSum, right := e[0].loss.Compute(tensor.Tensor{}, mean, loss.Targets{Labels: labels[:n]}, 0)
		v.add(mean, lossSum, right)
	}
	return v.Report(), nil
}
