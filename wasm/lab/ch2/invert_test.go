//go:build !js

package ch2

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/book/perceptron"
)

func newInvert(t *testing.T) *Invert {
	t.Helper()
	v := NewInvert()
	labels, grey := mnist(t, InvertPair, false, 1200)
	v.Take(labels, grey)
	return v
}

// TestCeiling tries weights of all kinds: none passes 75%, and the kind that the proof
// names loses each of its images at least once.
func TestCeiling(t *testing.T) {
	v := newInvert(t)
	rng := rand.New(rand.NewPCG(1, 2))
	v.Learn()
	v.SetInverted(true)
	sides := [2]int{}
	most := 0.0
	for try := range 300 {
		switch try % 3 {
		case 0:
			v.SetCorner(800*rng.Float64() - 400)
		case 1:
			v.SetBias(200*rng.Float64() - 100)
		case 2:
			for i := range v.neuron.Weights {
				v.neuron.Weights[i] += 0.2 * rng.NormFloat64()
			}
			v.changed()
			v.keepBest()
		}
		tally := v.Tally()
		fraction := tally.Fraction(true)
		most = max(most, fraction)
		side := 0
		if v.Lost() {
			side = 1
		}
		sides[side]++
		if fraction > Ceiling || tally.Both[side] != 0 {
			t.Fatalf("W %v, b %v: %v correct, %d of the kind %d both times", v.Total(), v.Bias(), fraction, tally.Both[side], side)
		}
	}
	if sides[0] < 50 || sides[1] < 50 || most < 0.7 {
		t.Errorf("sides %v, at best %v: the tries are no test", sides, most)
	}
	if best, _ := v.Best(); best < most || best > Ceiling {
		t.Errorf("the best of %v is given as %v", most, best)
	}
}

// TestSides reaches the ceiling at both ends of the corner's weight, where one kind is
// lost or the other, and compares every sum with the neuron's own.
func TestSides(t *testing.T) {
	v := newInvert(t)
	for !v.Learned() {
		v.Learn()
	}
	if f := v.Tally().Fraction(false); f != 1 {
		t.Fatalf("without negatives %v is correct", f)
	}
	v.SetInverted(true)
	for _, c := range []struct {
		corner float64
		lost   bool
	}{{400, false}, {-400, true}} {
		v.SetCorner(c.corner)
		tally := v.Tally()
		if tally.Fraction(true) != Ceiling || v.Lost() != c.lost || tally.Image != tally.Of {
			t.Errorf("corner %v: %+v, the kind that fires is lost: %v", c.corner, tally, v.Lost())
		}
	}
	x, negative := make([]float64, Pixels), make([]float64, Pixels)
	for i := range v.images.Len() {
		for j, value := range inputs(x, v.images.Grey(i)) {
			negative[j] = 1 - value
		}
		a, b := v.On(v.images.Grey(i))
		if math.Abs(a-v.neuron.Sum(x)) > 1e-9 || math.Abs(b-v.neuron.Sum(negative)) > 1e-9 {
			t.Fatalf("image %d: sums %v, %v, not %v, %v", i, a, b, v.neuron.Sum(x), v.neuron.Sum(negative))
		}
		if math.Abs(v.Scores()[i]+v.Bias()-a) > 1e-9 {
			t.Fatalf("image %d: the score is %v", i, v.Scores()[i])
		}
	}
	v.SetCorner(math.NaN())
	v.SetBias(math.NaN())
	if v.Corner() != -400 || v.Bias() != v.Bias() {
		t.Error("a weight that is no number is taken")
	}
}

// TestRuleOnNegatives lets the rule go on over images and negatives: it does not end,
// and moves the weights as the engine's.
func TestRuleOnNegatives(t *testing.T) {
	v := newInvert(t)
	v.SetInverted(true)
	var all []perceptron.Example
	for i := range v.images.Len() {
		x, negative := inputs(make([]float64, Pixels), v.images.Grey(i)), make([]float64, Pixels)
		for j := range x {
			negative[j] = 1 - x[j]
		}
		all = append(all, perceptron.Example{X: x, Y: v.images.Target(i)}, perceptron.Example{X: negative, Y: v.images.Target(i)})
	}
	p := perceptron.Perceptron{Weights: make([]float64, Pixels)}
	p.Learn(all, 1, 20)
	for range 20 {
		v.Learn()
	}
	for i, w := range v.neuron.Weights {
		if w != p.Weights[i] {
			t.Fatalf("weight %d is %v, the engine's %v", i, w, p.Weights[i])
		}
	}
	if best, _ := v.Best(); v.Learned() || best > Ceiling || v.Passes() != 20 {
		t.Errorf("after %d passes, %v is correct at best", v.Passes(), best)
	}
}

