package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSameBits(t *testing.T) { variants(t, testSameBits) }

func testSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 70 {
		x := specials(r, n).x // NaNs among them
		if y := slices.Clone(x); !sameBits(x, y) {
			t.Errorf("%d values differ from their copy", n)
		}
		for i := range x {
			y := slices.Clone(x)
			y[i] = math.Float32frombits(math.Float32bits(y[i]) ^ 1<<r.IntN(32))
			if sameBits(x, y) {
				t.Errorf("value %d of %d has other bits, unseen", i, n)
			}
		}
	}
}

// TestWeightsChangedInPlace changes a kernel's weights one by one, as an optimiser does,
// and compares its outputs with those of a kernel that has seen no others.
func TestWeightsChangedInPlace(t *testing.T) { variants(t, testWeightsChangedInPlace) }

func testWeightsChangedInPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range []ConvShape{
		{C: 2, H: 9, W: 9, Filters: 5, Kernel: 3, Stride: 1, Pad: 1},
		{C: 8, H: 8, W: 8, Filters: 8, Kernel: 3, Stride: 1, Pad: 1}, // Winograd's in browsers
		{C: 2, H: 9, W: 9, Filters: 4, Kernel: 3, Stride: 2},
	} {
		k := NewConv(s)
		x, dy := normals(r, s.imageSize()).x, normals(r, s.outputSize()).x
		w, bias := normals(r, s.weightSize()).x, normals(r, s.Filters).x
		results := func(k *Conv) []float32 {
			y, dx := make([]float32, len(dy)), make([]float32, len(x))
			k.Forward(y, x, w, bias, 1)
			k.BackwardInput(dx, dy, w, 1)
			return append(y, dx...)
		}
		last := results(k)
		for _, i := range []int{0, len(w) / 2, len(w) - 1} {
			w[i] = -w[i]
			got := results(k)
			if !sameBits(got, results(NewConv(s))) {
				t.Errorf("%+v: with weight %d changed, other results than a new kernel's", s, i)
			}
			if sameBits(got, last) {
				t.Errorf("%+v: weight %d changes nothing", s, i)
			}
			last = got
		}
	}
}
