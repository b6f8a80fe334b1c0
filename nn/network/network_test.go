package network_test

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

func preset(t *testing.T, name string) recipe.Recipe {
	t.Helper()
	r, ok := recipe.Preset(name)
	if !ok {
		t.Fatalf("no preset %q", name)
	}
	return r
}

func build(t *testing.T, r recipe.Recipe, maxBatch int) *network.Network {
	t.Helper()
	n, err := network.New(r, maxBatch)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// shrink keeps a network's kinds of layers but makes it small: of the tens of
// thousands of ReLU and pooling units of a whole preset, some have their kink
// within any step of numerical differentiation.
func shrink(r recipe.Recipe) recipe.Recipe {
	r.Input = tensor.Shape{C: 1, H: 12, W: 12}
	r.Layers = slices.Clone(r.Layers)
	for i, l := range r.Layers {
		switch l := l.(type) {
		case layer.Conv2D:
			l.Filters, l.Kernel = min(l.Filters, 3), 3
			r.Layers[i] = l
		case layer.Dense:
			if l.Units != recipe.Classes {
				l.Units = min(l.Units, 8)
			}
			r.Layers[i] = l
		}
	}
	r.Init = recipe.Init{Kind: recipe.InitHe} // std 0.01 leaves nothing to measure
	return r
}

// TestGradient checks backpropagation through a small version of every preset's
// network against numerical differentiation (the book's section 5.7.4).
func TestGradient(t *testing.T) {
	for _, name := range recipe.Presets() {
		t.Run(name, func(t *testing.T) {
			const size = 6
			n := build(t, shrink(preset(t, name)), size)
			for _, p := range n.Params() {
				if p.Name == "bias" { // away from zero, where every ReLU would have its kink
					nntest.NewRand(5).Normal(tensor.Tensor{N: 1, Shape: tensor.Vec(p.Size()), Data: p.Value})
				}
			}
			nntest.NewRand(11).Spread(n.Input(size))
			labels := []int32{7, 0, 4, 9, 9, 1}
			stats := slices.Clone(n.Stats())
			forward := func(dlogits tensor.Tensor) float64 {
				copy(n.Stats(), stats)
				sum, _ := loss.SoftmaxCrossEntropy{}.Compute(dlogits, n.Forward(size, true), loss.Labels(labels...), 1)
				return sum
			}
			forward(n.OutputGrad(size))
			n.Backward(size)
			var groups []nntest.Group
			for i, p := range n.Params() {
				if p.Name == "bias" && i+1 < len(n.Params()) && n.Params()[i+1].Name == "gamma" {
					// Batch norm takes the mean away again: the gradient is zero
					// but for rounding, and so there is nothing to compare.
					if worst := slices.Max(p.Grad) - slices.Min(p.Grad); worst > 3e-5 {
						t.Errorf("bias before batch norm has gradient %v", p.Grad)
					}
					continue
				}
				groups = append(groups, nntest.Group{Name: p.Name + " " + string(rune('1'+i/2)), Value: p.Value, Grad: p.Grad})
			}
			nntest.CheckGradient(t, func() float64 { return forward(tensor.Tensor{}) }, groups)
		})
	}
}

func TestParameters(t *testing.T) {
	for name, want := range map[string]int{
		"simpleconv": 30*25 + 30 + 4320*100 + 100 + 1000 + 10,
		"codelab":    8*25 + 8 + 16*8*25 + 16 + 2560 + 10,
		"deepconv":   16*9 + 16 + 16*16*9 + 16 + 32*16*9 + 32 + 32*32*9 + 32 + 64*32*9 + 64 + 64*64*9 + 64 + 50*1024 + 50 + 510,
		"twolayer":   784*50 + 50 + 510,
		"mlp":        784*50 + 50 + 5000 + 100 + 1000 + 10,
	} {
		n := build(t, preset(t, name), 1)
		total := 0
		for _, p := range n.Params() {
			total += p.Size()
		}
		if len(n.Values()) != want || total != want || len(n.Gradients()) != want {
			t.Errorf("%s: %d values, %d gradients, parameters add up to %d, want %d", name, len(n.Values()), len(n.Gradients()), total, want)
		}
	}
}

// TestArenas checks that parameters share the arenas without gaps, those that
// decay first.
func TestArenas(t *testing.T) {
	n := build(t, preset(t, "zerokara"), 2)
	first, other := n.Gradients(), make([]float32, len(n.Values()))
	if old := n.SwapGradients(other); &old[0] != &first[0] || &n.Gradients()[0] != &other[0] {
		t.Error("the arenas of gradients were not exchanged")
	}
	for i := range n.Values() {
		n.Values()[i] = float32(i)
		n.Gradients()[i] = float32(i)
	}
	seen := make([]bool, len(n.Values()))
	for _, p := range n.Params() {
		for i, v := range p.Value {
			if v != p.Grad[i] {
				t.Fatalf("%s: value and gradient %d lie apart", p.Name, i)
			}
			if seen[int(v)] {
				t.Fatalf("%s overlaps another parameter", p.Name)
			}
			seen[int(v)] = true
			if p.Decay != (int(v) < n.Decayed()) {
				t.Fatalf("%s is on the wrong side of the decay", p.Name)
			}
		}
	}
	if slices.Contains(seen, false) {
		t.Error("the arena has a gap")
	}
}

func TestEqualRecipesGiveEqualWeights(t *testing.T) {
	r := preset(t, "zerokara")
	a, b := build(t, r, 3), build(t, r, 30)
	if !slices.Equal(a.Values(), b.Values()) || !slices.Equal(a.Stats(), b.Stats()) {
		t.Error("equal recipes give different weights")
	}
	r.Seed++
	if slices.Equal(a.Values(), build(t, r, 3).Values()) {
		t.Error("another seed gives the same weights")
	}
}

func TestRefusals(t *testing.T) {
	r := preset(t, "mlp")
	if _, err := network.New(r, 0); err == nil {
		t.Error("accepted batches of 0")
	}
	r.Layers = nil
	var fe *recipe.FieldError
	if _, err := network.New(r, 1); !errors.As(err, &fe) {
		t.Errorf("no layers: %v", err)
	}
}

func checkpoint(t testing.TB) *network.Checkpoint {
	r, _ := recipe.Preset("codelab")
	n, err := network.New(r, 1)
	if err != nil {
		t.Fatal(err)
	}
	return &network.Checkpoint{
		Recipe: r, Values: n.Values(), Optimizer: [][]float32{{1, 2}, nil, {3}},
		Step: 5, ImagesSeen: 500, Epoch: 2, Offset: 77,
	}
}

func TestCheckpointSurvivesEncoding(t *testing.T) {
	want := checkpoint(t)
	got, err := network.DecodeCheckpoint(want.Append(nil))
	if err == nil {
		err = got.ParseRecipe()
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %d values, %v", len(got.Values), err)
	}
	if other := preset(t, "mlp"); !errors.Is(got.For(other), network.ErrCheckpoint) || got.For(want.Recipe) != nil {
		t.Error("it is not only of its own recipe")
	}
	n := build(t, want.Recipe, 1)
	clear(n.Values())
	if err := n.Load(got); err != nil || !slices.Equal(n.Values(), want.Values) {
		t.Errorf("loading: %v", err)
	}
	if err := build(t, preset(t, "mlp"), 1).Load(got); !errors.Is(err, network.ErrCheckpoint) {
		t.Errorf("loading into another network: %v", err)
	}
}

func TestDecodeCheckpointRefuses(t *testing.T) {
	good := checkpoint(t).Append(nil)
	for _, n := range []int{0, 5, 12, len(good) / 2, len(good) - 1} {
		if _, err := network.DecodeCheckpoint(good[:n]); !errors.Is(err, network.ErrCheckpoint) {
			t.Errorf("torn after %d bytes: %v", n, err)
		}
	}
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, b := range map[string][]byte{
		"a flipped bit": flipped,
		"more bytes":    append(slices.Clone(good), 0),
		"a picture":     []byte("\x89PNG\r\n\x1a\n and so on and on"),
	} {
		if _, err := network.DecodeCheckpoint(b); !errors.Is(err, network.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, spoil := range map[string]func(*network.Checkpoint){
		"NaN":                  func(c *network.Checkpoint) { c.Values = []float32{float32(math.NaN())} },
		"infinity":             func(c *network.Checkpoint) { c.Optimizer = [][]float32{{float32(math.Inf(-1))}} },
		"too many arrays":      func(c *network.Checkpoint) { c.Optimizer = make([][]float32, 9) },
		"an impossible recipe": func(c *network.Checkpoint) { c.Recipe.Epochs = 0 },
	} {
		c := checkpoint(t)
		spoil(c)
		got, err := network.DecodeCheckpoint(c.Append(nil))
		if err == nil {
			err = got.ParseRecipe()
		}
		if !errors.Is(err, network.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecodeCheckpoint(f *testing.F) {
	c := checkpoint(f)
	c.Values = c.Values[:3]
	f.Add(c.Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := network.DecodeCheckpoint(b)
		if err == nil {
			err = c.ParseRecipe()
		}
		if err != nil {
			if !errors.Is(err, network.ErrCheckpoint) {
				t.Fatalf("%v does not wrap ErrCheckpoint", err)
			}
			return
		}
		if _, err := network.DecodeCheckpoint(c.Append(nil)); err != nil {
			t.Fatalf("does not survive encoding: %v", err)
		}
	})
}
