package train

import (
	"errors"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// softmax writes the probabilities of logits at the recipe's temperature.
func (t *Trainer) softmax(p, logits []float32) { tempered(p, logits, t.recipe.Temperature) }

func tempered(p, logits []float32, temperature float64) {
	copy(p, logits)
	loss.Temper(p, temperature)
	loss.Softmax(p, p)
}

// FitTemperature returns the temperature at which the probabilities of a set's
// images, which the network was not trained on, fit best.
func (t *Trainer) FitTemperature(s *data.Set) (float64, error) {
	if s.Loaded() == 0 || s.Loaded() != s.Cap() {
		return 0, errors.New("train: a temperature is fitted to a set that is all there")
	}
	all := tensor.New(s.Cap(), tensor.Shape{C: recipe.Classes, H: 1, W: 1})
	labels := make([]int32, s.Cap())
	for at := 0; at < s.Cap(); at += evalBatch {
		n := min(evalBatch, s.Cap()-at)
		in := t.net.Input(n)
		for i := range n {
			s.Input(in.Sample(i), at+i)
			labels[at+i] = int32(s.Label(at + i))
		}
		copy(all.Slice(at, at+n).Data, t.net.Forward(n, false).Values())
	}
	return loss.FitTemperature(all, labels), nil
}
