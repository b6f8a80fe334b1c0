package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/tensor"
)

const squaresShape = "loss: sum of squares: shape mismatch"

// SumOfSquares is the sum-of-squares error of outputs y against targets t (the
// book's section 4.2.1), the loss of a network that ends in the identity. Over
// all samples it returns
//
//	lossSum = 1/2 * sum of (y - t)²
//
// and overwrites dy, unless its Data is nil, with scale * (y - t). PyTorch's
// MSELoss(reduction="sum") is twice this.
func SumOfSquares(dy, y, t tensor.Tensor, scale float32) (lossSum float64) {
	if t.N != y.N || t.Shape != y.Shape || dy.Data != nil && (dy.N != y.N || dy.Shape != y.Shape) {
		panic(squaresShape)
	}
	target := t.Values()
	for i, v := range y.Values() {
		e := float64(v) - float64(target[i])
		lossSum += e * e / 2
		if dy.Data != nil {
			dy.Data[i] = scale * float32(e)
		}
	}
	return lossSum
}

// SoftmaxSquares is softmax and the sum of squares in one, for a network that
// ends in softmax as the book's section 4.2.1 has it: with p = softmax(logits)
// and e = p - onehot(label) it returns
//
//	lossSum = sum over the samples of 1/2 * sum over k of e[k]²
//
// and the right answers, and overwrites dlogits, unless its Data is nil, with
// the gradient of scale*lossSum,
//
//	scale * p[k] * (e[k] - sum over j of e[j]*p[j])
//
// It fades where p is near 0 or 1, wrong answers included: why classifiers are
// taught with cross-entropy.
func SoftmaxSquares(dlogits, logits tensor.Tensor, labels []uint8, scale float32) (lossSum float64, correct int) {
	check(dlogits, logits, labels)
	for n, label := range labels {
		z := logits.Sample(n)
		checkLabel(label, z)
		peak, sum := exponentials(z)
		p := func(k int) (p, e float64) {
			p = math.Exp(float64(z[k]-peak)) / sum
			if k == int(label) {
				return p, p - 1
			}
			return p, p
		}
		var dot float64
		for k := range z {
			p, e := p(k)
			lossSum += e * e / 2
			dot += e * p
		}
		if predicts(z, int(label)) {
			correct++
		}
		if dlogits.Data == nil {
			continue
		}
		d := dlogits.Sample(n)
		for k := range z {
			p, e := p(k)
			d[k] = scale * float32(p*(e-dot))
		}
	}
	return lossSum, correct
}
