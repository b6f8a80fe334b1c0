package optim_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// rates returns a schedule's rates with a peak of 1.
func rates(s optim.Schedule, steps int) []float64 {
	r := make([]float64, steps)
	for i := range r {
		r[i] = s.Rate(1, i, steps)
	}
	return r
}

func TestRates(t *testing.T) {
	warmDown, warmCosine := recipe.StepDown(), recipe.Cosine()
	warmDown.WarmUp, warmCosine.WarmUp = 0.25, 0.25
	restarts := recipe.Cosine()
	restarts.Cycles = 2
	quarters := math.Sqrt(2) / 4 // cos(pi/4)/2
	for name, c := range map[string]struct {
		s    optim.Schedule
		want []float64
	}{
		"constant":           {recipe.Constant(), []float64{1, 1, 1, 1}},
		"constant, warm":     {optim.Constant{WarmUp: 0.25}, []float64{1. / 3, 2. / 3, 1, 1, 1, 1, 1, 1}},
		"step":               {recipe.StepDown(), []float64{1, 1, 0.1, 0.1, 0.01, 0.01}},
		"step, uneven":       {recipe.StepDown(), []float64{1, 0.1, 0.1, 0.01, 0.01}},
		"step, short":        {recipe.StepDown(), []float64{0.01}},
		"step, warm":         {warmDown, []float64{1. / 3, 2. / 3, 1, 1, 0.1, 0.1, 0.01, 0.01}},
		"cosine":             {recipe.Cosine(), []float64{1, 0.5 + quarters, 0.5, 0.5 - quarters}},
		"cosine, warm":       {warmCosine, []float64{0.5, 1, 0.75, 0.25}},
		"cosine, restarted":  {restarts, []float64{1, 0.5, 1, 0.5}},
		"cosine, many a one": {optim.Cosine{Cycles: 9}, []float64{1, 1, 1}},
		"onecycle of one":    {recipe.OneCycle(), []float64{1. / 25e4}},
	} {
		got := rates(c.s, len(c.want))
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-12 {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
		if last := c.s.Rate(1, 10*len(got), len(got)); last != got[len(got)-1] {
			t.Errorf("%s: past the end %v, want %v", name, last, got[len(got)-1])
		}
		if got := c.s.Rate(0.5, 0, len(c.want)); math.Abs(got-0.5*c.want[0]) > 1e-12 {
			t.Errorf("%s: starts at %v with a peak of 0.5", name, got)
		}
	}
}

// TestCycleEnd checks that every cycle ends once, where the rate jumps up next.
func TestCycleEnd(t *testing.T) {
	for _, warm := range []float64{0, 0.1} {
		for _, steps := range []int{12, 100, 101} {
			s := recipe.Cosine()
			s.Cycles, s.WarmUp = 3, warm
			ends := 0
			for i := range steps {
				end := optim.CycleEnd(s, i, steps)
				jumps := i == steps-1 || s.Rate(1, i+1, steps) == 1 && s.Rate(1, i, steps) < 0.5
				if end {
					ends++
				}
				if i >= int(warm*float64(steps))+1 && end != jumps {
					t.Errorf("%d steps, warm-up %v: step %d: end %v, jumps %v", steps, warm, i, end, jumps)
				}
			}
			if ends != 3 {
				t.Errorf("%d steps, warm-up %v: %d ends", steps, warm, ends)
			}
		}
	}
	if optim.CycleEnd(recipe.OneCycle(), 8, 10) || !optim.CycleEnd(recipe.OneCycle(), 9, 10) {
		t.Error("onecycle does not end at its last step only")
	}
}

func TestOneCycle(t *testing.T) {
	one := optim.OneCycle{WarmUp: 0.3}
	const steps, peak = 1001, 0.5
	for _, c := range []struct {
		step int
		want float64
	}{
		{0, peak / 25}, {150, peak * (1 + 1.0/25) / 2}, {300, peak}, {650, peak * (1 + 1.0/25e4) / 2},
		{1000, peak / 25e4}, {5000, peak / 25e4},
	} {
		if got := one.Rate(peak, c.step, steps); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("onecycle: step %d: got %v, want %v", c.step, got, c.want)
		}
	}
	for i := range 1000 {
		if up := one.Rate(peak, i+1, steps) > one.Rate(peak, i, steps); up != (i < 300) {
			t.Fatalf("onecycle: turns at step %d", i)
		}
	}
}
