package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const (
	softmaxLength = "loss: softmax: slices of unequal length"
	labelsShape   = "loss: labels, logits or gradient of unequal shape"
	labelClass    = "loss: label is not a class"
)

// Softmax overwrites p with the probabilities of the logits (the book's section
// 3.5):
//
//	p[k] = exp(logits[k] - max) / sum over j of exp(logits[j] - max)
//
// Taking off the largest logit changes nothing but the range: no exponential
// overflows. p and logits may be the same slice.
func Softmax(p, logits []float32) {
	if len(p) != len(logits) {
		panic(softmaxLength)
	}
	peak := largest(logits)
	var sum float64
	for k, z := range logits {
		e := math.Exp(float64(z - peak))
		sum += e
		p[k] = float32(e)
	}
	for k := range p {
		p[k] = float32(float64(p[k]) / sum)
	}
}

// SoftmaxCrossEntropy is softmax and cross-entropy in one (the book's section
// 5.6.3). Over the N samples of logits it returns
//
//	lossSum = sum of -log(softmax(logits)[label])    in nats
//	correct = how many samples' largest logit is the label's (the first, of equals)
//
// and overwrites dlogits, unless its Data is nil, with
//
//	scale * (softmax(logits) - onehot(label))
//
// which is the gradient of scale*lossSum: scale is 1 over the size of the whole
// mini-batch, whose parts add up.
func SoftmaxCrossEntropy(dlogits, logits tensor.Tensor, labels []uint8, scale float32) (lossSum float64, correct int) {
	check(dlogits, logits, labels)
	for n, label := range labels {
		z := logits.Sample(n)
		checkLabel(label, z)
		peak, sum := exponentials(z)
		lossSum += math.Log(sum) - float64(z[label]-peak)
		if predicts(z, int(label)) {
			correct++
		}
		if dlogits.Data == nil {
			continue
		}
		d := dlogits.Sample(n)
		for k, v := range z {
			d[k] = scale * float32(math.Exp(float64(v-peak))/sum)
		}
		// (p-1) rather than p minus 1 rounded twice: exact where p is near 1.
		d[label] = scale * float32(math.Exp(float64(z[label]-peak))/sum-1)
	}
	return lossSum, correct
}

func check(dlogits, logits tensor.Tensor, labels []uint8) {
	if len(labels) != logits.N || dlogits.Data != nil && (dlogits.N != logits.N || dlogits.Shape != logits.Shape) {
		panic(labelsShape)
	}
}

func checkLabel(label uint8, z []float32) {
	if int(label) >= len(z) {
		panic(labelClass)
	}
}

// largest returns the maximum of z, NaN when one is NaN.
func largest(z []float32) float32 {
	m := float32(math.Inf(-1))
	for _, v := range z {
		m = max(m, v)
	}
	return m
}

// predicts reports whether label is the first of the largest values of z.
func predicts(z []float32, label int) bool {
	for k, v := range z {
		if k < label && !(z[label] > v) || k > label && !(z[label] >= v) {
			return false
		}
	}
	return true
}
