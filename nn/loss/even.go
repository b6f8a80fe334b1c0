package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

// Even is the loss of samples that belong to no class: the Kullback-Leibler
// divergence of the probabilities p = softmax(logits) from even ones over the
// K classes, 0 when they are even (outlier exposure, Hendrycks et al. 2019):
//
//	lossSum = sum of log(sum over k of exp(logits[k])) - mean(logits) - log K    in nats
//	right   = how many samples have no probability above 1/2
//
// It overwrites dlogits, unless its Data is nil, with scale * (p - 1/K).
func Even(dlogits, logits tensor.Tensor, scale float32) (lossSum float64, right int) {
	if dlogits.Data != nil && (dlogits.N != logits.N || dlogits.Shape != logits.Shape) {
		panic(labelsShape)
	}
	for n := range logits.N {
		z := logits.Sample(n)
		classes := float64(len(z))
		peak := largest(z)
		var sum, mean float64
		for _, v := range z {
			sum += math.Exp(float64(v - peak))
			mean += float64(v-peak) / classes
		}
		lossSum += math.Log(sum) - mean - math.Log(classes)
		if sum >= 2 { // the largest probability is 1/sum
			right++
		}
		if dlogits.Data != nil {
			d := dlogits.Sample(n)
			for k, v := range z {
				d[k] = scale * float32(math.Exp(float64(v-peak))/sum-1/classes)
			}
		}
	}
	return lossSum, right
}
