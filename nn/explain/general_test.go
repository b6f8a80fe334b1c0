package explain_test

import (
	"math"
	"slices"
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

// TestAnyShape explains images of two channels that are smaller than the patch in
// one direction, so that it has five places in the other: the middle lies under
// all of them, the edge under one.
func TestAnyShape(t *testing.T) {
	for _, in := range []tensor.Shape{{C: 2, H: 3, W: 9}, {C: 2, H: 9, W: 3}} {
		m := model(t, in, 4, loss.SoftmaxCrossEntropy{})
		x := make([]float32, in.Size())
		for i := range x {
			x[i] = float32(i%7) / 7
		}
		along := func(i int) int { // a value's place in the long direction
			if in.W == 9 {
				return i % 9
			}
			return i % 27 / 3
		}
		o, err := explain.NewOcclusion(m, x, -1)
		if err != nil {
			t.Fatal(err)
		}
		for !o.Advance() {
		}
		if done, of := o.Done(); done != 5 || of != 5 {
			t.Errorf("%v: %d of %d places", in, done, of)
		}
		effect, p := make([]float32, 27), make([]float32, 4)
		o.Effect(effect)
		mean := 0.0
		for place := range 5 {
			covered := slices.Clone(x)
			for i := range covered {
				if at := along(i); at >= place && at < place+5 {
					covered[i] = 0
				}
			}
			m.Predict(p, covered)
			lost := math.Log(float64(o.Before()[o.Class()])) - math.Log(float64(p[o.Class()]))
			mean += lost / 5
			if place == 0 && math.Abs(float64(effect[0])-lost) > 1e-5 {
				t.Errorf("%v: effect of the edge %v, want %v", in, effect[0], lost)
			}
		}
		for i, e := range effect {
			if along(i) == 4 && math.Abs(float64(e)-mean) > 1e-5 {
				t.Errorf("%v: effect of the middle %v, want %v", in, e, mean)
			}
		}
	}
}

// TestChannels changes an image of which the network sees the second channel
// alone.
func TestChannels(t *testing.T) {
	in := tensor.Shape{C: 2, H: 3, W: 3}
	m := model(t, in, 2, loss.SoftmaxCrossEntropy{})
	w := m.Network().Params()[0]
	for i := range w.Value {
		if i%18 < 9 {
			w.Value[i] = 0
		}
	}
	x := make([]float32, in.Size())
	for i := range x {
		x[i] = 0.5
	}
	p := make([]float32, 2)
	m.Predict(p, x)
	class := 1 - tensor.ArgMax(p)
	c, err := explain.NewCounterfactual(m, x, class)
	if err != nil {
		t.Fatal(err)
	}
	for !c.Advance() {
	}
	if c.After()[class] <= c.Before()[class] {
		t.Errorf("class %d: %v, then %v", class, c.Before(), c.After())
	}
	change := make([]float32, len(x))
	c.Change(change)
	if slices.ContainsFunc(change[:9], func(v float32) bool { return v != 0 }) {
		t.Errorf("changes what the network does not see: %v", change)
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
