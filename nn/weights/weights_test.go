package weights_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights"
)

func read(t testing.TB, name string) []weights.Array {
	t.Helper()
	b, err := weights.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	arrays, err := weights.Decode(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return arrays
}

// small returns a recipe for a network like those of testdata/generate.py.
func small(layers ...layer.Spec) recipe.Recipe {
	r, _ := recipe.Preset("mlp")
	r.Layers = layers
	r.Input = tensor.Shape{C: 1, H: 2, W: 3}
	return r
}

func build(t testing.TB, r recipe.Recipe) *network.Network {
	t.Helper()
	n, err := network.New(r, 3)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// wantLogits compares the network's logits with NumPy's in the file: y for x.
// NumPy's sums are float64 and ours float32, of at most 32 products.
func wantLogits(t *testing.T, n *network.Network, file string, within float64) {
	t.Helper()
	want := read(t, file)
	copy(n.Input(3).Values(), want[0].Data)
	for i, y := range n.Forward(3, false).Values() {
		if math.Abs(float64(y-want[1].Data[i])) > within {
			t.Fatalf("logit %d is %v, NumPy's is %v", i, y, want[1].Data[i])
		}
	}
}

var mlp = []layer.Spec{recipe.Dense(4), recipe.ReLU(), recipe.Dense(10)}

func TestArraysOfEveryKind(t *testing.T) {
	inOut := recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2 b2"}
	unnamed := recipe.Weights{Dense: recipe.DenseInOut}
	for _, c := range []struct {
		file   string
		w      recipe.Weights
		within float64
	}{
		{"mlp-f8.npz", inOut, 1e-6},
		{"mlp-f4-compressed.npz", inOut, 1e-6},
		{"mlp-big-endian.npz", inOut, 1e-6},
		{"mlp-fortran.npz", inOut, 1e-6},
		{"mlp-f2.npz", inOut, 4e-3}, // weights of 11 bits
		{"mlp-order.npz", unnamed, 1e-6},
		{"mlp-f8.npz", unnamed, 1e-6}, // none of the default names: in order
		{"mlp-out-in.npz", recipe.Weights{Dense: recipe.DenseOutIn, Names: inOut.Names}, 1e-6},
		{"mlp-out-in.npz", recipe.Weights{}, 1e-6},
		{"mlp.safetensors", inOut, 1e-6},
		{"mlp-f8.safetensors", unnamed, 1e-6},
	} {
		r := small(mlp...)
		r.Weights = c.w
		n := build(t, r)
		if err := weights.Load(n, r, read(t, c.file)); err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		wantLogits(t, n, "mlp-predictions.npz", c.within)
	}

	r := small(mlp...)
	r.Weights = unnamed
	n := build(t, r)
	arrays, err := weights.ReadDir("testdata/mlp-folder")
	if err != nil {
		t.Fatal(err)
	}
	if err := weights.Load(n, r, arrays); err != nil {
		t.Fatal(err)
	}
	wantLogits(t, n, "mlp-predictions.npz", 1e-6)
}

func TestBatchNormComesWithItsStatistics(t *testing.T) {
	r := small(recipe.ConvPad(2, 3, 1), recipe.BatchNorm(), recipe.ReLU(), recipe.Dense(10))
	r.Input = tensor.Shape{C: 1, H: 4, W: 4}
	n := build(t, r)
	if err := weights.Load(n, r, read(t, "conv-torch.npz")); err != nil {
		t.Fatal(err)
	}
	wantLogits(t, n, "conv-predictions.npz", 1e-5)
	for _, write := range []func(*bytes.Buffer, []weights.Array) error{
		func(b *bytes.Buffer, a []weights.Array) error { return weights.WriteNPZ(b, a) },
		func(b *bytes.Buffer, a []weights.Array) error { return weights.WriteSafetensors(b, a) },
	} {
		saved, err := weights.Save(n, r)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := write(&b, saved); err != nil {
			t.Fatal(err)
		}
		got, err := weights.Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, saved) {
			t.Errorf("what was written reads back as %v, want %v", got, saved)
		}
		again := build(t, r)
		if err := weights.Load(again, r, got); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(again.Values(), n.Values()) || !slices.Equal(again.Stats(), n.Stats()) {
			t.Error("the network is not the one that was saved")
		}
	}
}

func TestSaveAsTheBookDoes(t *testing.T) {
	r := small(mlp...)
	r.Weights = recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2 b2"}
	n := build(t, r)
	want := read(t, "mlp-f4-compressed.npz")
	if err := weights.Load(n, r, want); err != nil {
		t.Fatal(err)
	}
	got, err := weights.Save(n, r)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: saved %v, want %v", err, got, want)
	}
}

