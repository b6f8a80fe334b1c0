package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

// Squares is the sum-of-squares error of outputs y against target values t (the
// book's section 4.2.1), the loss of regression: the network ends in the
// identity. The loss of one sample is
//
//	1/2 * sum over k of (y[k] - t[k])²
//
// and its gradient y - t. PyTorch's MSELoss(reduction="sum") is twice this.
type Squares struct{}

// Kind returns "squares".
func (Squares) Kind() string { return "squares" }

// Visit shows its fields to what reads, writes and checks recipes.
func (l Squares) Visit(v fields.Visitor) fields.Config { return l }

// Classes returns 0: the outputs are values.
func (Squares) Classes(outputs int) (int, error) { return 0, nil }

// Compute implements Loss. Nothing is correct or wrong.
func (Squares) Compute(dy, y tensor.Tensor, t Targets, scale float32) (sum float64, correct int) {
	check(dy, y)
	if len(t.Values) != y.Len() {
		panic(valuesCount)
	}
	for i, v := range y.Values() {
		e := float64(v) - float64(t.Values[i])
		sum += e * e / 2
		if dy.Data != nil {
			dy.Data[i] = scale * float32(e)
		}
	}
	return sum, 0
}

// SoftmaxSquares is softmax and the sum of squares in one, for a classifier that
// ends in softmax as the book's section 4.2.1 has it. With p = softmax(logits)
// and e = p - onehot(label) the loss of one sample is
//
//	1/2 * sum over k of e[k]²
//
// and its gradient with respect to the logits
//
//	p[k] * (e[k] - sum over j of e[j]*p[j])
//
// It fades where p is near 0 or 1, wrong predictions included: why classifiers
// are taught with cross-entropy. A sample with a negative label, which is of no
// class, has the loss that SoftmaxCrossEntropy gives it: its target is uniform.
type SoftmaxSquares struct{}

// Kind returns "softmax-squares".
func (SoftmaxSquares) Kind() string { return "softmax-squares" }

// Visit shows its fields to what reads, writes and checks recipes.
func (l SoftmaxSquares) Visit(v fields.Visitor) fields.Config { return l }

// Classes returns the number of outputs: each is a class.
func (SoftmaxSquares) Classes(outputs int) (int, error) {
	return softmaxClasses("softmax-squares", outputs)
}

// Compute implements Loss. Correct is as for SoftmaxCrossEntropy.
func (SoftmaxSquares) Compute(dlogits, logits tensor.Tensor, t Targets, scale float32) (sum float64, correct int) {
	check(dlogits, logits)
	t.check(logits, logits.Shape.Size())
	for n := range logits.N {
		d, z := sample(dlogits, n), logits.Sample(n)
		want := t.of(n, 0, len(z))
		if want.label < 0 {
			loss, ok := want.compute(d, z, scale)
			sum += loss
			if ok {
				correct++
			}
			continue
		}
		peak, exps := exponentials(z)
		at := func(k int) (p, e float64) {
			p = math.Exp(float64(z[k]-peak)) / exps
			return p, p - want.of(k)
		}
		var dot float64
		for k := range z {
			p, e := at(k)
			sum += e * e / 2
			dot += e * p
		}
		if predicts(z, peak, want.best()) {
			correct++
		}
		for k := range d {
			p, e := at(k)
			d[k] = scale * float32(p*(e-dot))
		}
	}
	return sum, correct
}