// TestHiddenBreaksTheCeiling has the hidden layer learn.
func TestHiddenBreaksTheCeiling(t *testing.T) {
	v := newInvert(t)
	v.AddHidden()
	if !v.Inverted() || v.Settled() {
		t.Fatal("the hidden layer has nothing to learn")
	}
	if f := v.HiddenTally().Fraction(true); f > 0.9 {
		t.Fatalf("untrained, %v is correct", f)
	}
	broke := 0
	for !v.Settled() {
		if !v.Hidden().Done() {
			v.LearnHidden(20)
		}
		v.Evaluate(100)
		if n, _ := v.Hidden().Seen(); broke == 0 && v.HiddenTally().Fraction(true) > Ceiling {
			broke = n
		}
	}
	tally := v.HiddenTally()
	if f := tally.Fraction(true); f < 0.99 || broke == 0 || broke > 2*each {
		t.Errorf("%v is correct; the ceiling broke after %d examples", f, broke)
	}
	if min(tally.Both[0], tally.Both[1]) < each*98/100 {
		t.Errorf("%v of each kind are correct both times", tally.Both)
	}
	if _, best := v.Best(); best < tally.Fraction(true) {
		t.Errorf("its best is %v", best)
	}
	// Its test accuracy: it has not learned by heart.
	labels, grey := mnist(t, InvertPair, true, 1000)
	test := NewImages(InvertPair, labels, grey)
	n := 0
	negative := make([]byte, Pixels)
	for i := range test.Len() {
		a, b := v.Hidden().Sums(test.Grey(i))
		for j, g := range test.Grey(i) {
			negative[j] = 255 - g
		}
		if b2, a2 := v.Hidden().Sums(negative); math.Abs(a2-a) > 1e-3 || math.Abs(b2-b) > 1e-3 {
			t.Fatalf("image %d: sums %v, %v; turned, %v, %v", i, a, b, a2, b2)
		}
		for _, sum := range []float64{a, b} {
			if perceptron.Step(sum) == test.Target(i) {
				n++
			}
		}
	}
	if n < 2*test.Len()*98/100 {
		t.Errorf("%d of %d test images and negatives are correct", n, 2*test.Len())
	}
	v.SetInverted(false)
	if v.Hidden() != nil {
		t.Error("without negatives there is a hidden layer")
	}
}

// TestHiddenGradient compares a step with the numerical gradient of the last sum.
func TestHiddenGradient(t *testing.T) {
	labels, grey := mnist(t, InvertPair, false, 100)
	m := NewImages(InvertPair, labels, grey)
	h := NewHidden(m)
	h.Learn(50)
	h.input(m.Grey(3), 1)
	sum := func() float64 { return float64(h.forward()) }
	base := sum()
	before := [][]float32{append([]float32{}, h.w[0]...)}
	for i := 1; i < units; i++ {
		before = append(before, append([]float32{}, h.w[i]...))
	}
	b, v := h.b, h.v
	const d = 1e-3
	h.backward(d)
	tried := 0
	gradient := func(name string, w *float32, old float32) {
		t.Helper()
		moved := float64(old-*w) / d
		now := *w
		*w = old
		const step = 0.02
		*w = old + step
		plus := sum()
		*w = old - step
		minus := sum()
		*w = now
		if want := (plus - minus) / (2 * step); math.Abs(moved-want) > 0.02*(1+math.Abs(want)) {
			t.Errorf("%s moved by %v, the gradient is %v", name, moved, want)
		}
		tried++
	}
	after := h.w
	moved := [units][]float32{}
	for i := range after {
		moved[i] = append([]float32{}, after[i]...)
		copy(h.w[i], before[i])
	}
	mb, mv := h.b, h.v
	h.b, h.v = b, v
	h.c += d
	if math.Abs(sum()-base) > 1e-5 {
		t.Fatal("the weights are not back")
	}
	for i := range units {
		h.b[i] = mb[i]
		gradient("b", &h.b[i], b[i])
		h.b[i] = b[i]
		h.v[i] = mv[i]
		gradient("v", &h.v[i], v[i])
		h.v[i] = v[i]
		for _, j := range []int{14*28 + 14, 5*28 + 10, 0} {
			h.w[i][j] = moved[i][j]
			gradient("w", &h.w[i][j], before[i][j])
			h.w[i][j] = before[i][j]
		}
	}
	if tried != 5*units {
		t.Errorf("%d derivatives were compared", tried)
	}
}
