package optim_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestAgainstFormulas follows every optimiser for 50 steps on f(x,y) =
// x²/20+y², the book's figure 6-3, beside the formulas in float64.
func TestAgainstFormulas(t *testing.T) {
	type point [2]float64
	grad := func(p point) point { return point{p[0] / 10, 2 * p[1]} }
	for _, c := range []struct {
		o    recipe.Optimizer
		lr   float64
		step func(w, g float64, s *[2]float64, t int) float64
	}{
		{recipe.SGD(), 0.95, func(w, g float64, _ *[2]float64, _ int) float64 { return w - 0.95*g }},
		{recipe.Momentum(), 0.1, func(w, g float64, s *[2]float64, _ int) float64 {
			s[0] = 0.9*s[0] - 0.1*g
			return w + s[0]
		}},
		{recipe.Adam(), 0.3, func(w, g float64, s *[2]float64, t int) float64 {
			s[0] = 0.9*s[0] + 0.1*g
			s[1] = 0.999*s[1] + 0.001*g*g
			m := s[0] / (1 - math.Pow(0.9, float64(t)))
			v := s[1] / (1 - math.Pow(0.999, float64(t)))
			return w - 0.3*m/(math.Sqrt(v)+1e-8)
		}},
	} {
		o, err := optim.New(c.o, 2)
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
					t.Fatalf("%s: step %d: got %v, want %v", c.o.Kind, i, w, want)
				}
			}
		}
	}
}

// TestStateGoesOn checks that an optimiser with another's state goes on as
// the other would.
func TestStateGoesOn(t *testing.T) {
	for _, c := range []recipe.Optimizer{recipe.SGD(), recipe.Momentum(), recipe.Adam()} {
		a, _ := optim.New(c, 3)
		w := []float32{1, -2, 3}
		for range 5 {
			a.Step(w, w, 0.1)
		}
		b, _ := optim.New(c, 3)
		for i, s := range a.State() {
			copy(b.State()[i], s)
		}
		v := append([]float32(nil), w...)
		a.Step(w, w, 0.1)
		b.Step(v, v, 0.1)
		if w[0] != v[0] || w[1] != v[1] || w[2] != v[2] {
			t.Errorf("%s: %v with the same state, want %v", c.Kind, v, w)
		}
	}
	if _, err := optim.New(recipe.Optimizer{Kind: "guess"}, 1); err == nil {
		t.Error("accepted an unknown optimiser")
	}
}

func TestStepAllocatesNothing(t *testing.T) {
	w, g := make([]float32, 100), make([]float32, 100)
	for _, c := range []recipe.Optimizer{recipe.SGD(), recipe.Momentum(), recipe.Adam()} {
		o, _ := optim.New(c, len(w))
		if n := testing.AllocsPerRun(10, func() { o.Step(w, g, 0.1) }); n != 0 {
			t.Errorf("%s: %v allocations a step", c.Kind, n)
		}
	}
}

func TestRate(t *testing.T) {
	if got := optim.Rate(recipe.Constant(), 0.1, 7, 10); got != 0.1 {
		t.Errorf("constant: %v", got)
	}
	one := recipe.Schedule{Kind: recipe.ScheduleOneCycle, WarmUp: 0.3}
	const steps, peak = 1001, 0.5
	for _, c := range []struct {
		step int
		want float64
	}{
		{0, peak / 25}, {150, peak * (1 + 1.0/25) / 2}, {300, peak}, {650, peak * (1 + 1.0/25e4) / 2},
		{1000, peak / 25e4}, {5000, peak / 25e4},
	} {
		if got := optim.Rate(one, peak, c.step, steps); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("onecycle: step %d: got %v, want %v", c.step, got, c.want)
		}
	}
	for i := range 1000 {
		if up := optim.Rate(one, peak, i+1, steps) > optim.Rate(one, peak, i, steps); up != (i < 300) {
			t.Fatalf("onecycle: turns at step %d", i)
		}
	}
}
