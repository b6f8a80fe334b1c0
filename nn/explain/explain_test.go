package explain_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/explain"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// learned returns a trained trainer and an image of a digit with its bar.
func learned(t *testing.T, digit int) (*train.Trainer, []float32) {
	t.Helper()
	r := bars.Recipe()
	r.Epochs = 4
	tr := bars.Trainer(t, r, bars.Set(t, 600))
	bars.Run(t, tr)
	return tr, bar(digit)
}

// bar returns the image of a digit in even grey, not in the noise of samples.
func bar(digit int) []float32 {
	x := make([]float32, mnist.Pixels)
	for i := range x {
		x[i] = 24. / 255
	}
	for column := 4; column < 24; column++ {
		x[(4+2*digit)*mnist.Side+column] = 1
	}
	return x
}

func occlude(t *testing.T, tr *train.Trainer, x []float32, class int) *explain.Occlusion {
	t.Helper()
	o, err := explain.NewOcclusion(tr.Model(), x, class)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func counter(t *testing.T, tr *train.Trainer, x []float32, class int) *explain.Counterfactual {
	t.Helper()
	c, err := explain.NewCounterfactual(tr.Model(), x, class)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOcclusionFindsTheInk covers the one thing that tells the digit.
func TestOcclusionFindsTheInk(t *testing.T) {
	tr, x := learned(t, 3)
	o := occlude(t, tr, x, -1)
	if o.Class() != 3 || tensor.ArgMax(o.Before()) != 3 {
		t.Fatalf("predicts %d of %v", o.Class(), o.Before())
	}
	effect := make([]float32, mnist.Pixels)
	slices := 0
	for done := false; !done; slices++ {
		done = o.Advance()
		o.Effect(effect)
		for _, v := range effect[(slices+explain.Patch)*mnist.Side:] {
			if v != 0 {
				t.Fatal("knows more than it has tried")
			}
		}
	}
	if slices != 24 || !o.Advance() {
		t.Errorf("%d slices", slices)
	}
	if done, of := o.Done(); done != 24*24 || of != done {
		t.Errorf("%d of %d places", done, of)
	}
	// Against one place, computed by hand.
	var p, whole [recipe.Classes]float32
	tr.Predict(whole[:], x)
	for d, p := range o.Before() { // a batch of another size may add in another order
		if math.Abs(float64(p-whole[d])) > 1e-6 {
			t.Errorf("before: %v, Predict says %v", o.Before(), whole)
			break
		}
	}
	worst, row, column := o.Worst()
	for r := range explain.Patch {
		clear(x[(row+r)*mnist.Side+column:][:explain.Patch])
	}
	tr.Predict(p[:], x)
	for k := range p { // a batch's kernels may round otherwise
		if math.Abs(float64(p[k]-worst[k])) > 1e-5 {
			t.Errorf("worst %v, Predict says %v", worst, p)
			break
		}
	}
	if p[3] >= whole[3] {
		t.Errorf("covering row %d, column %d leaves %g of %g", row, column, p[3], whole[3])
	}
	var on, off float32
	for column := 6; column < 22; column++ {
		on += effect[10*mnist.Side+column]
		off += effect[22*mnist.Side+column]
	}
	if on <= 10*max(off, 0) {
		t.Errorf("effect on the bar %g, elsewhere %g", on, off)
	}
}

// TestSaliency compares the gradient with a difference.
func TestSaliency(t *testing.T) {
	tr, x := learned(t, 5)
	effect := make([]float32, mnist.Pixels)
	explain.Saliency(tr.Model(), effect, x, 5)
	logOdds := func() float64 {
		o := occlude(t, tr, x, 5)
		p := o.Before()
		rest := 0.0
		for k := range p {
			if k != 5 {
				rest += float64(p[k])
			}
		}
		return math.Log(float64(p[5]) / rest)
	}
	var want, got float64
	for column := 8; column < 20; column++ {
		at := (4+2*5)*mnist.Side + column
		got += float64(effect[at])
		const h = 1e-2
		x[at] = 1 + h
		up := logOdds()
		x[at] = 1 - h
		want += (up - logOdds()) / (2 * h)
		x[at] = 1
	}
	if math.Abs(got-want) > 0.02*math.Abs(want)+0.02 {
		t.Errorf("gradient %g, differences %g", got, want)
	}
	x[0] = 0
	explain.Saliency(tr.Model(), effect, x, 5)
	if effect[0] != 0 {
		t.Error("a pixel without ink has an effect")
	}
}

// TestCounterfactual makes one digit another, and asks Predict whether it is.
func TestCounterfactual(t *testing.T) {
	r := bars.Recipe() // whose pooled filters see nothing where there is no ink yet
	r.Layers, r.Epochs = []layer.Spec{recipe.Dense(10)}, 10
	tr, x := bars.Trainer(t, r, bars.Set(t, 400)), bar(2)
	bars.Run(t, tr)
	a := counter(t, tr, x, 7)
	for !a.Advance() {
	}
	if a.Rounds() == 0 || a.Rounds() > explain.MaxRounds || tensor.ArgMax(a.Before()) != 2 || tensor.ArgMax(a.After()) != 7 || a.After()[7] < 0.9 {
		t.Fatalf("%d rounds: from %v to %v", a.Rounds(), a.Before(), a.After())
	}
	change := make([]float32, mnist.Pixels)
	a.Change(change)
	count, added := 0, float32(0)
	changed := make([]float32, mnist.Pixels)
	for i, d := range change {
		changed[i] = x[i] + d
		if changed[i] < 0 || changed[i] > 1 {
			t.Fatalf("pixel %d is %g", i, changed[i])
		}
		if d != 0 {
			count++
		}
		if row := i / mnist.Side; row >= 17 && row <= 19 { // the 7's bar is in row 18
			added += d
		}
	}
	if count == 0 || count > a.Rounds()*6 || added <= 0 {
		t.Errorf("%d pixels changed in %d rounds, %g of ink where the 7 has its bar", count, a.Rounds(), added)
	}
	before, after := occlude(t, tr, changed, -1).Before(), a.After()
	for k := range after { // x + change is rounded again
		if math.Abs(float64(before[k]-after[k])) > 1e-4 {
			t.Errorf("the changed image is predicted as %v, not %v", before, after)
			break
		}
	}
	if a := counter(t, tr, x, 2); !a.Advance() || a.Rounds() != 0 {
		t.Error("changes what is predicted already")
	}
}

// TestLookingDoesNotDisturb trains with all of it between any two
// micro-batches, and expects the same weights.
func TestLookingDoesNotDisturb(t *testing.T) {
	s := bars.Set(t, 200)
	plain, watched := bars.Trainer(t, bars.Recipe(), s), bars.Trainer(t, bars.Recipe(), s)
	bars.Run(t, plain)
	x, dx := bar(4), make([]float32, mnist.Pixels)
	for i := 0; !watched.Finished(); i++ {
		switch i % 3 {
		case 0:
			explain.InputGradient(watched.Model(), dx, x, i%10)
		case 1:
			occlude(t, watched, x, -1).Advance()
		case 2:
			counter(t, watched, x, i%10).Advance()
		}
		if _, _, err := watched.Advance(); err != nil {
			t.Fatal(err)
		}
	}
	if plain.Fingerprint() != watched.Fingerprint() {
		t.Error("looking changes what is learned")
	}
}
