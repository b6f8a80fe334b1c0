package numeric_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"gonum.org/v1/gonum/floats"
)

// The book's functions.
func slope(x float64) float64    { return 0.01*x*x + 0.1*x }
func bowl(x []float64) float64   { return x[0]*x[0] + x[1]*x[1] }
func valley(x []float64) float64 { return x[0]*x[0]/20 + x[1]*x[1] }

func TestDerivative(t *testing.T) {
	for x, want := range map[float64]float64{5: 0.2, 10: 0.3, -5: 0} {
		if got := numeric.Derivative(slope, x); math.Abs(got-want) > 1e-9 {
			t.Errorf("derivative at %g is %v, want %g", x, got, want)
		}
	}
	// A one-sided difference would be off by h*f”/2 = 5e-5.
	if got := numeric.Derivative(math.Exp, 0); math.Abs(got-1) > 1e-8 {
		t.Errorf("derivative of exp at 0 is %v, want 1", got)
	}
}

func TestGradient(t *testing.T) {
	x := []float64{3, 4}
	got := numeric.Gradient(nil, bowl, x)
	if !floats.EqualApprox(got, []float64{6, 8}, 1e-9) || x[0] != 3 || x[1] != 4 {
		t.Errorf("gradient at %v is %v, want [6 8] at [3 4]", x, got)
	}
}

// TestDescend compares with the closed form: on the sum of c_i*x_i² a step of
// SGD multiplies x_i by 1-2*lr*c_i.
func TestDescend(t *testing.T) {
	for name, c := range map[string]struct {
		f      func([]float64) float64
		start  []float64
		lr     float64
		steps  int
		shrink []float64
	}{
		"bowl":   {bowl, []float64{-3, 4}, 0.1, 20, []float64{0.8, 0.8}},
		"valley": {valley, []float64{-7, 2}, 0.95, 30, []float64{0.905, -0.9}},
		"wild":   {bowl, []float64{-3, 4}, 10, 3, []float64{-19, -19}},
		"sleepy": {bowl, []float64{-3, 4}, 1e-10, 100, []float64{1, 1}},
	} {
		path := numeric.Descend(c.f, c.start, optim.SGD{}, c.lr, c.steps)
		if len(path) != c.steps+1 || !floats.Equal(path[0], c.start) {
			t.Fatalf("%s: %d points from %v, want %d from %v", name, len(path), path[0], c.steps+1, c.start)
		}
		for k, got := range path {
			for i := range got {
				want := c.start[i] * math.Pow(c.shrink[i], float64(k))
				if math.Abs(got[i]-want) > 1e-5*(1+math.Abs(want)) {
					t.Fatalf("%s: step %d is at %v, coordinate %d should be %g", name, k, got, i, want)
				}
			}
		}
	}
}

// TestDescendWithAnyOptimizer goes down the valley with each optimiser at the
// book's rates (section 6.1.7): all end lower than they started.
func TestDescendWithAnyOptimizer(t *testing.T) {
	for _, c := range []struct {
		o  optim.Spec
		lr float64
	}{
		{recipe.SGD(), 0.95}, {recipe.Momentum(), 0.1}, {recipe.Nesterov(), 0.1}, {recipe.AdaGrad(), 1.5},
		{recipe.RMSprop(), 0.1}, {recipe.Adam(), 0.3}, {recipe.AdamW(), 0.3},
	} {
		opt, err := c.o.New(2)
		if err != nil {
			t.Fatal(err)
		}
		path := numeric.Descend(valley, []float64{-7, 2}, opt, c.lr, 30)
		if first, last := valley(path[0]), valley(path[30]); !(last < first/10) {
			t.Errorf("%s: from %g to %g in 30 steps", optim.KindOf(c.o), first, last)
		}
	}
}

// TestTwoLayerNet learns a small two-layer net by the numerical gradient (the
// book's section 4.5) and another by backpropagation, on the same images: their
// weights must stay together.
func TestTwoLayerNet(t *testing.T) {
	r := recipe.Recipe{
		Version: recipe.Version, Input: tensor.Shape{C: 1, H: 4, W: 4},
		Layers: []layer.Spec{recipe.Dense(6), recipe.Sigmoid(), recipe.Dense(recipe.Classes)},
		Init:   recipe.Init{Kind: recipe.InitXavier}, Loss: recipe.CrossEntropy(),
		Optimizer: recipe.SGD(), Schedule: recipe.Constant(),
		LearningRate: 2, BatchSize: 10, Epochs: 1, Seed: 3,
	}
	const n, steps = 10, 20
	labels := []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	build := func() (*network.Network, func() float64) {
		net, err := network.New(r, n)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := 0, net.Input(n).Data; i < len(x); i++ {
			x[i] = float32(i*7919%31) / 31
		}
		return net, func() float64 {
			g := net.OutputGrad(n)
			sum, _ := loss.SoftmaxCrossEntropy{}.Compute(g, net.Forward(n, true), loss.Labels(labels...), 1./n)
			return sum / n
		}
	}
	slow, slowLoss := build()
	fast, fastLoss := build()
	first := slowLoss()
	g := make([]float32, len(slow.Values()))
	for range steps {
		numeric.WeightGradient(g, slow.Values(), slowLoss)
		optim.SGD{}.Step(slow.Values(), g, float32(r.LearningRate))

		fastLoss()
		clear(fast.Gradients())
		fast.Backward(n)
		optim.SGD{}.Step(fast.Values(), fast.Gradients(), float32(r.LearningRate))
	}
	if l := slowLoss(); !(l < first-0.3) {
		t.Errorf("the loss went from %g to %g; it should fall by more than 0.3", first, l)
	}
	for i, v := range slow.Values() {
		if w := fast.Values()[i]; math.Abs(float64(v-w)) > 1e-3 {
			t.Errorf("weight %d is %g by differences, %g by backpropagation", i, v, w)
		}
	}
	if a, b := slowLoss(), fastLoss(); math.Abs(a-b) > 5e-3 { // as above
		t.Errorf("the loss is %g by differences, %g by backpropagation", a, b)
	}
}
