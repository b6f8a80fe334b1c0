package ch4

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/book/numeric"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/state"
)

// tenDigits are the pad's examples, as the network would get them.
func tenDigits() (images [classes][]byte) {
	p := ink.MNIST()
	for digit := range images {
		images[digit] = make([]byte, 784)
		p.Render(images[digit], state.Example(digit))
	}
	return images
}

// TestDifferencesAreTheGradient compares the gradient by differences with the one by
// backpropagation, and with the engine's differences.
func TestDifferencesAreTheGradient(t *testing.T) {
	o := NewOuter(tenDigits())
	n := newSmall()
	var by, back [params]float64
	n.differences(&by, o.images, AllOfThem)
	n.backward(&back, o.images)
	engine := numeric.Gradient(nil, func(w []float64) float64 {
		m := small{}
		copy(m.w[:], w)
		return m.loss(o.images)
	}, n.w[:])
	size := 0.0
	for i := range by {
		size = max(size, math.Abs(back[i]))
		if math.Abs(by[i]-back[i]) > 1e-8 || math.Abs(by[i]-engine[i]) > 1e-9 {
			t.Fatalf("element %d: %v by differences, %v by backpropagation, the engine's %v", i, by[i], back[i], engine[i])
		}
	}
	if size < 0.01 {
		t.Errorf("all gradients are below %v", size)
	}
}

// TestOuterAxis follows the readers' bug: a loop to the length of the outer axis
// reaches the first elements of a matrix only, whose rows are pixels without ink.
func TestOuterAxis(t *testing.T) {
	o := NewOuter(tenDigits())
	var g [params]float64
	newSmall().differences(&g, o.images, OuterOnly)
	for k, a := range arrays {
		for i := a.rows; i < a.rows*a.columns; i++ {
			if g[a.at+i] != 0 {
				t.Fatalf("array %d: element %d has a gradient", k, i)
			}
		}
	}
	loop, back := o.Rows()
	if loop > inputs/hidden+1 || back < 12 || loop >= back {
		t.Errorf("rows with a gradient: %d with the loop, %d by backpropagation", loop, back)
	}
	if o.Learn(); !o.Learning() {
		t.Fatal("it does not begin")
	}
	for o.Learning() {
		o.Step()
	}
	_, stays := o.Losses(OuterOnly)
	if o.Done() || !o.Stayed() || len(stays) != outerSteps+1 || stays[outerSteps] < 0.7*stays[0] {
		t.Errorf("with the bug the loss goes from %v to %v", stays[0], stays[len(stays)-1])
	}
	o.Choose(AllOfThem)
	if loop, back := o.Rows(); loop != back {
		t.Errorf("rows with a gradient: %d, %d", loop, back)
	}
	o.Learn()
	for o.Learning() {
		o.Step()
	}
	_, falls := o.Losses(AllOfThem)
	if last := falls[outerSteps]; !o.Done() || last > learned || falls[0] != stays[0] {
		t.Errorf("without it from %v to %v", falls[0], last)
	}
	t.Logf("losses: %.3f stays at %.3f, falls to %.3f; rows %d of %d", stays[0], stays[outerSteps], falls[outerSteps], loop, back)
	for digit, image := range tenDigits() {
		if got, p := o.Predict(image); got != digit || p < 0.2 {
			t.Logf("the %d is predicted as %d, %v", digit, got, p)
		}
	}
	if g, rows, columns, top := o.Matrix(2, true); rows != hidden || columns != classes || len(g) != hidden*classes || top <= 0 {
		t.Errorf("W2's gradient is %d x %d, %d values, %v", rows, columns, len(g), top)
	}
}

func BenchmarkDifferences(b *testing.B) {
	o := NewOuter(tenDigits())
	var g [params]float64
	for b.Loop() {
		o.nets[0].differences(&g, o.images, AllOfThem)
	}
}
