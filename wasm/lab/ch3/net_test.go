package ch3

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/wasm/state"
)

// digit returns a neat digit as 784 grey values.
func digit(d int) []byte {
	grey := make([]byte, ink.Pixels)
	ink.MNIST().Render(grey, state.Example(d))
	return grey
}

// TestForwardIsTheEngine compares the scores with those of the engine's network with
// the same weights, for every activation.
func TestForwardIsTheEngine(t *testing.T) {
	x := Scaled(digit(7), 1)
	for a := range Activation(NumActivations) {
		r := Recipe(a)
		net, err := network.New(r, 1)
		if err != nil {
			t.Fatal(err)
		}
		values := net.Values()
		for i := range values { // biases too
			values[i] = float32(math.Sin(float64(i*i%977))) / 8
		}
		n, ok := NewNet(values)
		if !ok {
			t.Fatalf("%v: %d values", a, len(values))
		}
		copy(net.Input(1).Data, x)
		want := net.Forward(1, false).Data
		for _, order := range []Order{OneByOne, FourStrands} {
			got := n.Forward(x, a, order).Scores()
			for i := range want {
				if math.Abs(float64(got[i]-want[i])) > 2e-5 {
					t.Errorf("%v: score %d is %v, the engine's %v", a, i, got[i], want[i])
				}
			}
		}
	}
	if _, ok := NewNet(make([]float32, 45359)); ok {
		t.Error("a network with too few weights")
	}
}

// TestForwardAddsOneByOne checks every bit of the sums, which four units have computed at
// once, against the plain loop.
func TestForwardAddsOneByOne(t *testing.T) {
	n := Untrained(1)
	for l, b := range n.Biases {
		for u := range b {
			n.Biases[l][u] = float32(math.Sin(float64(u + l)))
		}
	}
	p := n.Forward(Scaled(digit(8), 1), Sigmoid, OneByOne)
	for l := range Layers {
		for u, got := range p.Sums[l] {
			var want float32
			for i, x := range p.Before(l) {
				want += n.Row(l, u)[i] * x
			}
			if want += n.Biases[l][u]; got != want {
				t.Fatalf("layer %d, unit %d: %v, want %v", l, u, got, want)
			}
		}
	}
}

// TestActivations checks values of the book's section 3.2 and every slope against
// differences.
func TestActivations(t *testing.T) {
	// The book's examples: step of -1, 1, 2; sigmoid of them; ReLU.
	for _, c := range []struct {
		a          Activation
		z, y, near float64
	}{
		{Step, -1, 0, 0}, {Step, 1, 1, 0}, {Step, 0, 0, 0},
		{Sigmoid, -1, 0.26894142, 1e-7}, {Sigmoid, 1, 0.73105858, 1e-7}, {Sigmoid, 2, 0.88079708, 1e-7},
		{ReLU, -3, 0, 0}, {ReLU, 3, 3, 0}, {Tanh, 1, 0.76159416, 1e-7}, {Identity, -3, -3, 0},
	} {
		if y := float64(c.a.Of(float32(c.z))); math.Abs(y-c.y) > c.near {
			t.Errorf("%v of %v is %v, want %v", c.a, c.z, y, c.y)
		}
	}
	for a := range Activation(NumActivations) {
		for _, z := range []float32{-2.5, -0.5, 0.25, 1.5} {
			const h = 1.0 / 64
			want := float64(a.Of(z+h)-a.Of(z-h)) / (2 * h)
			if got := a.Slope(z); math.Abs(got-want) > 1e-3 {
				t.Errorf("%v: slope at %v is %v, by differences %v", a, z, got, want)
			}
		}
	}
}

func TestUntrained(t *testing.T) {
	n := Untrained(1)
	for l := range Layers {
		limit := float32(math.Sqrt(6 / float64(Sizes[l]+Sizes[l+1])))
		var sum, largest float32
		for _, w := range n.Weights[l] {
			sum += w
			largest = max(largest, w, -w)
		}
		mean := sum / float32(len(n.Weights[l]))
		if largest > limit || largest < 0.98*limit || mean > limit/20 || mean < -limit/20 {
			t.Errorf("layer %d: mean %v, largest %v, limit %v", l, mean, largest, limit)
		}
	}
	if n.Trained || NumWeights != 45200 || NumBiases != 160 {
		t.Errorf("%d weights, %d biases", NumWeights, NumBiases)
	}
	if Untrained(2).Weights[0][0] == n.Weights[0][0] || Untrained(1).Weights[2][7] != n.Weights[2][7] {
		t.Error("the seed does not decide")
	}
}

// TestCollapse checks that three matrices are one, with identity and only with it.
func TestCollapse(t *testing.T) {
	n, x := Untrained(3), Scaled(digit(4), 1)
	for l := range n.Biases {
		for i := range n.Biases[l] {
			n.Biases[l][i] = float32(i%5) / 10
		}
	}
	one := Collapse(n).Scores(x)
	far := func(a Activation) (d float64) {
		for i, v := range n.Forward(x, a, OneByOne).Scores() {
			d = max(d, math.Abs(float64(v-one[i])))
		}
		return d
	}
	if d := far(Identity); d > 1e-5 {
		t.Errorf("with identity one matrix is %v off", d)
	}
	if d := far(Tanh); d < 1e-3 {
		t.Errorf("with tanh one matrix is only %v off", d)
	}
}

func TestNets(t *testing.T) {
	nets := NewNets()
	if nets.Base().Trained || nets.Set(Sigmoid, nil, 1) || nets.Rev() != 0 {
		t.Error("weights that are none were taken")
	}
	values := make([]float32, NumWeights+NumBiases)
	for i := range values {
		values[i] = float32(i % 7)
	}
	before := nets.Collapsed()
	if !nets.Set(Sigmoid, values, 0.9) || !nets.Base().Trained || nets.For(Tanh) != nets.Base() || nets.Own(Tanh) {
		t.Error("the trained network does not stand in for that with tanh")
	}
	if nets.Collapsed() == before {
		t.Error("the collapsed network is that of older weights")
	}
	base := nets.Base()
	nets.Set(Tanh, values, 0.9)
	if nets.For(Tanh) == base || nets.Base() != base || nets.Rev() != 2 {
		t.Error("the network with tanh is not its own")
	}
	for a := range Activation(NumActivations) {
		if err := Recipe(a).Validate(); err != nil {
			t.Errorf("%v: %v", a, err)
		}
	}
}
