package loss_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// all are the losses that a recipe can name.
var all = map[string]loss.Loss{
	"softmax-crossentropy": loss.SoftmaxCrossEntropy,
	"smoothed":             loss.Smoothed(0.1),
	"softmax-squares":      loss.SoftmaxSquares,
}

// TestLosses checks of each loss: the gradient, its scale, the right answers,
// extreme logits, NaN, and that nothing is allocated.
func TestLosses(t *testing.T) {
	labels := []uint8{0, 9, 4, 4, 7, 1}
	for name, l := range all {
		t.Run(name, func(t *testing.T) {
			r := nntest.NewRand(3)
			logits := r.Normal(tensor.New(6, tensor.Vec(10)))
			d := r.Normal(tensor.New(6, tensor.Vec(10)))
			sum, correct := l(d, logits, labels, 1.0/6)
			nntest.CheckGradient(t, func() float64 {
				sum, _ := l(tensor.Tensor{}, logits, labels, 1)
				return sum / 6
			}, []nntest.Group{{Name: "logits", Value: logits.Data, Grad: d.Data}})
			_, want := loss.SoftmaxCrossEntropy(tensor.Tensor{}, logits, labels, 1)
			if again, _ := l(tensor.Tensor{}, logits, labels, 1); again != sum || correct != want {
				t.Errorf("loss %g, without gradient %g; %d correct, want %d", sum, again, correct, want)
			}

			wild := tensor.Tensor{N: 2, Shape: tensor.Vec(3), Data: []float32{1e4, 0, -1e4, -1e4, 1e4, 0}}
			sum, _ = l(d.Slice(0, 2), tensor.New(2, tensor.Vec(10)), labels[:2], 1)
			if math.IsNaN(sum) {
				t.Error("NaN of zeros")
			}
			dw := tensor.New(2, tensor.Vec(3))
			if sum, _ = l(dw, wild, []uint8{2, 1}, 1); math.IsNaN(sum) || math.IsInf(sum, 0) || slices.ContainsFunc(dw.Data, func(v float32) bool { return v != v }) {
				t.Errorf("logits of 1e4: loss %v, gradient %v", sum, dw.Data)
			}
			wild.Data[4] = float32(math.NaN())
			if sum, _ = l(dw, wild, []uint8{2, 1}, 1); !math.IsNaN(sum) {
				t.Errorf("a NaN logit gives loss %v", sum)
			}
			if n := testing.AllocsPerRun(5, func() { l(d, logits, labels, 1) }); n != 0 {
				t.Errorf("%v allocations, want 0", n)
			}
			for what, f := range map[string]func(){
				"labels":   func() { l(tensor.Tensor{}, logits, labels[:1], 1) },
				"gradient": func() { l(dw, logits, labels, 1) },
				"class":    func() { l(tensor.Tensor{}, wild, []uint8{2, 3}, 1) },
			} {
				if !panics(f) {
					t.Errorf("%s: no panic with a named constant", what)
				}
			}
		})
	}
}

func panics(f func()) (named bool) {
	defer func() { _, named = recover().(string) }()
	f()
	return false
}

// book is the output of the book's section 4.2; the label is 2.
var book = []float32{0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0}

// TestBookExamples checks the numbers of the book's sections 4.2.1 and 4.2.2.
func TestBookExamples(t *testing.T) {
	label := make([]float32, 10)
	label[2] = 1
	wrong := slices.Clone(book)
	wrong[2], wrong[7] = wrong[7], wrong[2]
	for _, c := range []struct {
		y       []float32
		squares float64
		entropy float64
	}{{book, 0.0975, 0.510825457099338}, {wrong, 0.5975, 2.302584092994546}} {
		y := tensor.Tensor{N: 1, Shape: tensor.Vec(10), Data: c.y}
		dy := tensor.New(1, tensor.Vec(10))
		if got := loss.SumOfSquares(dy, y, tensor.Tensor{N: 1, Shape: tensor.Vec(10), Data: label}, 2); math.Abs(got-c.squares) > 1e-7 {
			t.Errorf("sum of squares %v, want %v", got, c.squares)
		}
		for k, d := range dy.Data {
			if want := 2 * (c.y[k] - label[k]); math.Abs(float64(d-want)) > 1e-7 {
				t.Errorf("gradient [%d] %v, want %v", k, d, want)
			}
		}
		if got := loss.CrossEntropy(c.y, label); math.Abs(got-c.entropy) > 1e-6 {
			t.Errorf("cross-entropy %v, want %v", got, c.entropy)
		}
	}
	if got := loss.CrossEntropy(label, label); math.Abs(got) > 1e-6 {
		t.Errorf("cross-entropy of a sure right answer %v", got)
	}
}

// TestTargets checks that soft targets include labels and smoothed labels.
func TestTargets(t *testing.T) {
	r := nntest.NewRand(8)
	logits := r.Normal(tensor.New(4, tensor.Vec(10)))
	labels := []uint8{3, 0, 9, 9}
	for name, c := range map[string]struct {
		l         loss.Loss
		smoothing float32
	}{"labels": {loss.SoftmaxCrossEntropy, 0}, "smoothed": {loss.Smoothed(0.2), 0.2}} {
		targets := tensor.New(4, tensor.Vec(10))
		for n, label := range labels {
			for k := range targets.Sample(n) {
				targets.Sample(n)[k] = c.smoothing / 10
			}
			targets.Sample(n)[label] += 1 - c.smoothing
		}
		want, got := tensor.New(4, tensor.Vec(10)), tensor.New(4, tensor.Vec(10))
		wantSum, _ := c.l(want, logits, labels, 0.25)
		gotSum := loss.SoftmaxCrossEntropyTargets(got, logits, targets, 0.25)
		if math.Abs(gotSum-wantSum) > 1e-6 {
			t.Errorf("%s: loss %v, with targets %v", name, wantSum, gotSum)
		}
		for i := range want.Data {
			if math.Abs(float64(got.Data[i]-want.Data[i])) > 1e-7 {
				t.Fatalf("%s: gradient [%d] %v, with targets %v", name, i, want.Data[i], got.Data[i])
			}
		}
		if alone := loss.SoftmaxCrossEntropyTargets(tensor.Tensor{}, logits, targets, 1); alone != gotSum {
			t.Errorf("%s: loss without gradient %v, with it %v", name, alone, gotSum)
		}
	}
	short := tensor.New(3, tensor.Vec(10))
	for _, f := range []func(){
		func() { loss.SoftmaxCrossEntropyTargets(tensor.Tensor{}, logits, short, 1) },
		func() { loss.SoftmaxCrossEntropyTargets(short, logits, logits, 1) },
		func() { loss.SumOfSquares(tensor.Tensor{}, logits, short, 1) },
		func() { loss.SumOfSquares(short, logits, logits, 1) },
		func() { loss.CrossEntropy(book, book[:9]) },
	} {
		if !panics(f) {
			t.Error("no panic with a named constant")
		}
	}
}
