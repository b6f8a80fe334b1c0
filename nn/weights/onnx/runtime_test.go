//go:build !js

package onnx_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights/layout"
	"github.com/zerokara/zerokara/nn/weights/onnx"
)

var runtimeDir = flag.String("onnxruntime", "", "folder that .ci/onnx has fetched onnxruntime-web into")

// within is how far probabilities may lie apart.
const within = 1e-5

// subject is a trained network and the file it is in.
type subject struct {
	name string
	t    *train.Trainer
	path string
}

// oneLogit tells two classes apart by one output.
func oneLogit() recipe.Recipe {
	r := everyKind()
	r.Name, r.Layers, r.Loss = "one-logit", []layer.Spec{recipe.Dense(1)}, loss.Logistic{}
	return r
}

// TestRuntime has onnxruntime predict 10,000 test images by each preset's ONNX file:
// the same digits and the same probabilities as the engine's.
func TestRuntime(t *testing.T) {
	if *runtimeDir == "" {
		t.Skip("make test-onnx runs it, with -onnxruntime")
	}
	set, test, err := shard.ReadDir("../../../assets/mnist")
	if err != nil {
		t.Fatal(err)
	}
	if set, err = set.Subset(0, 2000); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	images := filepath.Join(dir, "images.bin")
	var grey []byte
	for i := range test.Len() {
		grey = append(grey, test.Samples(i, i+1).Bytes...)
	}
	if len(grey) != 10000*784 || os.WriteFile(images, grey, 0o644) != nil {
		t.Fatalf("%d bytes of images", len(grey))
	}
	recipes := []recipe.Recipe{everyKind(), steps(), oneLogit()}
	for _, name := range recipe.Presets() { // which the book's presets have the layers of
		r, _ := recipe.Preset(name)
		recipes = append(recipes, r)
	}
	networks := make([]subject, 0, len(recipes))
	for _, r := range recipes {
		tr := trained(t, r, set)
		networks = append(networks, subject{r.Name, tr, write(t, dir, r.Name, tr)})
	}
	var wg sync.WaitGroup
	for half := range 2 { // a process for each core
		wg.Go(func() {
			args := []string{"testdata/run.mjs", *runtimeDir, images}
			var want string
			for i, n := range networks {
				if i%2 == half {
					args = append(args, n.path)
					want += "image logits,probabilities\n"
				}
			}
			var errs bytes.Buffer
			cmd := exec.Command("node", args...)
			cmd.Stderr = &errs
			if out, err := cmd.Output(); err != nil || string(out) != want {
				t.Errorf("node: %v: inputs and outputs %s\n%s", err, out, errs.Bytes())
			}
		})
	}
	wg.Wait()
	for _, n := range networks {
		compare(t, n, test)
	}
}

// trained returns a network with weights, and statistics, that some steps have moved.
func trained(t *testing.T, r recipe.Recipe, set *data.Set) *train.Trainer {
	r.Steps, r.Epochs = 30, recipe.MaxEpochs
	if len(r.Layers) > 15 {
		r.BatchSize, r.Steps = 16, 10
	}
	if _, ok := r.Loss.(loss.Logistic); ok {
		set, r.Steps = nil, 0 // there is no data for it
	}
	tr, err := train.New(r, nil, nil)
	if err == nil && set != nil {
		err = tr.Attach(set, nil)
	}
	if err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	p, err := train.NewParallel(tr, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for range r.Steps {
		if _, err := p.Step(); err != nil {
			t.Fatal(err)
		}
	}
	rng, noise := rand.New(rand.NewPCG(1, 2)), 0.05
	if r.Name == everyKind().Name || r.Name == steps().Name {
		noise = 1 // there is much that squeezes
	}
	for i := range tr.Network().Values() { // so that logits differ
		tr.Network().Values()[i] += float32(noise * rng.NormFloat64())
	}
	return tr
}

// write writes a network's ONNX file.
func write(t *testing.T, dir, name string, tr *train.Trainer) string {
	r := tr.Recipe()
	r.Weights = recipe.Weights{}
	arrays, err := layout.Save(tr.Network(), r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := onnx.Append(nil, r, arrays, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	path := filepath.Join(dir, "model-"+name+".onnx")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// compare compares what onnxruntime has said with what the network says.
func compare(t *testing.T, n subject, test *data.Set) {
	b, err := os.ReadFile(n.path + ".out")
	if err != nil {
		t.Error(err)
		return
	}
	got := make([]float32, len(b)/4)
	for i := range got {
		got[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	classes := n.t.Model().Classes()
	if len(got) != classes*test.Len() {
		t.Errorf("%s: %d probabilities", n.name, len(got))
		return
	}
	var apart float64
	low, high := float32(1), float32(0) // of the first class
	others := 0
	for at := 0; at < test.Len(); at += 1000 {
		n.t.Model().PredictBatch(test.Samples(at, at+1000), func(i int, p []float32) {
			q := got[classes*(at+i):][:classes]
			for k := range p {
				apart = max(apart, math.Abs(float64(p[k]-q[k])))
			}
			low, high = min(low, p[0]), max(high, p[0])
			if tensor.ArgMax(p) != tensor.ArgMax(q) {
				others++
			}
		})
	}
	t.Logf("%-20s probabilities at most %.1e apart, %d digits differ; the first from %.3g to %.3g", n.name, apart, others, low, high)
	if !(apart <= within) || others > 0 || high-low < 100*within {
		t.Errorf("%s: probabilities %g apart, %d other digits, the first from %g to %g", n.name, apart, others, low, high)
	}
}
