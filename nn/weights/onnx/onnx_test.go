package onnx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights/layout"
	"github.com/zerokara/zerokara/nn/weights/onnx"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"google.golang.org/protobuf/encoding/protowire"
)

// everyKind has the layers that no preset has.
func everyKind() recipe.Recipe {
	r, _ := recipe.Preset("codelab")
	r.Name, r.Temperature = "every-kind", 0.5
	strided := recipe.ConvPad(4, 4, 2)
	strided.Stride = 3
	dilated := recipe.Conv(4, 2)
	dilated.Dilation = 2
	r.Layers = []layer.Spec{
		strided, recipe.LeakyReLU(0.2), layer.AvgPool2D{Kernel: 3, Stride: 2, Pad: 1}, recipe.ConvTranspose(3, 4, 2, 1),
		recipe.Tanh(), dilated, layer.MaxPool2D{Kernel: 3, Stride: 1, Pad: 1}, recipe.BatchNorm(), recipe.Identity(),
		layer.Flatten{}, recipe.BatchNorm(), recipe.Reshape(1, 32, 8), recipe.AvgPool(2), recipe.Dropout(0.5), recipe.Dense(36), recipe.Reshape(4, 3, 3),
		recipe.Conv(8, 3), recipe.Sigmoid(), recipe.Conv(16, 1), recipe.Softmax(), recipe.Dense(10),
	}
	return r
}

// steps has a perceptron's layer, and a softmax of an image.
func steps() recipe.Recipe {
	r := everyKind()
	r.Name, r.Layers = "steps", []layer.Spec{recipe.Dense(50), recipe.Step(), recipe.Reshape(2, 5, 5), recipe.Softmax(), recipe.Conv(10, 5)}
	return r
}

// model returns a recipe's model, with untrained weights.
func model(t *testing.T, r recipe.Recipe) ([]byte, error) {
	t.Helper()
	n, err := network.New(r, 1)
	if err != nil {
		t.Fatal(err)
	}
	arrays, err := layout.Save(n, r)
	if err != nil {
		t.Fatal(err)
	}
	return onnx.Append([]byte("before"), r, arrays, onnx.About(r, 0xabc, 12))
}

// fields returns the values of a message's field, which has bytes.
func fields(t *testing.T, b []byte, field protowire.Number) (all []string) {
	t.Helper()
	for len(b) > 0 {
		num, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		m := protowire.ConsumeFieldValue(num, kind, b[n:])
		if m < 0 {
			t.Fatal(protowire.ParseError(m))
		}
		if num == field && kind == protowire.BytesType {
			v, _ := protowire.ConsumeBytes(b[n:])
			all = append(all, string(v))
		}
		b = b[n+m:]
	}
	return all
}

// TestMetadata reads what a model says of itself.
func TestMetadata(t *testing.T) {
	r, _ := recipe.Preset("zerokara")
	b, err := model(t, r)
	if err != nil || !bytes.HasPrefix(b, []byte("before")) {
		t.Fatalf("%q, %v", b[:6], err)
	}
	b = b[len("before"):]
	said := map[string]string{}
	for _, e := range fields(t, b, 14) {
		said[fields(t, []byte(e), 1)[0]] = fields(t, []byte(e), 2)[0]
	}
	for key, want := range map[string]string{
		"temperature": "0.5", "fingerprint": "0000000000000abc", "step": "12", "engine": "3",
		"recipe": string(r.AppendJSON(nil)), "preprocessing": onnx.Preparation,
	} {
		if said[key] != want {
			t.Errorf("%s is %q, must be %q", key, said[key], want)
		}
	}
	graph := fields(t, b, 7)[0]
	var ops []string
	for _, n := range fields(t, []byte(graph), 1) {
		ops = append(ops, fields(t, []byte(n), 4)[0])
	}
	want := "Conv MaxPool BatchNormalization Relu Conv MaxPool BatchNormalization Relu Conv BatchNormalization Relu Flatten Gemm Identity Mul Softmax"
	if got := strings.Join(ops, " "); got != want {
		t.Errorf("operators %s, must be %s", got, want)
	}
}

// own is a layer that only this program has.
type own struct{}

func (own) Build(in tensor.Shape, maxBatch int) (layer.Layer, error) {
	return layer.ReLU{}.Build(in, maxBatch)
}

// TestRefusals checks what cannot be written.
func TestRefusals(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	r.Layers = append([]layer.Spec{own{}}, r.Layers...)
	if _, err := model(t, r); err == nil || !strings.Contains(err.Error(), "layer 0") {
		t.Errorf("a layer of one's own: %v", err)
	}
	r, _ = recipe.Preset("mlp")
	if _, err := onnx.Append(nil, r, []safetensors.Array{}, nil); err == nil || !strings.Contains(err.Error(), `"0.weight"`) {
		t.Errorf("no arrays: %v", err)
	}
}

// TestEveryKind checks that each kind of layer has an operator or is refused.
func TestEveryKind(t *testing.T) {
	used := map[string]bool{}
	for _, l := range slices.Concat(everyKind().Layers, steps().Layers) {
		used[layer.KindOf(l)] = true
	}
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		for _, l := range r.Layers {
			used[layer.KindOf(l)] = true
		}
	}
	for _, kind := range layer.Kinds() {
		if !used[kind] {
			t.Errorf("TestRuntime has no layer of kind %s", kind)
		}
	}
}
