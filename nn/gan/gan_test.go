package gan

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
)

// rings returns a set of n images of rings of different sizes.
func rings(t testing.TB, n int) *data.Set {
	t.Helper()
	images, labels := make([]byte, n*mnist.Pixels), make([]byte, n)
	for i := range n {
		for p := range mnist.Pixels {
			x, y := float64(p%mnist.Side)-13.5, float64(p/mnist.Side)-13.5
			d := math.Abs(math.Hypot(x, y) - 4 - float64(i%7))
			images[i*mnist.Pixels+p] = byte(255 * max(0, 1-d/2))
		}
	}
	s, err := data.NewBlocks(mnist.Format, []string{"rings"}, []int{n})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Fill(0, mnist.Batch(images, labels)); err != nil {
		t.Fatal(err)
	}
	return s
}

// tiny returns a GAN with all of DCGAN's kinds of layer and few channels.
// smooth replaces activations with kinks, for numerical differentiation.
func tiny(smooth bool) recipe.GAN {
	g := recipe.DCGAN()
	var rectify, leaky layer.Spec = recipe.ReLU(), recipe.LeakyReLU(0.2)
	if smooth {
		rectify, leaky = recipe.Tanh(), recipe.Tanh()
	}
	g.Latent = 5
	g.Generator = []layer.Spec{
		recipe.Dense(3 * 7 * 7), recipe.Reshape(3, 7, 7), recipe.BatchNorm(), rectify,
		recipe.ConvTranspose(2, 4, 2, 1), recipe.BatchNorm(), rectify,
		recipe.ConvTranspose(1, 4, 2, 1), recipe.Tanh(),
	}
	conv := recipe.ConvPad(2, 4, 1)
	conv.Stride = 2
	g.Discriminator = []layer.Spec{conv, leaky, conv, recipe.BatchNorm(), leaky, recipe.Dropout(0.3), recipe.Dense(1)}
	g.Init = recipe.Init{Kind: recipe.InitNormal, Std: 0.3} // gradients well above float32's rounding
	g.BatchSize = 6
	g.Epochs = 2
	return g
}

