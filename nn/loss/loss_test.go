package loss_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

// all are the losses of classes by softmax.
var all = map[string]loss.Loss{
	"softmax-crossentropy": loss.SoftmaxCrossEntropy{},
	"smoothed":             loss.SoftmaxCrossEntropy{Smoothing: 0.1},
	"softmax-squares":      loss.SoftmaxSquares{},
}

// TestLosses checks of each loss: the gradient, its scale, the correct predictions,
// extreme logits, NaN, and that nothing is allocated.
func TestLosses(t *testing.T) {
	labels := loss.Labels(0, 9, 4, -1, 7, 1)
	for name, l := range all {
		t.Run(name, func(t *testing.T) {
			r := nntest.NewRand(3)
			logits := r.Normal(tensor.New(6, tensor.Vec(10)))
			d := r.Normal(tensor.New(6, tensor.Vec(10)))
			sum, correct := l.Compute(d, logits, labels, 1.0/6)
			nntest.CheckGradient(t, func() float64 {
				sum, _ := l.Compute(tensor.Tensor{}, logits, labels, 1)
				return sum / 6
			}, []nntest.Group{{Name: "logits", Value: logits.Data, Grad: d.Data}})
			_, want := loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, labels, 1)
			if again, _ := l.Compute(tensor.Tensor{}, logits, labels, 1); again != sum || correct != want {
				t.Errorf("loss %g, without gradient %g; %d correct, want %d", sum, again, correct, want)
			}

			wild := tensor.Tensor{N: 2, Shape: tensor.Vec(3), Data: []float32{1e4, 0, -1e4, -1e4, 1e4, 0}}
			sum, _ = l.Compute(d.Slice(0, 2), tensor.New(2, tensor.Vec(10)), loss.Labels(0, 9), 1)
			if math.IsNaN(sum) {
				t.Error("NaN of zeros")
			}
			dw := tensor.New(2, tensor.Vec(3))
			if sum, _ = l.Compute(dw, wild, loss.Labels(2, 1), 1); math.IsNaN(sum) || math.IsInf(sum, 0) || slices.ContainsFunc(dw.Data, func(v float32) bool { return v != v }) {
				t.Errorf("logits of 1e4: loss %v, gradient %v", sum, dw.Data)
			}
			wild.Data[4] = float32(math.NaN())
			if sum, _ = l.Compute(dw, wild, loss.Labels(2, 1), 1); !math.IsNaN(sum) {
				t.Errorf("a NaN logit gives loss %v", sum)
			}
			if n := testing.AllocsPerRun(5, func() { l.Compute(d, logits, labels, 1) }); n != 0 {
				t.Errorf("%v allocations, want 0", n)
			}
			for what, f := range map[string]func(){
				"labels":   func() { l.Compute(tensor.Tensor{}, logits, loss.Labels(0), 1) },
				"gradient": func() { l.Compute(dw, logits, labels, 1) },
				"class":    func() { l.Compute(tensor.Tensor{}, wild, loss.Labels(2, 3), 1) },
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
		if got, _ := (loss.Squares{}).Compute(dy, y, loss.Values(label...), 2); math.Abs(got-c.squares) > 1e-7 {
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

// TestTargets checks that soft targets include labels, smoothed labels and
// uniform targets, whose loss is less by their entropy.
func TestTargets(t *testing.T) {
	r := nntest.NewRand(8)
	logits := r.Normal(tensor.New(4, tensor.Vec(10)))
	for name, c := range map[string]struct {
		labels    []int32
		smoothing float64
		less      float64
	}{
		"labels":   {[]int32{3, 0, 9, 9}, 0, 0},
		"smoothed": {[]int32{3, 0, 9, 9}, 0.2, 0},
		"uniform":  {[]int32{-1, -1, -1, -1}, 0.2, 4 * math.Log(10)},
	} {
		targets := tensor.New(4, tensor.Vec(10))
		for n, label := range c.labels {
			for k := range targets.Sample(n) {
				targets.Sample(n)[k] = float32(c.smoothing / 10)
			}
			if label < 0 {
				for k := range targets.Sample(n) {
					targets.Sample(n)[k] = 0.1
				}
			} else {
				targets.Sample(n)[label] += float32(1 - c.smoothing)
			}
		}
		soft := loss.Values(targets.Values()...)
		want, got := tensor.New(4, tensor.Vec(10)), tensor.New(4, tensor.Vec(10))
		wantSum, wantCorrect := loss.SoftmaxCrossEntropy{Smoothing: c.smoothing}.Compute(want, logits, loss.Labels(c.labels...), 0.25)
		gotSum, gotCorrect := loss.SoftmaxCrossEntropy{}.Compute(got, logits, soft, 0.25)
		if math.Abs(gotSum-c.less-wantSum) > 1e-6 {
			t.Errorf("%s: loss %v, with targets %v", name, wantSum, gotSum)
		}
		if c.less == 0 && gotCorrect != wantCorrect {
			t.Errorf("%s: %d correct, with targets %d", name, wantCorrect, gotCorrect)
		}
		for i := range want.Data {
			if math.Abs(float64(got.Data[i]-want.Data[i])) > 1e-7 {
				t.Fatalf("%s: gradient [%d] %v, with targets %v", name, i, want.Data[i], got.Data[i])
			}
		}
		if alone, _ := (loss.SoftmaxCrossEntropy{}).Compute(tensor.Tensor{}, logits, soft, 1); alone != gotSum {
			t.Errorf("%s: loss without gradient %v, with it %v", name, alone, gotSum)
		}
	}
	short := tensor.New(3, tensor.Vec(10))
	for i, f := range []func(){
		func() { loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, loss.Values(short.Data...), 1) },
		func() { loss.SoftmaxCrossEntropy{}.Compute(short, logits, loss.Values(logits.Data...), 1) },
		func() { loss.Squares{}.Compute(tensor.Tensor{}, logits, loss.Values(short.Data...), 1) },
		func() { loss.Squares{}.Compute(short, logits, loss.Values(logits.Data...), 1) },
		func() { loss.Squares{}.Compute(tensor.Tensor{}, logits, loss.Labels(1, 2, 3, 4), 1) },
		func() { loss.Logistic{}.Compute(tensor.Tensor{}, logits, loss.Labels(1, 0, 1, 0), 1) },
		func() { loss.SoftmaxSquares{}.Compute(tensor.Tensor{}, logits, loss.Values(short.Data...), 1) },
		func() { loss.LogisticTarget(short, logits, 1, 1) },
		func() { loss.CrossEntropy(book, book[:9]) },
	} {
		if !panics(f) {
			t.Errorf("%d: no panic with a named constant", i)
		}
	}
}

// TestSoftTargets checks the losses of classes with probabilities as targets:
// one-hot ones are labels, others have the gradient of the loss.
func TestSoftTargets(t *testing.T) {
	r := nntest.NewRand(4)
	for name, l := range all {
		logits, d, want := r.Normal(tensor.New(3, tensor.Vec(4))), tensor.New(3, tensor.Vec(4)), tensor.New(3, tensor.Vec(4))
		if name != "smoothed" {
			hot := loss.Values(0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1)
			sum, correct := l.Compute(d, logits, hot, 1)
			wantSum, wantCorrect := l.Compute(want, logits, loss.Labels(2, 0, 3), 1)
			if math.Abs(sum-wantSum) > 1e-12 || correct != wantCorrect || !slices.Equal(d.Data, want.Data) {
				t.Errorf("%s: one-hot targets give %v, %d correct, %v; labels %v, %d, %v", name, sum, correct, d.Data, wantSum, wantCorrect, want.Data)
			}
		}
		soft := loss.Values(0.1, 0.2, 0.3, 0.4, 0.7, 0.1, 0.1, 0.1, 0.25, 0.25, 0.25, 0.25)
		l.Compute(d, logits, soft, 1)
		nntest.CheckGradient(t, func() float64 {
			sum, _ := l.Compute(tensor.Tensor{}, logits, soft, 1)
			return sum
		}, []nntest.Group{{Name: "logits", Value: logits.Data, Grad: d.Data}})
	}
}

// TestUniformTarget checks the loss of samples of no class: 0 for equal
// probabilities, and correct as long as none is above a half.
func TestUniformTarget(t *testing.T) {
	for name, l := range all {
		z := tensor.Tensor{N: 2, Shape: tensor.Vec(4), Data: []float32{3, 3, 3, 3, 0, 1, -1, 4}}
		d := tensor.New(2, z.Shape)
		const scale = 0.5
		labels := loss.Labels(-1, -1)
		sum, correct := l.Compute(d, z, labels, scale)
		if correct != 1 {
			t.Errorf("%s: %d samples without a probability above a half, want 1", name, correct)
		}
		var p [4]float32
		loss.Softmax(p[:], z.Sample(1))
		want := 0.0 // of the first
		for _, v := range p {
			want += 0.25 * math.Log(0.25/float64(v))
		}
		if math.Abs(sum-want) > 1e-6 {
			t.Errorf("%s: loss %v, want the divergence %v", name, sum, want)
		}
		nntest.CheckGradient(t, func() float64 {
			sum, _ := l.Compute(tensor.Tensor{}, z, labels, 1)
			return scale * sum
		}, []nntest.Group{{Name: "logits", Value: z.Data, Grad: d.Data}})
	}
}

// TestClasses checks what each loss takes a network's outputs for.
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		l                loss.Loss
		outputs, classes int
		err              string
	}{
		{loss.SoftmaxCrossEntropy{}, 3, 3, ""},
		{loss.SoftmaxCrossEntropy{}, 1, 0, "one output per class"},
		{loss.SoftmaxSquares{}, 2, 2, ""},
		{loss.SoftmaxSquares{}, 1, 0, "one output per class"},
		{loss.Logistic{}, 1, 2, ""},
		{loss.Logistic{}, 2, 0, "end the network in one output"},
		{loss.Squares{}, 7, 0, ""},
	} {
		classes, err := c.l.Classes(c.outputs)
		if classes != c.classes || (err == nil) != (c.err == "") {
			t.Errorf("%T of %d outputs: %d classes, %v", c.l, c.outputs, classes, err)
		}
		if c.err != "" {
			nntest.WantError(t, err, c.err)
		}
	}
	if got := loss.Reported(loss.SoftmaxCrossEntropy{Smoothing: 0.1}); got != (loss.SoftmaxCrossEntropy{}) {
		t.Errorf("evaluations report %+v", got)
	}
	if got := loss.Reported(loss.SoftmaxSquares{}); got != (loss.SoftmaxSquares{}) {
		t.Errorf("evaluations report %+v", got)
	}
}
