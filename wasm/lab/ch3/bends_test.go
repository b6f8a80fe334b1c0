package ch3

import (
	"math"
	"testing"
)

func TestFlat(t *testing.T) {
	sums := []float32{-6, -0.5, 0.5, 6}
	for a, want := range [NumActivations]struct {
		flat int
		mean float64
	}{Sigmoid: {2, 0.11871}, Step: {4, 0}, ReLU: {2, 0.5}, Tanh: {2, 0.39323}, Identity: {0, 1}} {
		n, mean := Flat(Activation(a), sums)
		if n != want.flat || math.Abs(mean-want.mean) > 1e-4 {
			t.Errorf("%v: %d flat, mean slope %v", Activation(a), n, mean)
		}
	}
	for _, c := range []struct {
		z    float32
		want float64
	}{{0, 8}, {-8, 8}, {8.1, 16}, {-100, 128}} {
		if got := Reach([]float32{1, c.z}); got != c.want {
			t.Errorf("sums up to %v reach to %v", c.z, got)
		}
	}
}

func TestDisagree(t *testing.T) {
	nets, x := NewNets(), Scaled(digit(7), 1)
	values := make([]float32, NumWeights+NumBiases)
	values[len(values)-1] = 1 // all weights 0: a 9 whatever comes in
	nets.Set(Sigmoid, values, 0)
	if Disagree(nets, x) {
		t.Error("before there are two trained networks")
	}
	nets.Set(Identity, values, 0)
	if Disagree(nets, x) {
		t.Error("the same network disagrees with itself")
	}
	other := make([]float32, NumWeights+NumBiases)
	other[len(other)-2] = 1
	nets.Set(Identity, other, 0)
	if !Disagree(nets, x) {
		t.Error("an 8 is a 9")
	}
	alone := NewNets()
	alone.Set(Identity, other, 0)
	if Argmax(alone.For(Sigmoid).Forward(x, Sigmoid, OneByOne).Scores()) == 8 || Disagree(alone, x) {
		t.Error("an untrained network is one to disagree with")
	}
}

func TestBendsAddress(t *testing.T) {
	var b, again Bends
	if b.Address() != "" {
		t.Errorf("at first: %q", b.Address())
	}
	b.Choose(Tanh)
	b.SetLayer(1)
	again.SetAddress(b.Address())
	if a, tried := again.Activation(); a != Tanh || !tried || again.Layer() != 1 {
		t.Errorf("%q gives %v, %d", b.Address(), a, again.Layer())
	}
	again.SetAddress("f=nothing&layer=7")
	if a, _ := again.Activation(); a != Tanh || again.Layer() != 1 {
		t.Error("nonsense counts")
	}
}
