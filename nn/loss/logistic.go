package loss

import (
	"math"

	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/tensor"
)

const logisticOutputs = "loss: logistic: there must be one logit per sample"

// Logistic is the sigmoid and the cross-entropy of two classes in one, for a
// network that ends in one logit z. With the label t, 0 or 1, the loss of one
// sample is
//
//	-t log(sigmoid(z)) - (1-t) log(1-sigmoid(z))    in nats
//	= max(z, 0) - t z + log(1 + exp(-|z|))
//
// whose second form does not overflow, and its gradient sigmoid(z) - t. The
// prediction is class 1 if z > 0. Target values are t itself, 0 to 1. A negative
// label's target is uniform, t = 1/2.
type Logistic struct{}

// Kind returns "logistic".
func (Logistic) Kind() string { return "logistic" }

// Visit shows its fields to what reads, writes and checks recipes.
func (l Logistic) Visit(v fields.Visitor) fields.Config { return l }

// Classes returns 2; it fails unless there is one output.
func (Logistic) Classes(outputs int) (int, error) {
	if outputs != 1 {
		return 0, fields.Wrong("", "lossLogistic", outputs)
	}
	return 2, nil
}

// Compute implements Loss.
func (Logistic) Compute(dlogits, logits tensor.Tensor, t Targets, scale float32) (sum float64, correct int) {
	check(dlogits, logits)
	t.check(logits, 2)
	z := logits.Values()
	if len(z) != logits.N {
		panic(logisticOutputs)
	}
	for n := range z {
		want := 0.5
		if t.Values != nil {
			want = float64(t.Values[n])
		} else if t.Labels[n] >= 0 {
			want = float64(t.Labels[n])
		}
		if want != 0.5 && (z[n] > 0) == (want > 0.5) {
			correct++
		}
		loss, slope := logistic(float64(z[n]), want)
		sum += loss
		if dlogits.Data != nil {
			dlogits.Data[n] = scale * float32(slope)
		}
	}
	return sum, correct
}

// LogisticTarget is Logistic with the same target t, 0 to 1, for all values of
// logits: what a discriminator is taught.
func LogisticTarget(dlogits, logits tensor.Tensor, t float64, scale float32) (sum float64) {
	check(dlogits, logits)
	for i, v := range logits.Values() {
		loss, slope := logistic(float64(v), t)
		sum += loss
		if dlogits.Data != nil {
			dlogits.Data[i] = scale * float32(slope)
		}
	}
	return sum
}

// logistic returns the loss of one logit and its derivative.
func logistic(z, t float64) (loss, slope float64) {
	return max(z, 0) - t*z + math.Log1p(math.Exp(-math.Abs(z))), Sigmoid(z) - t
}
