package augment

import (
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/recipe"
)

// render returns the image of a 7.
func render() nntest.Picture {
	pixels := make([]byte, ink.Pixels)
	ink.Render(pixels, []ink.Stroke{{{X: 0.3, Y: 0.2}, {X: 0.7, Y: 0.2}, {X: 0.45, Y: 0.8}}})
	return nntest.NewPicture(pixels)
}

// augmented returns what an augmenter makes of a picture of strokes.
func augmented(a recipe.Augment, p nntest.Picture, step, position int) nntest.Picture {
	g := NewAugmenter(recipe.Recipe{Augment: a, Seed: 7})
	dst := make([]float32, ink.Pixels)
	g.Input(dst, p.Pixels, 1, step, position)
	pixels := make([]byte, ink.Pixels)
	for i, v := range dst {
		pixels[i] = byte(v*255 + 0.5)
	}
	return nntest.NewPicture(pixels)
}

var every = recipe.Augment{Shift: 2, Rotate: 20, Scale: 0.1, Stretch: 0.1, Shear: 0.2, Thickness: 1, ElasticAlpha: 34, ElasticSigma: 4}

func TestNoAugmentation(t *testing.T) {
	if NewAugmenter(recipe.Recipe{Seed: 1}) != nil {
		t.Error("an augmenter that changes nothing")
	}
	// The smallest amount changes nothing that can be seen: the way there and
	// back is exact.
	p := render()
	for position := range 9 {
		if got := augmented(recipe.Augment{Shift: 1e-9}, p, 3, position); !slices.Equal(got.Pixels, p.Pixels) {
			t.Fatal("a shift of nothing changes the image")
		}
	}
}

// TestAmounts checks each kind of change by what it does to a nntest.Picture, and that
// it comes near its largest amount both ways but not past it.
func TestAmounts(t *testing.T) {
	small := make([]byte, ink.Pixels) // half as large, so that nothing is cut off
	for i, v := range render().Pixels {
		small[(i/ink.Side/2+7)*ink.Side+i%ink.Side/2+7] += v / 4
	}
	p := nntest.NewPicture(small)
	angle := func(p nntest.Picture) float64 { // of the main axis, in degrees
		var xx, xy, yy float64
		for i, v := range p.Pixels {
			x, y := float64(i%ink.Side)+0.5-p.CX, float64(i/ink.Side)+0.5-p.CY
			f := float64(v)
			xx, xy, yy = xx+f*x*x, xy+f*x*y, yy+f*y*y
		}
		return math.Mod(math.Atan2(2*xy, xx-yy)/2*180/math.Pi+180, 180)
	}
	spread := func(p nntest.Picture) float64 {
		var sum float64
		for i, v := range p.Pixels {
			x, y := float64(i%ink.Side)+0.5-p.CX, float64(i/ink.Side)+0.5-p.CY
			sum += float64(v) / 255 * (x*x + y*y)
		}
		return math.Log(sum/p.Mass) / 2
	}
	for _, c := range []struct {
		name        string
		a           recipe.Augment
		measure     func(nntest.Picture) float64
		least, most float64 // the larger of the two largest changes lies between
		tolerance   float64
	}{
		{"shift across", recipe.Augment{Shift: 2}, func(p nntest.Picture) float64 { return p.CX }, 1.8, 2, 0.01},
		{"shift down", recipe.Augment{Shift: 2}, func(p nntest.Picture) float64 { return p.CY }, 1.8, 2, 0.01},
		{"rotate", recipe.Augment{Rotate: 15}, angle, 14, 15, 0.6},
		{"scale", recipe.Augment{Scale: 0.2}, spread, 0.18, 0.2, 0.02},
		{"thickness", recipe.Augment{Thickness: 1}, func(p nntest.Picture) float64 { return p.Mass / 14 }, 0.5, 1.3, 0},
	} {
		was := c.measure(p)
		lo, hi := 0.0, 0.0
		for position := range 256 {
			d := c.measure(augmented(c.a, p, 1, position)) - was
			lo, hi = min(lo, d), max(hi, d)
		}
		if max(-lo, hi) > c.most+c.tolerance || min(-lo, hi) < c.least-c.tolerance {
			t.Errorf("%s: changes from %.3f to %.3f, want nearly ±%v", c.name, lo, hi, c.most)
		}
	}
}

func TestAugmentationDependsOnStepAndPosition(t *testing.T) {
	p := render()
	g := NewAugmenter(recipe.Recipe{Augment: every, Seed: 7})
	first, again := make([]float32, ink.Pixels), make([]float32, ink.Pixels)
	seen := map[[8]float32]bool{}
	for step := range 4 {
		for position := range 64 {
			g.Input(first, p.Pixels, 1, step, position)
			seen[[8]float32(first[10*ink.Side+10:])] = true
		}
	}
	if len(seen) < 250 {
		t.Errorf("only %d of 256 images differ", len(seen))
	}
	// Another worker, which did not do the images before, makes the same.
	NewAugmenter(recipe.Recipe{Augment: every, Seed: 7}).Input(again, p.Pixels, 1, 3, 63)
	if !slices.Equal(first, again) {
		t.Error("an image depends on those before it")
	}
	NewAugmenter(recipe.Recipe{Augment: every, Seed: 8}).Input(again, p.Pixels, 1, 3, 63)
	if slices.Equal(first, again) {
		t.Error("the seed does not matter")
	}
}

