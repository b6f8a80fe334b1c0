package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const logisticShape = "loss: logistic: shape mismatch"

// Logistic is the sigmoid and the cross-entropy of two classes in one, for
// logits whose answer is yes or no. With the same target t, 1 for yes and 0 for
// no, for all values z of logits it returns
//
//	lossSum = sum of -t log(sigmoid(z)) - (1-t) log(1-sigmoid(z))    in nats
//	        = sum of max(z, 0) - t z + log(1 + exp(-|z|))
//
// whose second form does not overflow, and overwrites dlogits, unless its Data
// is nil, with
//
//	scale * (sigmoid(z) - t)
func Logistic(dlogits, logits tensor.Tensor, t float64, scale float32) (lossSum float64) {
	if dlogits.Data != nil && (dlogits.N != logits.N || dlogits.Shape != logits.Shape) {
		panic(logisticShape)
	}
	for i, v := range logits.Values() {
		z := float64(v)
		e := math.Exp(-math.Abs(z))
		lossSum += max(z, 0) - t*z + math.Log1p(e)
		if dlogits.Data == nil {
			continue
		}
		p := 1 / (1 + e) // sigmoid(|z|)
		if z < 0 {
			p = e / (1 + e)
		}
		dlogits.Data[i] = scale * float32(p-t)
	}
	return lossSum
}
