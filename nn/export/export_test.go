//go:build !js

package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
	"github.com/zerokara/zerokara/nn/weights/layout"
)

// made returns a network, its export and what it predicts for the drawing.
func made(t *testing.T) (*network.Network, *export.Network, []float32) {
	t.Helper()
	r, _ := recipe.Preset("mlp")
	r.Name, r.Temperature, r.Seed = "`<step>`", 0.5, 77
	net, err := network.New(r, 1)
	if err != nil {
		t.Fatal(err)
	}
	arrays, err := layout.Save(net, r)
	if err != nil {
		t.Fatal(err)
	}
	grey := make([]byte, ink.Pixels)
	strokes := []ink.Stroke{{{X: 0.3, Y: 0.2}, {X: 0.7, Y: 0.2}, {X: 0.4, Y: 0.9}}}
	ink.Render(grey, strokes)
	model, err := evaluate.New(net, r.Loss, r.Temperature)
	if err != nil {
		t.Fatal(err)
	}
	x, p := make([]float32, ink.Pixels), make([]float32, model.Size())
	for i, v := range grey {
		x[i] = float32(v) / 255
	}
	model.Predict(p, x)
	return net, &export.Network{Recipe: r, Arrays: arrays, Fingerprint: 0xabc, Step: 12, Drawing: export.Drawing{Strokes: strokes, Grey: grey}}, p
}

// TestProgram runs the Go program: it predicts what the network does.
func TestProgram(t *testing.T) {
	_, n, p := made(t)
	b, err := n.File(export.Go)
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(b, []byte("\n")); lines > 30 {
		t.Errorf("it has %d lines", lines)
	}
	path := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", path).CombinedOutput()
	var want strings.Builder
	for digit, v := range p {
		fmt.Fprintf(&want, "%d %7.3f%%\n", digit, 100*v)
	}
	if err != nil || string(out) != want.String() {
		t.Errorf("%v\n%s\nmust be\n%s", err, out, want.String())
	}
}

// TestSafetensors reads the file back.
func TestSafetensors(t *testing.T) {
	net, n, _ := made(t)
	b, err := n.File(export.Safetensors)
	if err != nil {
		t.Fatal(err)
	}
	arrays, err := weights.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	other := n.Recipe
	other.Seed++
	again, err := network.New(other, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := weights.Load(again, other, arrays); err != nil || !slices.Equal(again.Values(), net.Values()) {
		t.Errorf("other weights, %v", err)
	}
}

// TestNotebook takes the notebook apart.
func TestNotebook(t *testing.T) {
	_, n, _ := made(t)
	n.Recipe.Layers = append([]layer.Spec{recipe.Conv(3, 5), recipe.BatchNorm(), recipe.Pool(2)}, n.Recipe.Layers...)
	b, err := n.File(export.Notebook)
	if err != nil {
		t.Fatal(err)
	}
	var book struct {
		Format int `json:"nbformat"`
		Cells  []struct {
			Type   string `json:"cell_type"`
			Source string
		}
	}
	if err := json.Unmarshal(b, &book); err != nil || book.Format != 4 || len(book.Cells) != 6 {
		t.Fatalf("%v, format %d, %d cells", err, book.Format, len(book.Cells))
	}
	for i, says := range map[int]string{
		0: "step 12 of its run, fingerprint 0000000000000abc",
		2: "    Convolution(1, 3, 5, stride=1, padding=0, dilation=1),\n    BatchNormalization(3, eps=1e-05),\n    Pooling(2, stride=2, padding=0),\n    Affine(432, 50),\n    Relu(),\n    Affine(50, 100),",
		4: `json.loads("[[[0.3000,0.2000],[0.7000,0.2000],[0.4000,0.9000]]]")`,
	} {
		if !strings.Contains(book.Cells[i].Source, says) {
			t.Errorf("cell %d is %.400s, must have %s", i, book.Cells[i].Source, says)
		}
	}
	if dir := os.Getenv("NOTEBOOK"); dir != "" { // to be looked at, and run
		os.WriteFile(filepath.Join(dir, "digits.ipynb"), b, 0o644)
	}
}

// TestKinds checks that each kind of file has a name, and which a network gives.
func TestKinds(t *testing.T) {
	_, n, _ := made(t)
	names := map[string]bool{}
	for _, kind := range export.Kinds() {
		names[export.Name("a/b c", kind)] = true
		b, err := n.File(kind)
		ofRun := kind == export.Model || kind == export.Curves || kind == export.Picture
		if (err != nil) != ofRun || (len(b) == 0) != ofRun {
			t.Errorf("%s: %d bytes, %v", kind, len(b), err)
		}
	}
	got := strings.Join(slices.Sorted(maps.Keys(names)), " ")
	if want := "a-b-c.bin a-b-c.csv a-b-c.go a-b-c.ipynb a-b-c.json a-b-c.onnx a-b-c.png a-b-c.safetensors"; got != want {
		t.Errorf("names %s, must be %s", got, want)
	}
	if _, err := n.File("exe"); err == nil || !strings.Contains(err.Error(), "onnx") {
		t.Errorf("a kind that is none: %v", err)
	}
	r, err := n.File(export.Recipe)
	if want := n.Recipe.AppendJSON(nil); err != nil || !bytes.Equal(r, want) {
		t.Errorf("recipe %s", r)
	}
}
