//go:build !js

package ch2

import "testing"

func TestBalance(t *testing.T) {
	for _, c := range []struct {
		v    Votes
		want Balance
	}{
		{Votes{For: 6, Against: 2, Bias: -2, Sum: 2}, Balance{Votes: [2]float64{6, 2}, Bias: [2]float64{0, 2}, Tilt: 0.2}},
		{Votes{For: 1, Against: 5, Bias: 2, Sum: -2}, Balance{Votes: [2]float64{1, 5}, Bias: [2]float64{2, 0}, Tilt: -0.25}},
		{Votes{}, Balance{}},
	} {
		b := c.v.Balance()
		if b != c.want {
			t.Errorf("%+v, want %+v", b, c.want)
		}
	}
	if h := (Balance{Votes: [2]float64{6, 5}, Bias: [2]float64{0, 2}}).Heavier(); h != 7 {
		t.Errorf("the heavier side weighs %v", h)
	}
}

// TestNeuronAddress learns to some point, moves the bias, and gets there again by the
// address, whether the images have come before or come later.
func TestNeuronAddress(t *testing.T) {
	k := newNeuron(t, Pair{7, 1})
	if a := NewNeuron().Address(); a != "" {
		t.Errorf("at first the address is %q", a)
	}
	for range 20 {
		k.Learn(10000)
	}
	k.SetBiasAt(k.BiasAt() + 3)
	a := k.Address()
	if a != "pair=71&updates=20&b=3" {
		t.Errorf("the address is %q", a)
	}
	again := NewNeuron()
	again.SetAddress(a)
	if again.Address() != a || again.Due() {
		t.Errorf("before its images came it says %q, due: %v", again.Address(), again.Due())
	}
	labels, grey := mnist(t, Pair{7, 1}, false, 1200)
	again.Take(false, labels, grey)
	for n := 0; again.Due(); n++ {
		again.LearnDue(50)
		if n > 10000 {
			t.Fatal("it never gets there")
		}
	}
	if again.Address() != a {
		t.Errorf("%q has become %q", a, again.Address())
	}
	for i, w := range again.Weights() {
		if w != k.Weights()[i] {
			t.Fatalf("weight %d is %v, was %v", i, w, k.Weights()[i])
		}
	}
	// More updates than there are mistakes: it ends when all is correct.
	again.SetAddress("pair=01&updates=500")
	if again.Pair() != (Pair{0, 1}) || again.Ready() {
		t.Error("the old pair's images are still there")
	}
	labels, grey = mnist(t, Pair{0, 1}, false, 1200)
	again.Take(false, labels, grey)
	for again.Due() {
		again.LearnDue(50)
	}
	all := newNeuron(t, Pair{0, 1})
	for all.Learn(10000) {
	}
	if !again.Learned() || again.updates != all.updates {
		t.Errorf("%v updates, all correct: %v; the rule makes %v", again.updates, again.Learned(), all.updates)
	}
	again.SetAddress("pair=33&updates=-1&b=x&q")
	if a := again.Address(); a != "" {
		t.Errorf("nonsense gives %q", a)
	}
}

// TestNeuronAddressLearned restores a neuron that has learned all, with its bias moved.
func TestNeuronAddressLearned(t *testing.T) {
	k := newNeuron(t, Pair{0, 1})
	for k.Learn(10000) {
	}
	k.SetBiasAt(100)
	again := newNeuron(t, Pair{0, 1})
	train, test := again.train, again.test
	again.SetAddress(k.Address())
	again.train, again.test = train, test
	for again.Due() {
		again.LearnDue(50)
	}
	if b, learned := again.Bias(); !again.Learned() || again.Address() != k.Address() || b != k.neuron.Bias || learned != k.learned {
		t.Errorf("%q gives %q, all correct: %v", k.Address(), again.Address(), again.Learned())
	}
}

// TestFlipped moves b alone until the output turns round.
func TestFlipped(t *testing.T) {
	k := newNeuron(t, Pair{0, 1})
	grey := k.test.Grey(0)
	for k.Learn(10000) {
	}
	if k.Flipped(grey) {
		t.Error("flipped before b was moved")
	}
	flips := 0
	var v Votes
	k.Vote(&v, grey)
	before := v.Output
	for at := range biasSteps + 1 {
		k.SetBiasAt(at)
		if k.BiasAt() != at {
			t.Fatalf("the slider goes to %d, not %d", k.BiasAt(), at)
		}
		k.Vote(&v, grey)
		if k.Flipped(grey) != (v.Output != before) {
			t.Fatalf("at b = %v the output is %d, flipped: %v", v.Bias, v.Output, k.Flipped(grey))
		}
		if v.Output != before {
			flips++
		}
	}
	if flips == 0 {
		t.Error("the slider is too short to flip an image")
	}
}
