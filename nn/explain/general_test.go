package explain_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/explain"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/tensor"
)

func model(t *testing.T, in tensor.Shape, out int, l loss.Loss) *evaluate.Model {
	t.Helper()
	net, err := network.Of(in, layer.Dense{Units: 5}, layer.Tanh{}, layer.Dense{Units: out})
	if err != nil {
		t.Fatal(err)
	}
	m, err := evaluate.New(net, l, 0)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestInputGradient compares the gradient of every kind of network with
// differences: of log-odds, or of a predicted value.
func TestInputGradient(t *testing.T) {
	in := tensor.Shape{C: 2, H: 3, W: 4}
	for _, c := range []struct {
		l   loss.Loss
		out int
	}{{loss.SoftmaxCrossEntropy{}, 3}, {loss.Logistic{}, 1}, {loss.Squares{}, 3}} {
		m := model(t, in, c.out, c.l)
		x := nntest.NewRand(2).Normal(tensor.New(1, in)).Data
		dx := make([]float32, in.Size())
		p := make([]float32, m.Size())
		for class := range m.Size() {
			explain.InputGradient(m, dx, x, class)
			nntest.CheckGradient(t, func() float64 {
				m.Predict(p, x)
				if v := float64(p[class]); m.Classes() == 0 {
					return v
				} else {
					return math.Log(v / (1 - v))
				}
			}, []nntest.Group{{Name: "input", Value: x, Grad: dx}})
		}
	}
}

// TestAnyShape explains an image of two channels that is smaller than the patch
// in one direction.
func TestAnyShape(t *testing.T) {
	in := tensor.Shape{C: 2, H: 3, W: 9}
	m := model(t, in, 4, loss.SoftmaxCrossEntropy{})
	x := make([]float32, in.Size())
	for i := range x {
		x[i] = float32(i%7) / 7
	}
	o, err := explain.NewOcclusion(m, x, -1)
	if err != nil {
		t.Fatal(err)
	}
	for !o.Advance() {
	}
	if done, of := o.Done(); done != 5 || of != 5 {
		t.Errorf("%d of %d places for a patch of 3x5", done, of)
	}
	// The middle column lies under all five places; the first under one.
	effect, p := make([]float32, 27), make([]float32, 4)
	o.Effect(effect)
	lost := make([]float64, 5)
	for place := range 5 {
		covered := append([]float32(nil), x...)
		for i := range covered {
			if column := i % 9; column >= place && column < place+5 {
				covered[i] = 0
			}
		}
		m.Predict(p, covered)
		lost[place] = math.Log(float64(o.Before()[o.Class()])) - math.Log(float64(p[o.Class()]))
	}
	mean := (lost[0] + lost[1] + lost[2] + lost[3] + lost[4]) / 5
	if math.Abs(float64(effect[4])-mean) > 1e-5 || math.Abs(float64(effect[0])-lost[0]) > 1e-5 {
		t.Errorf("effects %v and %v, want %v and %v", effect[4], effect[0], mean, lost[0])
	}
	c, err := explain.NewCounterfactual(m, x, (o.Class()+1)%4)
	if err != nil {
		t.Fatal(err)
	}
	for !c.Advance() {
	}
	if class := (o.Class() + 1) % 4; c.After()[class] <= c.Before()[class] {
		t.Errorf("class %d: %v, then %v", class, c.Before(), c.After())
	}
}

func TestErrors(t *testing.T) {
	m := model(t, tensor.Vec(3), 2, loss.SoftmaxCrossEntropy{})
	x := make([]float32, 3)
	_, err := explain.NewOcclusion(m, x[1:], 0)
	nntest.WantError(t, err, "2 values, the network takes 3")
	_, err = explain.NewOcclusion(m, x, 2)
	nntest.WantError(t, err, "no class 2 of 2")
	_, err = explain.NewCounterfactual(m, x, -1)
	nntest.WantError(t, err, "no class -1")
	_, err = explain.NewCounterfactual(model(t, tensor.Vec(3), 2, loss.Squares{}), x, 0)
	nntest.WantError(t, err, "InputGradient")
	defer func() {
		if _, ok := recover().(string); !ok {
			t.Error("no panic with a named constant")
		}
	}()
	explain.InputGradient(m, x, x, 2)
}
