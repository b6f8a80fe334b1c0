package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The functions as Go's mathematics has them.
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
func leaky(x float64) float64   { return math.Max(x, 0) + 0.25*math.Min(x, 0) }
func step(x float64) float64 {
	if x > 0 {
		return 1
	}
	return x * 0 // NaN where x is
}

func TestActivations(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(y, x []float32)
		want func(float64) float64
	}{
		{"Sigmoid", Sigmoid, sigmoid},
		{"Tanh", Tanh, math.Tanh},
		{"LeakyReLU", func(y, x []float32) { LeakyReLU(y, x, 0.25) }, leaky},
		{"Step", Step, step},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		for _, n := range []int{0, 1, 7, 4000} {
			x := normals(r, n)
			for i := range x.x { // of every size
				x.x[i] *= float32(math.Exp(-6 + 10*r.Float64()))
			}
			for i, v := range specialValues {
				if i < n && !math.IsInf(float64(v), 0) { // a step of infinity is checked below
					x.x[i] = v
				}
			}
			y, inPlace := newBuffer(n), x.clone()
			c.f(y.x, x.x)
			y.check(t, c.name)
			for i, v := range x.x {
				// The float32 result may be off by its last bit, or, where it is
				// subnormal, by the smallest one.
				if want := c.want(float64(v)); !equal(y.x[i], float32(want), 1.2e-7) && math.Abs(float64(y.x[i])-want) > 2e-45 {
					t.Errorf("%s(%g) = %g, want %g", c.name, v, y.x[i], want)
				}
			}
			c.f(inPlace.x, inPlace.x)
			compare(t, c.name+" in place", inPlace.x, y.x, 0)
		}
		inf := float32(math.Inf(1))
		x, y := []float32{inf, -inf}, make([]float32, 2)
		c.f(y, x)
		for i, want := range map[string][2]float32{"Sigmoid": {1, 0}, "Tanh": {1, -1}, "LeakyReLU": {inf, -inf}, "Step": {1, 0}}[c.name] {
			if y[i] != want {
				t.Errorf("%s(%g) = %g, want %g", c.name, x[i], y[i], want)
			}
		}
		panics(t, lengthMismatch, func() { c.f(y, x[:1]) })
	}
}

func TestActivationsBackward(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(dx, dy, y []float32)
		want func(y float64) float64
	}{
		{"Sigmoid", SigmoidBackward, func(y float64) float64 { return y * (1 - y) }},
		{"Tanh", TanhBackward, func(y float64) float64 { return 1 - y*y }},
		{"LeakyReLU", func(dx, dy, y []float32) { LeakyReLUBackward(dx, dy, y, 0.25) }, func(y float64) float64 {
			if y > 0 {
				return 1
			}
			return 0.25
		}},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		for _, n := range []int{0, 1, 1000} {
			y, dy, dx := normals(r, n), normals(r, n), newBuffer(n)
			c.f(dx.x, dy.x, y.x)
			dx.check(t, c.name)
			for i, v := range y.x {
				if want := float64(dy.x[i]) * c.want(float64(v)); !equal(dx.x[i], float32(want), 4e-7) {
					t.Errorf("%s from %g: %g, want %g", c.name, v, dx.x[i], want)
				}
			}
			c.f(dy.x, dy.x, y.x)
			compare(t, c.name+" in place", dy.x, dx.x, 0)
		}
		x := make([]float32, 2)
		panics(t, lengthMismatch, func() { c.f(x, x, x[:1]) })
		panics(t, lengthMismatch, func() { c.f(x, x[:1], x) })
	}
}

func TestSoftmax(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct{ x, want []float32 }{
		{nil, nil},
		{[]float32{7}, []float32{1}},
		{[]float32{1e4, 1e4}, []float32{0.5, 0.5}},
		{[]float32{-1e4, 1e4, 1e4}, []float32{0, 0.5, 0.5}},
		{[]float32{-1e30, 1e30}, []float32{0, 1}},
		{[]float32{0, float32(math.Log(3)), -inf}, []float32{0.25, 0.75, 0}},
		{[]float32{9999, 1e4}, []float32{0.26894142, 0.73105858}},
		{[]float32{0, nan, 0}, []float32{nan, nan, nan}},
		{[]float32{0, inf}, []float32{nan, nan}},
	} {
		y := newBuffer(len(c.x))
		Softmax(y.x, c.x)
		y.check(t, "Softmax")
		compare(t, "Softmax", y.x, c.want, 1.2e-7)
	}
	y, dy, dx := []float32{0.25, 0.75}, []float32{4, 8}, newBuffer(2)
	SoftmaxBackward(dx.x, dy, y)
	dx.check(t, "SoftmaxBackward")
	compare(t, "SoftmaxBackward", dx.x, []float32{-0.75, 0.75}, 0)
	panics(t, lengthMismatch, func() { Softmax(y, y[:1]) })
	panics(t, lengthMismatch, func() { SoftmaxBackward(y, y[:1], y) })
}

func BenchmarkActivation(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	x, y := normals(r, 10000).x, make([]float32, 10000)
	for name, f := range map[string]func(y, x []float32){
		"sigmoid": Sigmoid, "tanh": Tanh, "softmax": Softmax, "step": Step,
		"leaky": func(y, x []float32) { LeakyReLU(y, x, 0.2) },
		"math.Exp": func(y, x []float32) {
			for i, v := range x {
				y[i] = float32(math.Exp(float64(v)))
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(y, x)
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/1e4, "ns/value")
		})
	}
}

func TestShift(t *testing.T) {
	x := newBuffer(3)
	copy(x.x, []float32{1, -2, 0})
	Shift(x.x, 0.5)
	x.check(t, "Shift")
	compare(t, "Shift", x.x, []float32{1.5, -1.5, 0.5}, 0)
}
