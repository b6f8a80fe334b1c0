package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	targetsShape = "loss: cross-entropy: shape mismatch"
	tiny         = 1e-7
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
		panic(targetsShape)
	}
	var sum float64
	for k, p := range y {
		if t[k] != 0 {
			sum -= float64(t[k]) * math.Log(float64(p)+tiny)
		}
	}
	return sum
}

// SoftmaxCrossEntropyTargets is SoftmaxCrossEntropy for targets that are
// probabilities, one-hot or soft: over the samples of logits it returns
//
//	lossSum = sum over n, k of -targets[n][k] * log(softmax(logits[n])[k])    in nats
//
// and overwrites dlogits, unless its Data is nil, with the gradient of
// scale*lossSum for targets that add up to 1,
//
//	scale * (softmax(logits) - targets)
func SoftmaxCrossEntropyTargets(dlogits, logits, targets tensor.Tensor, scale float32) (lossSum float64) {
	if targets.N != logits.N || targets.Shape != logits.Shape ||
		dlogits.Data != nil && (dlogits.N != logits.N || dlogits.Shape != logits.Shape) {
		panic(targetsShape)
	}
	for n := range logits.N {
		z, t := logits.Sample(n), targets.Sample(n)
		peak, sum := exponentials(z)
		logSum := math.Log(sum)
		for k, v := range z {
			if t[k] != 0 {
				lossSum += float64(t[k]) * (logSum - float64(v-peak))
			}
		}
		if dlogits.Data == nil {
			continue
		}
		d := dlogits.Sample(n)
		for k, v := range z {
			d[k] = scale * float32(math.Exp(float64(v-peak))/sum-float64(t[k]))
		}
	}
	return lossSum
}

// Smoothed returns SoftmaxCrossEntropy with label smoothing (Szegedy et al.
// 2016): the target of K classes is
//
//	(1 - smoothing) * onehot(label) + smoothing/K
func Smoothed(smoothing float64) Loss {
	return func(dlogits, logits tensor.Tensor, labels []uint8, scale float32) (lossSum float64, correct int) {
		check(dlogits, logits, labels)
		for n, label := range labels {
			z := logits.Sample(n)
			checkLabel(label, z)
			share := smoothing / float64(len(z))
			peak, sum := exponentials(z)
			logSum := math.Log(sum)
			var mean float64 // over the classes, of -log p
			for _, v := range z {
				mean += (logSum - float64(v-peak)) / float64(len(z))
			}
			lossSum += (1-smoothing)*(logSum-float64(z[label]-peak)) + smoothing*mean
			if predicts(z, int(label)) {
				correct++
			}
			if dlogits.Data == nil {
				continue
			}
			d := dlogits.Sample(n)
			for k, v := range z {
				target := share
				if k == int(label) {
					target += 1 - smoothing
				}
				d[k] = scale * float32(math.Exp(float64(v-peak))/sum-target)
			}
		}
		return lossSum, correct
	}
}

// exponentials returns the largest of z and the sum of exp(z[k] - peak).
func exponentials(z []float32) (peak float32, sum float64) {
	peak = largest(z)
	for _, v := range z {
		sum += math.Exp(float64(v - peak))
	}
	return peak, sum
}
