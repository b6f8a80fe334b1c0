// Package loss holds the loss functions, one file each. A loss is a small value
// that is its own configuration: loss.SoftmaxCrossEntropy{Smoothing: 0.1}.
package loss

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Loss compares a network's outputs with targets. A loss of one's own is a type
// with these two methods. Workers share one value, so Compute keeps nothing.
type Loss interface {
	// Classes returns how many classes a network with so many outputs tells
	// apart, 0 for none: the outputs are values then (regression). It fails when
	// the loss has no use for that number of outputs.
	Classes(outputs int) (int, error)
	// Compute returns the sum of the losses over the samples of logits and how
	// many samples are predicted correctly, 0 where there are no classes. It
	// overwrites dlogits, unless its Data is nil, with the gradient of scale*sum:
	// scale is 1 over the size of the whole mini-batch, whose parts add up. It
	// allocates nothing.
	Compute(dlogits, logits tensor.Tensor, t Targets, scale float32) (sum float64, correct int)
}

// Targets are what the outputs for a batch should be: one label per sample or
// one array of values per sample.
type Targets struct {
	Labels []int32   // classes from 0; a negative one is no class, its target uniform
	Values []float32 // as many per sample as the network has outputs; to losses of classes they are probabilities
}

// Labels returns targets that are classes.
func Labels(labels ...int32) Targets { return Targets{Labels: labels} }

// Values returns targets that are values, one sample after the other.
func Values(values ...float32) Targets { return Targets{Values: values} }

// Smoothed is a loss whose targets are softened in training.
type Smoothed interface {
	Loss
	// Unsmoothed returns the same loss with the targets as they are.
	Unsmoothed() Loss
}

// Reported returns the loss that evaluations report: l without label smoothing.
func Reported(l Loss) Loss {
	if s, ok := l.(Smoothed); ok {
		return s.Unsmoothed()
	}
	return l
}

// Panics of Compute: each is a mistake of the caller's program.
const (
	gradientShape = "loss: gradient and logits of unequal shape"
	labelsCount   = "loss: there must be one label per sample"
	valuesCount   = "loss: there must be one target value per output"
	labelClass    = "loss: label is not a class"
)

func check(dlogits, logits tensor.Tensor) {
	if dlogits.Data != nil && (dlogits.N != logits.N || dlogits.Shape != logits.Shape) {
		panic(gradientShape)
	}
}

// sample returns the gradient of sample n, nil if none is wanted.
func sample(dlogits tensor.Tensor, n int) []float32 {
	if dlogits.Data == nil {
		return nil
	}
	return dlogits.Sample(n)
}

// check panics unless there is a label of classes or, with Values, a value per
// output for every sample of logits.
func (t *Targets) check(logits tensor.Tensor, classes int) {
	if t.Values != nil {
		if len(t.Values) != logits.Len() {
			panic(valuesCount)
		}
		return
	}
	if len(t.Labels) != logits.N {
		panic(labelsCount)
	}
	for _, l := range t.Labels {
		if int(l) >= classes {
			panic(labelClass)
		}
	}
}

// softmaxClasses is Classes of the losses that take the outputs' softmax.
func softmaxClasses(kind string, outputs int) (int, error) {
	if outputs < 2 {
		return 0, fields.Wrong("", "lossSoftmax", kind, outputs)
	}
	return outputs, nil
}
