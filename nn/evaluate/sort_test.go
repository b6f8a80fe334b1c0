package evaluate

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestByConfidence sorts lists of all lengths to 70, in which many are equally
// confident.
func TestByConfidence(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 71 {
		ms := make([]Mistake, n)
		for i := range ms {
			ms[i] = Mistake{Sample: i, Confidence: float32(rng.IntN(8)) / 8}
		}
		want := slices.Clone(ms)
		slices.SortStableFunc(want, func(a, b Mistake) int { return cmp.Compare(b.Confidence, a.Confidence) })
		if got := byConfidence(ms, make([]Mistake, n)); !slices.Equal(got, want) {
			t.Errorf("%d mistakes: %v, want %v", n, got, want)
		}
	}
}

// TestWorstMistakes lists the first of the stable order.
func TestWorstMistakes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var r Report
	var all []Mistake
	for i := range 100 {
		m := Mistake{Sample: i, Confidence: float32(rng.IntN(50)) / 50}
		all = append(all, m)
		r.addMistake(m)
		want := byConfidence(slices.Clone(all), make([]Mistake, len(all)))
		if want = want[:min(len(want), worstMistakes)]; !slices.Equal(r.Worst, want) {
			t.Fatalf("after %d: %v, want %v", i+1, r.Worst, want)
		}
	}
}
