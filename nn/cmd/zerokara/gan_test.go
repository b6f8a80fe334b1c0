package main

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/gan"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

func TestGAN(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	g := recipe.DCGAN()
	g.Latent, g.BatchSize = 4, 10
	g.Generator = []layer.Spec{
		recipe.Dense(2 * 14 * 14), recipe.Reshape(2, 14, 14), recipe.BatchNorm(), recipe.ReLU(),
		recipe.ConvTranspose(1, 4, 2, 1), recipe.Tanh(),
	}
	g.Discriminator = []layer.Spec{recipe.Dense(8), recipe.LeakyReLU(0.2), recipe.Dense(1)}
	if err := os.WriteFile(at("small.json"), g.AppendJSON(nil), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := zerokara(t, "gan", "-recipe", at("small.json"), "-data", assets, "-steps", "40",
		"-sheet", at("sheet.png"), "-grid", at("grid.png"), "-csv", at("losses.csv"), "-o", at("generator.npz"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(out, "discriminator loss") != 20 || !strings.Contains(out, "step 40/40 epoch 1") {
		t.Errorf("losses are not printed:\n%s", out)
	}
	csv, err := os.ReadFile(at("losses.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(csv)), "\n")
	if len(lines) != 41 || lines[0] != "step,epoch,discriminator,generator" || !strings.HasPrefix(lines[40], "40,1,") {
		t.Errorf("the CSV has %d lines, from %q to %q", len(lines), lines[0], lines[len(lines)-1])
	}
	for name, want := range map[string][2]int{"sheet.png": {4*gan.GridPixels + 24, 3*gan.GridPixels + 16}, "grid.png": {gan.GridPixels, gan.GridPixels}} {
		f, err := os.Open(at(name))
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(f)
		f.Close()
		if err != nil || m.Bounds().Dx() != want[0] || m.Bounds().Dy() != want[1] {
			t.Errorf("%s: %v, %v, must be %v", name, err, m.Bounds(), want)
		}
	}
	b, err := weights.ReadFile(at("generator.npz"))
	if err != nil {
		t.Fatal(err)
	}
	if arrays, err := weights.Decode(b); err != nil || len(arrays) != 8 || arrays[4].Name != "2.running_mean" {
		t.Errorf("the generator's arrays: %v, %v", err, arrays)
	}
	for says, args := range map[string][]string{
		"neither dcgan nor a readable file": {"gan", "-recipe", "none.json"},
		"latent":                            {"gan", "-recipe", at("bad.json")},
		"must end in .npz":                  {"gan", "-o", at("x.bin")},
	} {
		if err := os.WriteFile(at("bad.json"), []byte(`{"latent":-1}`), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := zerokara(t, args...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: error is %v, must say %q", args, err, says)
		}
	}
}
