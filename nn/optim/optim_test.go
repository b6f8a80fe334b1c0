package optim_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// adam is a step of Adam in float64.
func adam(lr float64) func(w, g float64, s *[2]float64, t int) float64 {
	return func(w, g float64, s *[2]float64, t int) float64 {
		s[0] = 0.9*s[0] + 0.1*g
		s[1] = 0.999*s[1] + 0.001*g*g
		m := s[0] / (1 - math.Pow(0.9, float64(t)))
		v := s[1] / (1 - math.Pow(0.999, float64(t)))
		return w - lr*m/(math.Sqrt(v)+1e-8)
	}
}

// all are the optimisers with their usual values.
var all = []optim.Spec{
	recipe.SGD(), recipe.Momentum(), recipe.Nesterov(), recipe.AdaGrad(), recipe.RMSprop(), recipe.Adam(), recipe.AdamW(),
}

func TestAllAreTested(t *testing.T) {
	var kinds []string
	for _, o := range all {
		kinds = append(kinds, optim.KindOf(o))
	}
	if !slices.Equal(kinds, optim.Kinds()) {
		t.Errorf("tested are %v, there are %v", kinds, optim.Kinds())
	}
}

// TestAgainstFormulas follows every optimiser for 50 steps on f(x,y) =
// x²/20+y², the book's figure 6-3, beside the formulas in float64.
func TestAgainstFormulas(t *testing.T) {
	type point [2]float64
	grad := func(p point) point { return point{p[0] / 10, 2 * p[1]} }
	for _, c := range []struct {
		o    optim.Spec
		lr   float64
		step func(w, g float64, s *[2]float64, t int) float64
	}{
		{recipe.SGD(), 0.95, func(w, g float64, _ *[2]float64, _ int) float64 { return w - 0.95*g }},
		{recipe.Momentum(), 0.1, func(w, g float64, s *[2]float64, _ int) float64 {
			s[0] = 0.9*s[0] - 0.1*g
			return w + s[0]
		}},
		{recipe.Nesterov(), 0.1, func(w, g float64, s *[2]float64, _ int) float64 {
			s[0] = 0.9*s[0] + g // PyTorch's form
			return w - 0.1*(g+0.9*s[0])
		}},
		{recipe.AdaGrad(), 1.5, func(w, g float64, s *[2]float64, _ int) float64 {
			s[0] += g * g
			return w - 1.5*g/(math.Sqrt(s[0])+1e-10)
		}},
		{recipe.RMSprop(), 0.1, func(w, g float64, s *[2]float64, _ int) float64 {
			s[0] = 0.99*s[0] + 0.01*g*g
			return w - 0.1*g/(math.Sqrt(s[0])+1e-8)
		}},
		{recipe.AdamW(), 0.3, adam(0.3)},
		{recipe.Adam(), 0.3, adam(0.3)},
	} {
		o, err := c.o.New(2)
		if err != nil {
			t.Fatal(err)
		}
		w := []float32{-7, 2}
		want := point{-7, 2}
		var state [2][2]float64
		for i := 1; i <= 50; i++ {
			g := grad(point{float64(w[0]), float64(w[1])})
			o.Step(w, []float32{float32(g[0]), float32(g[1])}, float32(c.lr))
			g = grad(want)
			for d := range want {
				want[d] = c.step(want[d], g[d], &state[d], i)
			}
			for d := range want {
				// float32 rounding of values up to 7, carried on by the descent.
				if diff := math.Abs(float64(w[d]) - want[d]); diff > 2e-5 {
					t.Fatalf("%s: step %d: got %v, want %v", optim.KindOf(c.o), i, w, want)
				}
			}
		}
	}
}

// TestStateGoesOn checks that an optimiser with another's state goes on as
// the other would.
func TestStateGoesOn(t *testing.T) {
	for _, c := range all {
		a, _ := c.New(3)
		w := []float32{1, -2, 3}
		for range 5 {
			a.Step(w, w, 0.1)
		}
		b, _ := c.New(3)
		for i, s := range a.State() {
			copy(b.State()[i], s)
		}
		v := append([]float32(nil), w...)
		a.Step(w, w, 0.1)
		b.Step(v, v, 0.1)
		if w[0] != v[0] || w[1] != v[1] || w[2] != v[2] {
			t.Errorf("%s: %v with the same state, want %v", optim.KindOf(c), v, w)
		}
	}
	for _, s := range []optim.Spec{optim.Momentum{Momentum: 1}, optim.Adam{Beta1: 0.9, Beta2: 0.999}, optim.RMSprop{Alpha: -1, Epsilon: 1e-8}} {
		if _, err := s.New(1); err == nil {
			t.Errorf("accepted %+v", s)
		}
	}
}

// TestRanges compares the bits of steps of all weights with those of their ranges,
// updated from the last to the first.
func TestRanges(t *testing.T) {
	const n = 100
	ranged := 0
	for _, c := range all {
		whole, _ := c.New(n)
		parts, _ := c.New(n)
		o, ok := parts.(optim.Ranged)
		if !ok {
			continue
		}
		ranged++
		g := make([]float32, n)
		for i := range g {
			g[i] = float32(i-40) / 7
		}
		a, b := slices.Clone(g), slices.Clone(g)
		for range 3 {
			whole.Step(a, g, 0.1)
			o.Begin()
			for _, r := range [][2]int{{83, n}, {16, 83}, {0, 16}} {
				o.Range(b[r[0]:r[1]], g[r[0]:r[1]], 0.1, r[0])
			}
		}
		if !slices.Equal(a, b) {
			t.Errorf("%s: weights updated in ranges differ from those updated at once", optim.KindOf(c))
		}
	}
	if ranged == 0 {
		t.Error("no optimiser updates ranges")
	}
}

func TestStepAllocatesNothing(t *testing.T) {
	w, g := make([]float32, 100), make([]float32, 100)
	for _, c := range all {
		o, _ := c.New(len(w))
		if n := testing.AllocsPerRun(10, func() { o.Step(w, g, 0.1) }); n != 0 {
			t.Errorf("%s: %v allocations a step", optim.KindOf(c), n)
		}
	}
}

// TestDecay checks both kinds of weight decay against a step of plain descent.
func TestDecay(t *testing.T) {
	const lr, decay = 0.1, 0.5
	for _, c := range all {
		o, err := c.New(2)
		if err != nil {
			t.Fatal(err)
		}
		w, g := []float32{4, -2}, []float32{1, 1}
		optim.Decay(o, w, g, lr, decay)
		wantW, wantG := []float32{4, -2}, []float32{3, 0}
		if c == optim.Spec(recipe.AdamW()) {
			wantW, wantG = []float32{3.8, -1.9}, []float32{1, 1}
		}
		if !slices.Equal(w, wantW) || !slices.Equal(g, wantG) {
			t.Errorf("%s: weights %v, gradient %v; want %v, %v", optim.KindOf(c), w, g, wantW, wantG)
		}
	}
}
