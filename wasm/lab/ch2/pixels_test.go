//go:build !js

package ch2

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/perceptron"
	"github.com/zerokara/zerokara/wasm/words"
)

// newNeuron returns the lab with its images.
func newNeuron(t *testing.T, p Pair) *Neuron {
	t.Helper()
	k := NewNeuron()
	if p != k.Pair() && !k.Choose(p) {
		t.Fatalf("%v is no pair", p)
	}
	labels, grey := mnist(t, p, false, 1200)
	k.Take(false, labels, grey)
	labels, grey = mnist(t, p, true, 1200)
	k.Take(true, labels, grey)
	return k
}

// TestNeuronLearns learns to tell 0 from 1, one mistake at a time, and compares with
// the engine's rule on all the images at once.
func TestNeuronLearns(t *testing.T) {
	k := newNeuron(t, Pair{0, 1})
	sum := make([]float64, Pixels)
	bias := 0.0
	for !k.Learned() {
		before := k.Rev()
		k.Correct() // what it keeps is forgotten at the next mistake
		if k.Learn(10000) {
			grey, added := k.Last()
			sign := -1.0
			if added {
				sign = 1
			}
			for i, g := range grey {
				sum[i] += sign * float64(g) / 255
			}
			bias += sign
		}
		if k.Rev() == before {
			t.Fatal("the rule does nothing")
		}
	}
	var all []perceptron.Example
	for i := range k.train.Len() {
		all = append(all, perceptron.Example{X: inputs(make([]float64, Pixels), k.train.Grey(i)), Y: k.train.Target(i)})
	}
	p := perceptron.Perceptron{Weights: make([]float64, Pixels)}
	l, err := p.Learn(all, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	added, subtracted := k.Updates()
	if added+subtracted != l.Updates || added == 0 || subtracted == 0 || bias != p.Bias {
		t.Errorf("%d images added, %d subtracted, b = %v; the engine: %+v, %v", added, subtracted, bias, l, p.Bias)
	}
	for i, w := range k.Weights() {
		if w != p.Weights[i] || math.Abs(w-sum[i]) > 1e-9 {
			t.Fatalf("weight %d is %v, the engine's %v, the sum of the images %v", i, w, p.Weights[i], sum[i])
		}
	}
	train, of, test, testOf := k.Correct()
	outputs := 0
	for i := range k.test.Len() {
		if k.neuron.Output(inputs(sum, k.test.Grey(i))) == k.test.Target(i) {
			outputs++
		}
	}
	if outputs != test {
		t.Errorf("%d test images are counted as correct, %d outputs are", test, outputs)
	}
	if train != of || of != 2*each || testOf != 2*each || test < testOf*99/100 {
		t.Errorf("%d of %d, and %d of %d test images are correct", train, of, test, testOf)
	}
	if k.Darkest() != Middle {
		t.Errorf("the most negative weights are in region %d", k.Darkest())
	}
	w := &words.Words{}
	if got := k.Happened(w, &Votes{}); got != "lab.2.2.happened" {
		t.Errorf("learned: %q", got)
	}
	if k.test = nil; k.Happened(w, &Votes{}) != "lab.2.2.learned" {
		t.Error("test images are counted before they have come")
	}
	rev := k.Rev()
	if k.Learn(10) || k.Rev() != rev {
		t.Error("it learns on after all are correct")
	}
}

// TestVotes compares the votes with the neuron's sum.
func TestVotes(t *testing.T) {
	k := newNeuron(t, Pair{0, 1})
	for k.Learn(10000) {
	}
	var v Votes
	for i := range 20 {
		grey := k.test.Grey(i)
		k.Vote(&v, grey)
		total, heaviest := 0.0, float32(0)
		for j, vote := range v.Pixels {
			total += float64(vote)
			if grey[j] == 0 && vote != 0 {
				t.Fatalf("a pixel without ink votes %v", vote)
			}
			heaviest = max(heaviest, vote)
		}
		if math.Abs(v.For-v.Against+v.Bias-v.Sum) > 1e-9 || math.Abs(total+v.Bias-v.Sum) > 1e-3 || v.Output != int(perceptron.Step(v.Sum)) {
			t.Errorf("image %d: %v - %v + %v is not %v; output %d", i, v.For, v.Against, v.Bias, v.Sum, v.Output)
		}
		if v.Pixels[v.Heaviest[0]] != heaviest || v.Pixels[v.Heaviest[1]] >= 0 {
			t.Errorf("image %d: the heaviest votes are %v and %v", i, v.Pixels[v.Heaviest[0]], v.Pixels[v.Heaviest[1]])
		}
	}
	k.Vote(&v, make([]byte, Pixels))
	if v.Sum != v.Bias || v.For != 0 || v.Against != 0 || v.Heaviest != [2]int{-1, -1} {
		t.Errorf("an empty image: %+v", v.Sum)
	}
}

// TestBias moves the threshold: the output follows, the rule goes on from its own.
func TestBias(t *testing.T) {
	k := newNeuron(t, Pair{7, 1})
	for range 5 {
		k.Learn(10000)
	}
	_, learned := k.Bias()
	var v Votes
	grey := k.train.Grey(0)
	k.Vote(&v, grey)
	out := v.Output
	_, _, before, _ := k.Correct()
	k.SetBias(v.Bias - 2*v.Sum)
	k.Vote(&v, grey)
	if v.Output == out {
		t.Error("the output does not follow b")
	}
	k.SetBias(1e6)
	if _, _, test, of := k.Correct(); test != of/2 || test == before {
		t.Errorf("with b = 1e6, %d of %d are correct", test, of)
	}
	k.SetBias(math.NaN())
	if b, _ := k.Bias(); b != 1e6 {
		t.Errorf("b is %v", b)
	}
	k.Learn(10000)
	if b, _ := k.Bias(); math.Abs(b-learned) > 1 {
		t.Errorf("the rule goes on from b = %v, it had %v", b, learned)
	}
	for _, p := range []Pair{{3, 3}, {-1, 2}, {2, 10}} {
		if k.Choose(p) {
			t.Errorf("%v is a pair", p)
		}
	}
}
