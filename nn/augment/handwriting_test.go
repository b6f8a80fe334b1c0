package augment

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/recipe"
)

// TestTemplates checks that what is drawn is an image like MNIST's, and hardly ever
// the same twice.
func TestTemplates(t *testing.T) {
	h := newHand(1)
	for _, w := range slices.Concat(digits, signs) {
		if len(w.strokes) > maxStrokes || slices.ContainsFunc(w.strokes, func(s stroke) bool { return len(s) > maxPoints }) {
			t.Fatalf("a template of %d has more strokes or points than there is room for", w.label)
		}
	}
	for label := range byte(none + 1) {
		seen := map[[ink.Pixels]byte]bool{}
		for number := range uint64(variants) {
			pixels := h.draw(label, number)
			seen[[ink.Pixels]byte(pixels)] = true
			p := nntest.NewPicture(pixels)
			if box := p.Box(); max(box[0], box[1]) < 19 || max(box[0], box[1]) > 20 || p.Mass < 20 || label < none && p.Mass > 160 {
				t.Errorf("%d: a box of %v pixels with %.0f of ink", label, box, p.Mass)
			}
		}
		if len(seen) < variants-1 {
			t.Errorf("%d: only %d of %d drawings differ", label, len(seen), variants)
		}
	}
	// Whatever was drawn before.
	if again := newHand(1); !slices.Equal(again.draw(7, 5), h.draw(7, 5)) || slices.Equal(newHand(2).draw(7, 5), h.draw(7, 5)) {
		t.Error("a drawing depends on more, or less, than seed, label and number")
	}
	if n := testing.AllocsPerRun(20, func() { h.done[7*variants+3] = false; h.draw(7, 3) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestDrawnFraction checks that the fraction of images that are replaced is the
// recipe's.
func TestDrawnFraction(t *testing.T) {
	blank, dst := make([]byte, ink.Pixels), make([]float32, ink.Pixels)
	inked := func(fraction float64, label int32) (n int) {
		g := NewAugmenter(recipe.Recipe{Augment: recipe.Augment{Drawn: fraction}, Seed: 1})
		for position := range 1000 {
			g.Input(dst, blank, label, 0, position)
			if slices.Max(dst) > 0 {
				n++
			}
		}
		return n
	}
	if n := inked(0.2, 7); n < 150 || n > 250 {
		t.Errorf("%d of 1000 are drawn, want 200", n)
	}
	if n := inked(1, 7); n != 1000 {
		t.Errorf("%d of 1000 are drawn, want all", n)
	}
}

func TestScribbles(t *testing.T) {
	blank, dst := make([]byte, ink.Pixels), make([]float32, ink.Pixels)
	g := NewAugmenter(recipe.Recipe{Augment: recipe.Augment{Scribbles: 0.2, Drawn: 0.3}, Seed: 1})
	scribbles, drawn := 0, 0
	for position := range 1000 {
		label := g.Input(dst, blank, 7, 0, position)
		ink := slices.Max(dst) > 0
		switch {
		case label == -1 && ink:
			scribbles++
		case label == 7 && ink:
			drawn++
		case label != 7:
			t.Fatalf("a 7 became %d, ink %v", label, ink)
		}
	}
	if scribbles < 150 || scribbles > 250 || drawn < 240 || drawn > 360 {
		t.Errorf("%d scribbles and %d drawings of 1000, want 200 and 300", scribbles, drawn)
	}
}

func BenchmarkHand(b *testing.B) {
	h := newHand(1)
	for b.Loop() {
		h.done[9*variants+3] = false
		h.draw(9, 3)
	}
}
