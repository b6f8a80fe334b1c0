package perceptron_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

// gates are the single perceptrons' truth tables.
var gates = map[string]struct {
	fires func(a, b bool) bool
	gate  perceptron.Perceptron
}{
	"AND":  {func(a, b bool) bool { return a && b }, perceptron.AND()},
	"NAND": {func(a, b bool) bool { return !(a && b) }, perceptron.NAND()},
	"OR":   {func(a, b bool) bool { return a || b }, perceptron.OR()},
}

func xor(a, b bool) bool { return a != b }

func TestGates(t *testing.T) {
	for name, g := range gates {
		for _, row := range perceptron.TruthTable(g.fires) {
			if got := g.gate.Output(row.X); got != row.Y {
				t.Errorf("%s%v = %v, want %v", name, row.X, got, row.Y)
			}
		}
	}
	for _, row := range perceptron.TruthTable(xor) {
		if got := perceptron.XOR().Output(row.X); len(got) != 1 || got[0] != row.Y {
			t.Errorf("XOR%v = %v, want %v", row.X, got, row.Y)
		}
	}
}

func TestStepAtTheThreshold(t *testing.T) {
	for a, want := range map[float64]float64{-1: 0, 0: 0, 1e-300: 1, 2: 1} {
		if got := perceptron.Step(a); got != want {
			t.Errorf("Step(%g) = %g, want %g", a, got, want)
		}
	}
}

// TestLearnGates learns each gate from many first weights and at several rates:
// where a line exists the rule finds one.
func TestLearnGates(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for name, g := range gates {
		table := perceptron.TruthTable(g.fires)
		for trial := range 200 {
			p := perceptron.Perceptron{Weights: []float64{rng.NormFloat64(), rng.NormFloat64()}, Bias: rng.NormFloat64()}
			rate := []float64{0.01, 0.1, 1}[trial%3]
			l, err := p.Learn(table, rate, 10000)
			if err != nil {
				t.Fatalf("%s, trial %d: %v", name, trial, err)
			}
			if l.Epochs < 1 || l.Updates < l.Epochs-1 {
				t.Errorf("%s: %d updates in %d epochs; every epoch but the last has one", name, l.Updates, l.Epochs)
			}
			for _, row := range table {
				if got := p.Output(row.X); got != row.Y {
					t.Errorf("%s learned: %v gives %v, want %v", name, row.X, got, row.Y)
				}
			}
		}
	}
}

func TestLearnXOR(t *testing.T) {
	p := perceptron.Perceptron{Weights: []float64{0, 0}}
	l, err := p.Learn(perceptron.TruthTable(xor), 0.1, 1000)
	if !errors.Is(err, perceptron.ErrNotSeparable) || !strings.Contains(err.Error(), "two layers") {
		t.Errorf("after %+v: %v, want ErrNotSeparable", l, err)
	}
	if l.Epochs >= 1000 {
		t.Errorf("only the limit of %d epochs ended it", l.Epochs)
	}
	p = perceptron.Perceptron{Weights: []float64{0, 0}}
	if l, err = p.Learn(perceptron.TruthTable(xor), 0.1, 2); !errors.Is(err, perceptron.ErrNotLearned) || l.Epochs != 2 {
		t.Errorf("after %+v: %v, want ErrNotLearned after 2 epochs", l, err)
	}
}

func TestLearnRefuses(t *testing.T) {
	for want, c := range map[string]struct {
		e    perceptron.Example
		rate float64
	}{
		"1 inputs":      {perceptron.Example{X: []float64{1}, Y: 1}, 1},
		"output 2":      {perceptron.Example{X: []float64{1, 1}, Y: 2}, 1},
		"learning rate": {perceptron.Example{X: []float64{1, 1}, Y: 1}, 0},
	} {
		p := perceptron.Perceptron{Weights: []float64{0, 0}}
		if _, err := p.Learn([]perceptron.Example{c.e}, c.rate, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
