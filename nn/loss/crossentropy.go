package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	crossEntropyLength = "loss: cross-entropy: slices of unequal length"
	tiny               = 1e-7
)

// CrossEntropy is the cross-entropy error of probabilities y against targets t,
// one-hot or soft (the book's section 4.2.2):
//
//   - sum over k of t[k] * log(y[k] + 1e-7)    in nats
//
// The 1e-7, the book's, keeps the logarithm of zero finite. A network that ends
// in softmax is better served by SoftmaxCrossEntropy, which needs none.
func CrossEntropy(y, t []float32) float64 {
	if len(y) != len(t) {
		panic(crossEntropyLength)
	}
	var sum float64
	for k, p := range y {
		if t[k] != 0 {
			sum -= float64(t[k]) * math.Log(float64(p)+tiny)
		}
	}
	return sum
}

// SoftmaxCrossEntropy is softmax and cross-entropy in one (the book's section
// 5.6.3). With p = softmax(logits) of K classes and target probabilities t the
// loss of one sample is
//
//	-sum over k of t[k] * log(p[k])    in nats
//
// and its gradient with respect to the logits is p - t. The targets are
//
//	a label         (1 - Smoothing) * onehot(label) + Smoothing/K
//	a negative one  1/K, uniform: the sample is of no class. Its loss is the
//	                divergence from it, log K less, so that its minimum is 0
//	                (outlier exposure, Hendrycks et al. 2019)
//	values          as they are: K probabilities that add up to 1
//
// A prediction is correct if the largest logit (the first, of equals) is the
// label's, or where the target has its largest value; for a uniform target, if
// no probability is above 1/2.
type SoftmaxCrossEntropy struct {
	Smoothing float64 // fraction of the target spread over all classes (Szegedy et al. 2016)
}

// Kind returns "softmax-crossentropy".
func (SoftmaxCrossEntropy) Kind() string { return "softmax-crossentropy" }

// Visit shows its fields to what reads, writes and checks recipes.
func (l SoftmaxCrossEntropy) Visit(v fields.Visitor) fields.Config {
	v.Float("smoothing", &l.Smoothing, fields.Fraction)
	return l
}

// Classes returns the number of outputs: each is a class.
func (l SoftmaxCrossEntropy) Classes(outputs int) (int, error) {
	return softmaxClasses("softmax-crossentropy", outputs)
}

// Unsmoothed implements Smoothed.
func (l SoftmaxCrossEntropy) Unsmoothed() Loss { return SoftmaxCrossEntropy{} }

// Compute implements Loss.
func (l SoftmaxCrossEntropy) Compute(dlogits, logits tensor.Tensor, t Targets, scale float32) (sum float64, correct int) {
	check(dlogits, logits)
	t.check(logits, logits.Shape.Size())
	for n := range logits.N {
		want := t.of(n, l.Smoothing, logits.Shape.Size())
		loss, ok := want.compute(sample(dlogits, n), logits.Sample(n), scale)
		sum += loss
		if ok {
			correct++
		}
	}
	return sum, correct
}

// target is the probabilities that one sample should have.
type target struct {
	label   int // negative for none
	off, on float64
	spread  float64 // fraction of the target that is uniform
	soft    []float32
}

// of returns the target of sample n.
func (t *Targets) of(n int, smoothing float64, classes int) target {
	if t.Values != nil {
		return target{soft: t.Values[n*classes : (n+1)*classes]}
	}
	label := int(t.Labels[n])
	if label < 0 {
		smoothing = 1
	}
	off := smoothing / float64(classes)
	return target{label: label, off: off, on: off + (1 - smoothing), spread: smoothing}
}

// of returns the probability of class k.
func (t *target) of(k int) float64 {
	switch {
	case t.soft != nil:
		return float64(t.soft[k])
	case k == t.label:
		return t.on
	}
	return t.off
}

// best returns the class that is wanted most.
func (t *target) best() int {
	if t.soft != nil {
		return tensor.ArgMax(t.soft)
	}
	return t.label
}

// compute returns the loss of logits z and whether they predict what is wanted.
// It overwrites d, unless it is nil, with scale times the gradient.
func (t *target) compute(d, z []float32, scale float32) (loss float64, correct bool) {
	peak, exps := exponentials(z)
	if d != nil {
		for k, v := range z {
			d[k] = scale * float32(math.Exp(float64(v-peak))/exps-t.of(k))
		}
	}
	return t.compare(z, peak, exps)
}

// compare returns the loss of logits z, whose largest is peak and whose
// exponentials less the peak add up to exps, and whether they predict what is
// wanted.
func (t *target) compare(z []float32, peak float32, exps float64) (loss float64, correct bool) {
	logSum := math.Log(exps)
	if t.soft != nil {
		for k, v := range z {
			if t.soft[k] != 0 {
				loss += float64(t.soft[k]) * (logSum - float64(v-peak))
			}
		}
		return loss, predicts(z, peak, t.best())
	}
	var mean float64 // over the classes, of z - peak
	if t.spread > 0 {
		for _, v := range z {
			mean += float64(v-peak) / float64(len(z))
		}
	}
	if t.label < 0 {
		return logSum - mean - math.Log(float64(len(z))), exps >= 2 // the largest probability is 1/exps
	}
	loss = logSum - float64(z[t.label]-peak)
	if t.spread > 0 {
		loss = (1-t.spread)*loss + t.spread*(logSum-mean)
	}
	return loss, predicts(z, peak, t.label)
}