func newTrainer(t testing.TB, g recipe.GAN, n int) *Trainer {
	t.Helper()
	tr, err := New(g, rings(t, n))
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// TestGradientThroughDiscriminator checks the generator's gradient, which goes
// back through the discriminator and both networks' batch statistics, against
// the central difference, and the discriminator's too.
func TestGradientThroughDiscriminator(t *testing.T) {
	tr := newTrainer(t, tiny(true), 6)
	n, err := tr.loader.Next(tr.batch)
	if err != nil {
		t.Fatal(err)
	}
	tr.size = n
	stats := [][]float32{slices.Clone(tr.gen.Stats()), slices.Clone(tr.dis.Stats())}
	restore := func() {
		copy(tr.gen.Stats(), stats[0])
		copy(tr.dis.Stats(), stats[1])
	}

	tr.generate()
	tr.backwardGenerator()
	for _, v := range tr.dis.Gradients() {
		if v != 0 {
			t.Fatal("the discriminator would learn from the generator's loss")
		}
	}
	groups := groupsOf(t, tr.gen, 1)
	nntest.CheckGradient(t, func() float64 {
		defer restore()
		tr.generate()
		copy(tr.dis.Input(n).Values(), tr.images().Values())
		tr.dis.Reseed(tr.step, 2*tr.recipe.BatchSize)
		return tr.discriminate(1)
	}, groups)

	restore()
	tr.discriminateReal()
	tr.generate()
	tr.discriminateGenerated()
	groups = groupsOf(t, tr.dis, 1)
	nntest.CheckGradient(t, func() float64 {
		defer restore()
		real := tr.dis.Input(n)
		for i, sample := range tr.batch[:n] {
			tr.set.Input(real.Sample(i), sample)
		}
		scale(real.Values(), 2, -1)
		tr.dis.Reseed(tr.step, 0)
		sum := tr.discriminate(1)
		copy(tr.dis.Input(n).Values(), tr.images().Values())
		tr.dis.Reseed(tr.step, tr.recipe.BatchSize)
		return sum + tr.discriminate(0)
	}, groups)
}

// groupsOf returns a network's parameters with copies of their gradients, except
// the biases that batch normalisation subtracts again: nothing depends on them,
// and their gradients are rounding errors.
func groupsOf(t *testing.T, p player, without int) []nntest.Group {
	t.Helper()
	var groups []nntest.Group
	for _, param := range p.Params() {
		if param.Name == "bias" && slices.Max(param.Grad) < 1e-5 && slices.Min(param.Grad) > -1e-5 {
			without--
			continue
		}
		groups = append(groups, nntest.Group{Name: param.Name, Value: param.Value, Grad: slices.Clone(param.Grad)})
	}
	if without != 0 {
		t.Errorf("%d biases too few or too many without gradient", without)
	}
	return groups
}

func TestStepAllocatesNothing(t *testing.T) {
	tr := newTrainer(t, tiny(false), 600)
	grid := make([]byte, GridPixels*GridPixels)
	step := func() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
		tr.Grid(grid)
	}
	step()
	if n := testing.AllocsPerRun(10, step); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

// TestSameSeedSameWeights trains twice, with a Grid in between once.
func TestSameSeedSameWeights(t *testing.T) {
	var want []float32
	for try := range 3 {
		g := tiny(false)
		if try == 2 {
			g.Seed++
		}
		tr := newTrainer(t, g, 20)
		grid := make([]byte, GridPixels*GridPixels)
		steps := 0
		for !tr.Finished() {
			_, done, err := tr.Advance()
			if err != nil {
				t.Fatal(err)
			}
			if done {
				steps++
			}
			if try == 1 {
				tr.Grid(grid)
			}
		}
		if steps != 8 || tr.Steps() != 8 || tr.StepCount() != 8 {
			t.Errorf("%d steps, Steps says %d, StepCount %d; two epochs of 20 images by 6 are 8", steps, tr.Steps(), tr.StepCount())
		}
		if _, err := tr.Step(); !errors.Is(err, train.ErrFinished) {
			t.Errorf("after the last step: %v", err)
		}
		got := slices.Concat(tr.gen.Values(), tr.dis.Values(), tr.gen.Stats())
		switch {
		case try == 0:
			want = got
		case try == 1 && !slices.Equal(got, want):
			t.Error("the same seed gives other weights, or Grid changes them")
		case try == 2 && slices.Equal(got, want):
			t.Error("another seed gives the same weights")
		}
	}
}

// TestGrid checks that the grid holds the generator's images of its noise, in rows
// and columns.
func TestGrid(t *testing.T) {
	tr := newTrainer(t, tiny(false), 20)
	for range 3 {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
	grid, again := make([]byte, GridPixels*GridPixels), make([]byte, GridPixels*GridPixels)
	tr.Grid(grid)
	tr.Grid(again)
	if !bytes.Equal(grid, again) {
		t.Error("two grids of the same weights differ")
	}
	const row, column = 2, 5
	noise(tr.gen.Input(1).Values(), tr.recipe.Seed, gridStep, row*GridSide+column)
	image := tr.gen.Forward(1, false).Values()
	for p, v := range image {
		at := (row*mnist.Side+p/mnist.Side)*GridPixels + column*mnist.Side + p%mnist.Side
		if want := (float64(v) + 1) / 2 * 255; math.Abs(float64(grid[at])-want) > 0.51 {
			t.Fatalf("pixel %d is %d, must be %.1f", p, grid[at], want)
		}
	}
}

func TestNoise(t *testing.T) {
	z := make([]float32, 10000)
	noise(z, 1, 2, 3)
	var sum, squares float64
	for _, v := range z {
		if !(v >= -1 && v < 1) {
			t.Fatalf("noise of %v", v)
		}
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	// Four standard errors: of the mean 1/sqrt(3n), of the square's sqrt(4/45n).
	n := float64(len(z))
	if mean := sum / n; math.Abs(mean) > 4/math.Sqrt(3*n) {
		t.Errorf("mean %v, must be near 0", mean)
	}
	if v := squares / n; math.Abs(v-1./3) > 4*math.Sqrt(4/(45*n)) {
		t.Errorf("mean square %v, must be near 1/3", v)
	}
	other := make([]float32, len(z))
	for _, place := range [][3]uint64{{2, 2, 3}, {1, 3, 3}, {1, 2, 4}} {
		if noise(other, place[0], place[1], place[2]); slices.Equal(other, z) {
			t.Errorf("the same noise at %v", place)
		}
	}
}

// TestDivergence checks that weights which gave a finite loss are kept.
func TestDivergence(t *testing.T) {
	g := tiny(false)
	g.Optimizer = recipe.SGD()
	g.LearningRate = 100
	g.Init = recipe.Init{Kind: recipe.InitNormal, Std: 100}
	g.Epochs = 1000
	tr := newTrainer(t, g, 20)
	var err error
	for err == nil {
		_, err = tr.Step()
	}
	if !errors.Is(err, train.ErrDiverged) {
		t.Fatalf("ends with %v", err)
	}
	if !tr.gen.finite() || !tr.dis.finite() {
		t.Error("the weights are not finite")
	}
	if _, again := tr.Step(); again != err {
		t.Errorf("goes on after that: %v", again)
	}
}

// TestLearnsRings trains long enough that generated images have the rings'
// mean brightness about the centre, which noise does not.
func TestLearns(t *testing.T) {
	g := tiny(false)
	g.LearningRate = 0.002
	g.BatchSize = 32
	g.Epochs = 60
	tr := newTrainer(t, g, 64)
	for !tr.Finished() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
	grid := make([]byte, GridPixels*GridPixels)
	tr.Grid(grid)
	var corner, middle int
	for k := range GridSide * GridSide {
		for p := range mnist.Pixels {
			x, y := p%mnist.Side, p/mnist.Side
			v := int(grid[(k/GridSide*mnist.Side+y)*GridPixels+k%GridSide*mnist.Side+x])
			switch d := math.Hypot(float64(x)-13.5, float64(y)-13.5); {
			case d > 15:
				corner += v
			case d > 4 && d < 10:
				middle += v
			}
		}
	}
	if middle < 2*corner {
		t.Errorf("ink in the middle %d, in the corners %d: nothing learned", middle, corner)
	}
}

// TestAnyImages trains on images of another size, of two channels, and checks a
// grid's layout.
func TestAnyImages(t *testing.T) {
	shape := tensor.Shape{C: 2, H: 2, W: 3}
	inputs := make([]float32, 12*12)
	for i := range inputs {
		inputs[i] = float32(i%5) / 4
	}
	set, err := data.NewValues(shape, inputs, make([]float32, 12))
	if err != nil {
		t.Fatal(err)
	}
	g := tiny(false)
	g.Generator = []layer.Spec{recipe.Dense(12), recipe.Reshape(2, 2, 3), recipe.Tanh()}
	g.Discriminator = []layer.Spec{recipe.Dense(4), recipe.ReLU(), recipe.Dense(1)}
	tr, err := New(g, set)
	if err != nil {
		t.Fatal(err)
	}
	for !tr.Finished() {
		if _, err := tr.Step(); err != nil {
			t.Fatal(err)
		}
	}
	grid := make([]byte, 2*GridSide*2*GridSide*3)
	tr.Grid(grid)
	const row, column, c, y, x = 3, 6, 1, 0, 2
	noise(tr.gen.Input(1).Values(), tr.recipe.Seed, gridStep, row*GridSide+column)
	want := (float64(tr.gen.Forward(1, false).Values()[(c*2+y)*3+x]) + 1) / 2 * 255
	if got := grid[((c*GridSide+row)*2+y)*GridSide*3+column*3+x]; math.Abs(float64(got)-want) > 0.51 {
		t.Errorf("pixel is %d, must be %.1f", got, want)
	}
}

func TestRefusesWhatDoesNotFit(t *testing.T) {
	g := tiny(false)
	g.Generator = []layer.Spec{recipe.Dense(64), recipe.Reshape(1, 8, 8)}
	g.Discriminator = []layer.Spec{recipe.Dense(1)}
	var fe *recipe.FieldError
	if _, err := New(g, rings(t, 4)); !errors.As(err, &fe) || fe.Field != "generator" {
		t.Errorf("images of 8x8: %v", err)
	}
	g.Latent = 0
	if _, err := New(g, rings(t, 4)); !errors.As(err, &fe) || fe.Field != "latent" {
		t.Errorf("no noise: %v", err)
	}
}

func BenchmarkStep(b *testing.B) {
	tr := newTrainer(b, recipe.DCGAN(), 6400)
	b.ReportAllocs()
	for b.Loop() {
		if tr.Finished() {
			tr = newTrainer(b, recipe.DCGAN(), 6400)
		}
		if _, err := tr.Step(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*tr.recipe.BatchSize)/b.Elapsed().Seconds(), "images/s")
}