// TestPlainFraction checks how many images stay as they are, that drawn ones and signs are
// not among these, and that none of them changes another.
func TestPlainFraction(t *testing.T) {
	p := render()
	same, got, before := make([]float32, ink.Pixels), make([]float32, ink.Pixels), make([]float32, ink.Pixels)
	for i, v := range p.Pixels {
		same[i] = float32(v) * (1.0 / 255)
	}
	a := every
	a.Drawn, a.Scribbles = 0.25, 0.25
	without := NewAugmenter(recipe.Recipe{Augment: a, Seed: 7})
	a.Plain = 0.6
	g := NewAugmenter(recipe.Recipe{Augment: a, Seed: 7})
	plain, others := 0, 0
	for position := range 2000 {
		label := g.Input(got, p.Pixels, 7, 1, position)
		was := without.Input(before, p.Pixels, 7, 1, position)
		switch {
		case slices.Equal(got, same):
			plain++
			if label != 7 {
				t.Fatalf("a 7 that stays as it is became %d", label)
			}
		case label != was || !slices.Equal(got, before):
			t.Fatal("another image changes otherwise than without")
		default:
			others++
		}
	}
	if plain < 540 || plain > 660 || others == 0 { // of the 1,000 that are neither drawn nor signs
		t.Errorf("%d of 2,000 images stay as they are, want 600", plain)
	}
	only := NewAugmenter(recipe.Recipe{Augment: recipe.Augment{Rotate: 30, Plain: 1}})
	if only.Input(got, p.Pixels, 7, 0, 0); !slices.Equal(got, same) {
		t.Error("one of all that are to stay as they are is turned")
	}
}

// TestAugmentedStaysAnImage checks the range, also with ink at every edge, and
// that nothing comes in at the opposite edge.
func TestAugmentedStaysAnImage(t *testing.T) {
	full := slices.Repeat([]byte{255}, ink.Pixels)
	column := make([]byte, ink.Pixels)
	for y := range ink.Side {
		column[y*ink.Side+ink.Side-1] = 255
	}
	g := NewAugmenter(recipe.Recipe{Augment: every, Seed: 1})
	dst := make([]float32, ink.Pixels)
	for position := range 200 {
		g.Input(dst, full, 8, 0, position)
		for i, v := range dst {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("position %d: value %d is %v", position, i, v)
			}
		}
		g.Input(dst, column, 1, 0, position)
		for y := range ink.Side {
			if dst[y*ink.Side] != 0 {
				t.Fatalf("position %d: ink of the right edge at the left", position)
			}
		}
	}
	if n := testing.AllocsPerRun(10, func() { g.Input(dst, full, 8, 0, 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestElasticField(t *testing.T) {
	const alpha, sigma = 34, 4
	f := newField(alpha, sigma, 1)
	// Noise uniform in [-1, 1) has a deviation of 1/√3; a Gaussian's average of
	// it 1/(2 sigma √π) of that.
	want := alpha / math.Sqrt(3) / (2 * sigma * math.Sqrt(math.Pi))
	for _, c := range [][]int32{f.across, f.down} {
		var sum, sumSq, step float64
		for y := range fieldSide {
			for x := range fieldSide {
				v := float64(c[y*fieldWidth+x]) / (1 << 16)
				next := float64(c[y*fieldWidth+x+1]) / (1 << 16)
				sum, sumSq, step = sum+v, sumSq+v*v, step+(next-v)*(next-v)
			}
		}
		n := float64(fieldSide * fieldSide)
		if rms := math.Sqrt(sumSq / n); math.Abs(rms-want) > 0.15*want {
			t.Errorf("displacement of %.2f pixels, want %.2f", rms, want)
		}
		// Neighbours' difference: sqrt(2 (1 - exp(-1/(4 sigma²)))) of it.
		if ratio := math.Sqrt(step / sumSq); math.Abs(ratio-0.176) > 0.03 {
			t.Errorf("neighbours differ by %.3f of the displacement, want 0.176", ratio)
		}
		if c[5*fieldWidth+fieldSide+3] != c[5*fieldWidth+3] || c[(fieldSide+3)*fieldWidth+5] != c[3*fieldWidth+5] {
			t.Error("the field does not repeat")
		}
	}
	if slices.Equal(f.across, f.down) {
		t.Error("both components are the same")
	}
}

func BenchmarkAugment(b *testing.B) {
	p := render()
	dst := make([]float32, ink.Pixels)
	affine := every
	affine.ElasticAlpha, affine.ElasticSigma, affine.Thickness = 0, 0, 0
	for name, a := range map[string]recipe.Augment{"affine": affine, "all": every} {
		b.Run(name, func(b *testing.B) {
			g := NewAugmenter(recipe.Recipe{Augment: a, Seed: 7})
			i := 0
			for b.Loop() {
				g.Input(dst, p.Pixels, 1, 0, i)
				i++
			}
		})
	}
}

func BenchmarkAugmentDefault(b *testing.B) {
	r, _ := recipe.Preset(recipe.Default)
	g := NewAugmenter(r)
	p := render()
	dst := make([]float32, ink.Pixels)
	i := 0
	for b.Loop() {
		g.Input(dst, p.Pixels, int32(i%10), 0, i%60000)
		i++
	}
}
