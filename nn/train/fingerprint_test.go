//go:build amd64 || wasm

package train_test

import (
	"runtime"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// fingerprints are the weights of each preset after 200 steps on 1,000 made
// images: in every browser, and on amd64 with AVX2 and FMA. They change only
// when what is computed changes, for which a decision record gives the reason.
// Of the book's presets two train as simpleconv and deepconv do.
var fingerprints = []struct {
	preset      string
	wasm, amd64 uint64
}{
	{"zerokara", 0xc7d406c357652b1f, 0x77a3bdab5bb943d9},
	{"patient", 0xd3aca382b01e9b71, 0x4b2efe89bfe12ae1},
	{"simpleconv", 0x7e967ec3ca0d4612, 0xbd92452f5376703e},
	{"deepconv", 0x6486359199928b75, 0x94ca579c86c9ba10},
	{"deepconv-augmented", 0xf4b9f5247d3ad34a, 0xc6ccee7be3fae257},
	{"codelab", 0x2e5805cccc81631a, 0x52daf65a9c4379b0},
	{"mlp", 0x26a8fd1d64f2dcff, 0x601e2e778528ca05},
	{"mlp-sigmoid", 0x36638ebb483e4b33, 0xa481882bca9483d0},
	{"twolayer", 0x83ef2af28f9420df, 0x1b5665a66ea8dd00},
	{"twolayer-sigmoid", 0x63538463a4cc3604, 0x0b66c5ad4d4d0f8a},
	{"zerokara-2epochs", 0xf3c8bf37a1965477, 0x8534e1fe2c10530a},
	{"book-mlp", 0xcbc73fdfaa484a74, 0x5c744c5ec0de08ae},
}

// TestFingerprints compares the weights of every preset with those recorded.
func TestFingerprints(t *testing.T) {
	s := bars.Set(t, 1000)
	for _, f := range fingerprints {
		r, _ := recipe.Preset(f.preset)
		if len(r.Layers) > 15 {
			r.BatchSize = 16 // the deep networks would take minutes
		}
		r.Steps, r.Epochs = 200, recipe.MaxEpochs
		tr, err := train.New(r, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		bars.Run(t, tr)
		if tr.StepCount() != r.Steps {
			t.Fatalf("%s: %d steps instead of %d", f.preset, tr.StepCount(), r.Steps)
		}
		want := f.amd64
		if runtime.GOARCH == "wasm" {
			want = f.wasm
		}
		if got := tr.Fingerprint(); got != want {
			t.Errorf("%s: weights %#016x instead of %#016x", f.preset, got, want)
		}
	}
}
