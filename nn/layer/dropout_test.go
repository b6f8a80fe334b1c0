package layer_test

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
)

// TestDropoutExpectation checks the share dropped, the scale of what is kept,
// and so that the expectation is the input, in every place.
func TestDropoutExpectation(t *testing.T) {
	const n, steps = 50, 400
	in := tensor.Shape{C: 4, H: 5, W: 5}
	for _, ratio := range []float64{0, 0.2, 0.5, 0.9} {
		l, err := layer.Dropout{Ratio: ratio}.Build(in, 1)
		if err != nil {
			t.Fatal(err)
		}
		x, y := tensor.New(n, in), tensor.New(n, in)
		for i := range x.Data {
			x.Data[i] = 1 + float32(i%7)
		}
		zeros := make([]int, len(x.Data))
		total := 0
		for step := range steps {
			l.(layer.Random).Reseed(uint64(step)*0x9e3779b97f4a7c15, 0)
			l.Forward(y, x, true)
			for i, v := range y.Data {
				switch want := x.Data[i] / float32(1-ratio); {
				case v == 0:
					zeros[i]++
					total++
				case math.Abs(float64(v-want)) > 1e-6*float64(want):
					t.Fatalf("ratio %v: kept %v of %v, want %v", ratio, v, x.Data[i], want)
				}
			}
		}
		// Standard deviations of the share: of all draws, and of a place's, of
		// which the largest of 5,000 is looked at.
		sigma := math.Sqrt(ratio * (1 - ratio) / float64(steps*len(zeros)))
		if got := float64(total) / float64(steps*len(zeros)); math.Abs(got-ratio) > 5*sigma {
			t.Errorf("ratio %v: dropped %v", ratio, got)
		}
		for i, z := range zeros {
			if got := float64(z) / steps; math.Abs(got-ratio) > 6*sigma*math.Sqrt(float64(len(zeros))) {
				t.Errorf("ratio %v: place %d dropped %v", ratio, i, got)
			}
		}
	}
}

// TestDropoutIsKeyed checks that what is dropped depends on the key and the
// sample's place in the mini-batch, and on nothing else.
func TestDropoutIsKeyed(t *testing.T) {
	in := tensor.Vec(40)
	l, err := layer.Dropout{Ratio: 0.5}.Build(in, 1)
	if err != nil {
		t.Fatal(err)
	}
	ones := tensor.New(6, in)
	for i := range ones.Data {
		ones.Data[i] = 1
	}
	draw := func(key uint64, first, n int) []float32 {
		y := tensor.New(n, in)
		l.(layer.Random).Reseed(key, first)
		l.Forward(y, ones.Slice(0, n), true)
		dx := tensor.New(n, in)
		l.Backward(dx, ones.Slice(0, n), ones.Slice(0, n), y)
		if !slices.Equal(dx.Data, y.Data) {
			t.Error("Backward has another mask than Forward")
		}
		return y.Data
	}
	whole := draw(9, 0, 6)
	if !slices.Equal(whole[3*40:], draw(9, 3, 3)) {
		t.Error("the same samples in another micro-batch have another mask")
	}
	if !slices.Equal(whole, draw(9, 0, 6)) {
		t.Error("the same key draws differently")
	}
	if slices.Equal(whole, draw(10, 0, 6)) || slices.Equal(whole[:40], whole[40:80]) {
		t.Error("another key or sample draws the same")
	}
	y := tensor.New(6, in)
	l.Forward(y, ones, false)
	if !slices.Equal(y.Data, ones.Data) {
		t.Error("inference is not the identity")
	}
	l.(layer.InferenceBackward).BackwardInference(y, tensor.Tensor{N: 6, Shape: in, Data: whole}, ones, ones)
	if !slices.Equal(y.Data, whole) {
		t.Error("inference's gradient is not the identity's")
	}
}
