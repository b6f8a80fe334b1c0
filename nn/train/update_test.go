package train

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestSpans checks that the workers' ranges are all weights, each once.
func TestSpans(t *testing.T) {
	for _, n := range []int{0, 1, updateChunk, 2*updateChunk + 1, 437_210} {
		for workers := 1; workers <= MicroBatches; workers++ {
			at := 0
			for i := range workers {
				s := spanOf(n, workers, i)
				if s.from != at || s.to < s.from {
					t.Errorf("%d weights: worker %d of %d has %+v, want it from %d on", n, i, workers, s, at)
				}
				at = s.to
			}
			if at != n {
				t.Errorf("%d weights: %d workers update %d", n, workers, at)
			}
		}
	}
}

// TestUpdate compares the weights of steps that are made chunk by chunk with those of
// an optimiser that takes all weights at once.
func TestUpdate(t *testing.T) {
	for _, spec := range []optim.Spec{recipe.Adam(), recipe.AdamW()} {
		r, _ := recipe.Preset("mlp")
		r.Optimizer, r.WeightDecay = spec, 0.1
		var weights [2][]float32
		for i := range weights {
			tr, err := New(r, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if i == 1 {
				if d, ok := tr.opt.(optim.Decayer); ok {
					tr.opt = struct{ optim.Decayer }{d}
				} else {
					tr.opt = struct{ optim.Optimizer }{tr.opt}
				}
			}
			weights[i] = tr.net.Values()
			g := make([]float32, len(weights[i]))
			for range 2 {
				for j := range g {
					g[j] = float32(j%17) - 8
				}
				half := tr.batch.count / 2
				tr.batch.parts[0] = &Part{To: half, Gradient: g}
				tr.batch.parts[half] = &Part{From: half, To: 2 * half, Gradient: slices.Clone(g)}
				if !tr.update(0.01) {
					t.Fatal("weights that are not finite")
				}
			}
		}
		if !slices.Equal(weights[0], weights[1]) {
			t.Errorf("%s: the weights differ", optim.KindOf(spec))
		}
	}
}

// TestUpdateFinds checks that a weight that is not finite is found, whosever it is.
func TestUpdateFinds(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	tr, err := New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewParallel(tr, 3)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if p.shared == nil {
		t.Fatal("its weights are updated by one worker")
	}
	w := tr.net.Values()
	tr.batch.parts[0] = &Part{To: tr.batch.count, Gradient: make([]float32, len(w))}
	for _, at := range []int{0, len(w) / 2, len(w) - 1} {
		tr.opt.(optim.Ranged).Begin()
		if !p.shared() {
			t.Fatal("finite weights are said not to be")
		}
		kept := w[at]
		w[at] = float32(math.Inf(1))
		if p.shared() {
			t.Errorf("weight %d is not finite, unseen", at)
		}
		w[at] = kept
	}
}
