package loss_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/tensor"
)

func TestSoftmax(t *testing.T) {
	for _, c := range []struct{ logits, want []float32 }{
		{[]float32{0.3, 2.9, 4.0}, []float32{0.01821127, 0.24519181, 0.73659691}}, // the book's section 3.5
		{[]float32{0, 0, 0, 0}, []float32{0.25, 0.25, 0.25, 0.25}},
		{[]float32{1e4, 0, -1e4}, []float32{1, 0, 0}},
		{[]float32{-1e4, -1e4}, []float32{0.5, 0.5}},
		{[]float32{1e4, 1e4 - 1}, []float32{0.73105858, 0.26894142}},
	} {
		p := make([]float32, len(c.logits))
		loss.Softmax(p, c.logits)
		for i := range p {
			if math.Abs(float64(p[i]-c.want[i])) > 1e-7 {
				t.Errorf("Softmax(%v)[%d] = %.8f, want %.8f", c.logits, i, p[i], c.want[i])
			}
		}
	}
}

func TestSoftmaxInPlace(t *testing.T) {
	x := []float32{1, 2, 3}
	want := make([]float32, 3)
	loss.Softmax(want, x)
	loss.Softmax(x, x)
	for i := range x {
		if x[i] != want[i] {
			t.Errorf("in place [%d] = %g, want %g", i, x[i], want[i])
		}
	}
}

func TestSoftmaxCrossEntropy(t *testing.T) {
	logits := tensor.New(4, tensor.Vec(3))
	copy(logits.Data, []float32{
		0, 0, 0, // a tie: the first counts as the answer
		1e4, 0, 0,
		0, 1e4, 0,
		1, 3, 2,
	})
	labels := []int32{0, 0, 2, 1}
	d := tensor.New(4, tensor.Vec(3))
	sum, correct := (loss.SoftmaxCrossEntropy{}).Compute(d, logits, loss.Labels(labels...), 0.25)
	want := math.Log(3) + 0 + 1e4 + math.Log(math.Exp(-2)+1+math.Exp(-1))
	if math.Abs(sum-want) > 1e-9*want {
		t.Errorf("loss %.12g, want %.12g", sum, want)
	}
	if correct != 3 {
		t.Errorf("%d correct, want 3", correct)
	}
	for n := range labels {
		p := make([]float32, 3)
		loss.Softmax(p, logits.Sample(n))
		p[labels[n]]--
		for k := range p {
			if got := d.Sample(n)[k]; math.Abs(float64(got-p[k]/4)) > 1e-7 {
				t.Errorf("gradient [%d,%d] = %g, want %g", n, k, got, p[k]/4)
			}
		}
	}
	again, _ := loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, loss.Labels(labels...), 1)
	if again != sum {
		t.Errorf("loss without gradient %g, with it %g", again, sum)
	}
}

func TestSoftmaxCrossEntropyTies(t *testing.T) {
	logits := tensor.New(1, tensor.Vec(3))
	for label, want := range []int{1, 0, 0} {
		if _, correct := (loss.SoftmaxCrossEntropy{}).Compute(tensor.Tensor{}, logits, loss.Labels(int32(label)), 1); correct != want {
			t.Errorf("equal logits, label %d: %d correct, want %d", label, correct, want)
		}
	}
}

func TestSoftmaxCrossEntropyGradient(t *testing.T) {
	r := nntest.NewRand(3)
	logits := r.Normal(tensor.New(6, tensor.Vec(10)))
	d := r.Normal(tensor.New(6, tensor.Vec(10)))
	labels := loss.Labels(0, 9, 4, 4, 7, 1)
	loss.SoftmaxCrossEntropy{}.Compute(d, logits, labels, 1.0/6)
	nntest.CheckGradient(t, func() float64 {
		sum, _ := loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, labels, 1)
		return sum / 6
	}, []nntest.Group{{Name: "logits", Value: logits.Data, Grad: d.Data}})
}

func TestSoftmaxCrossEntropyNaN(t *testing.T) {
	logits := tensor.New(1, tensor.Vec(3))
	logits.Data[1] = float32(math.NaN())
	if sum, correct := (loss.SoftmaxCrossEntropy{}).Compute(tensor.Tensor{}, logits, loss.Labels(0), 1); !math.IsNaN(sum) || correct != 0 {
		t.Errorf("a NaN logit gives loss %g, %d correct; want NaN, 0", sum, correct)
	}
}

func TestSoftmaxCrossEntropyAllocates(t *testing.T) {
	logits, d, labels := tensor.New(5, tensor.Vec(10)), tensor.New(5, tensor.Vec(10)), loss.Labels(0, 0, 0, 0, 0)
	if n := testing.AllocsPerRun(5, func() { loss.SoftmaxCrossEntropy{}.Compute(d, logits, labels, 1) }); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func TestSoftmaxCrossEntropyMisuse(t *testing.T) {
	logits := tensor.New(2, tensor.Vec(3))
	for name, f := range map[string]func(){
		"labels":   func() { loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, loss.Labels(0), 1) },
		"gradient": func() { loss.SoftmaxCrossEntropy{}.Compute(tensor.New(1, tensor.Vec(3)), logits, loss.Labels(0, 0), 1) },
		"class":    func() { loss.SoftmaxCrossEntropy{}.Compute(tensor.Tensor{}, logits, loss.Labels(0, 3), 1) },
		"lengths":  func() { loss.Softmax(make([]float32, 2), make([]float32, 3)) },
	} {
		func() {
			defer func() {
				if _, ok := recover().(string); !ok {
					t.Errorf("%s: no panic with a named constant", name)
				}
			}()
			f()
		}()
	}
}