// TestScaledDropout compares a network that scales by 1-p at inference, as the
// book's does, with one without dropout whose values are scaled by hand.
func TestScaledDropout(t *testing.T) {
	r := small(recipe.Dense(4), recipe.ReLU(), recipe.Dropout(0.75), recipe.Dense(10), recipe.Dropout(0.5))
	r.Weights = recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2 b2", Dropout: recipe.DropoutScaled}
	file := read(t, "mlp-f4-compressed.npz")
	n := build(t, r)
	if err := weights.Load(n, r, file); err != nil {
		t.Fatal(err)
	}
	plain := small(recipe.Dense(4), recipe.ReLU())
	plain.Layers = append(plain.Layers, recipe.Dense(10))
	plain.Weights = recipe.Weights{Dense: recipe.DenseInOut}
	p := build(t, plain)
	if err := weights.Load(p, plain, file); err != nil {
		t.Fatal(err)
	}
	for i := range n.Input(3).Values() {
		n.Input(3).Values()[i] = float32(i) / 8
		p.Input(3).Values()[i] = float32(i) / 8
	}
	p.Forward(3, false)
	hidden := p.Activations(1, 3).Values() // of the ReLU
	for i := range hidden {
		hidden[i] *= 0.25
	}
	y := p.Activations(2, 3)
	p.Layers()[2].Forward(y, p.Activations(1, 3), false)
	for i, v := range n.Forward(3, false).Values() {
		if want := y.Values()[i] * 0.5; math.Abs(float64(v-want)) > 1e-6 {
			t.Errorf("logit %d is %v, must be %v", i, v, want)
		}
	}
	if saved, err := weights.Save(n, r); err != nil || !reflect.DeepEqual(saved, file) {
		t.Errorf("%v: does not save what was loaded: %v", err, saved)
	}
	r.Layers[1] = recipe.BatchNorm()
	r.Layers[3], r.Layers[4] = recipe.BatchNorm(), recipe.Dense(10)
	if err := weights.Load(build(t, r), r, file); err == nil || !strings.Contains(err.Error(), "layer 2") {
		t.Errorf("dropout between batch norms: %v", err)
	}
}

// TestWhatDoesNotFit checks the error of arrays that do not fit, and that the
// network keeps its weights.
func TestWhatDoesNotFit(t *testing.T) {
	named := recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2 b2"}
	f8 := read(t, "mlp-f8.npz")
	negative := read(t, "conv-torch.npz")
	negative[5].Data[1] = -1
	for _, c := range []struct {
		layers []layer.Spec
		w      recipe.Weights
		arrays []weights.Array
		want   string
	}{
		{mlp, recipe.Weights{Dense: recipe.DenseOutIn}, f8, `"W1" is (6, 4), must be (4, 6); it is the transpose: say "weights":{"dense":"in-out"}`},
		{mlp, named, read(t, "mlp-out-in.npz"), `say "weights":{"dense":"out-in"}`},
		{mlp, recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2"}, f8, "weights.names are 3, its network has 4 arrays: name each of 0.weight (6, 4), 0.bias (4,)"},
		{mlp, recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1 W2 b3"}, f8, `no array "b3"; it has W1 (6, 4), b1 (4,)`},
		{mlp, named, f8[:3], `no array "b2"`},
		{mlp, recipe.Weights{}, f8[:3], "it has 3 arrays, the recipe's network 4"},
		{mlp[2:], recipe.Weights{Dense: recipe.DenseInOut, Names: "W1 b1"}, f8, "it has 4 arrays, the recipe's network 2"},
		{append([]layer.Spec{recipe.Dense(5)}, mlp[1:]...), named, f8, `"W1" is (6, 4), must be (6, 5)`},
		{[]layer.Spec{recipe.Conv(2, 1), recipe.BatchNorm(), recipe.ReLU(), recipe.Dense(10)}, recipe.Weights{}, negative, `"0.weight" is (2, 1, 3, 3), must be (2, 1, 1, 1)`},
	} {
		r := small(c.layers...)
		r.Weights = c.w
		n := build(t, r)
		before := slices.Clone(n.Values())
		err := weights.Load(n, r, c.arrays)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error is %q, must say %q", err, c.want)
		}
		if !slices.Equal(n.Values(), before) {
			t.Errorf("%v: changed the network", err)
		}
	}
	r := small(recipe.ConvPad(2, 3, 1), recipe.BatchNorm(), recipe.ReLU(), recipe.Dense(10))
	r.Input = tensor.Shape{C: 1, H: 4, W: 4}
	err := weights.Load(build(t, r), r, negative)
	if err == nil || !strings.Contains(err.Error(), "negative variance") {
		t.Errorf("a negative variance: %v", err)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for file, says := range map[string]string{
		"bad-objects.npz":  "Python objects",
		"bad-integers.npz": "holds <i8, not floating point numbers",
		"bad-nan.npz":      `value 0 of "b1" is not a finite float32`,
		"bad-huge.npz":     `value 0 of "b1" is not a finite float32`,
		"generate.py":      "neither a .npz archive",
		"torch.pt":         `it is PyTorch's (.pt, .pth); its pickle is a program and is not run here; convert it with Python`,
		"torch-legacy.pth": `numpy.savez("model.npz", **{k: v.detach().float().numpy() for k, v in state.items()})`,
		"torch-script.pt":  `state = torch.jit.load("model.pt", map_location="cpu").state_dict()`,
	} {
		b, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		_, err = weights.Decode(b)
		if !errors.Is(err, weights.ErrFile) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, must say %q", file, err, says)
		}
	}
	for _, b := range []string{"", "PK", "\x93NUMPY", "\x80\x04\x95"} {
		if _, err := weights.Decode([]byte(b)); !errors.Is(err, weights.ErrFile) {
			t.Errorf("%q: %v", b, err)
		}
	}
	if _, err := weights.ReadDir(t.TempDir()); err == nil {
		t.Error("read an empty folder")
	}
	if _, err := weights.ReadFile("/dev/zero"); err == nil {
		t.Error("read an endless file")
	}
}
