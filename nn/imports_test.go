//go:build !js

package nn_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/zerokara/zerokara/"

// deps returns a package's dependencies as the page is built with them. What
// only the standard library imports (it uses syscall/js itself) is left out.
func deps(t *testing.T, pkg string) []string {
	t.Helper()
	format := "{{if not .Standard}}{{.ImportPath}} {{join .Imports \" \"}}{{end}}"
	cmd := exec.Command("go", "list", "-deps", "-f", format, module+pkg)
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %s: %v", pkg, err)
	}
	return strings.Fields(string(out))
}

// TestImportDirection checks who may know whom: the engine knows no browser,
// and data flows one way, data -> network -> train -> session -> protocol ->
// state -> view, scene.
func TestImportDirection(t *testing.T) {
	const (
		js     = "syscall/js"
		ebiten = "github.com/hajimehoshi/ebiten/v2"
		plot   = "gonum.org/v1/plot" // for the command line only
	)
	for pkg, never := range map[string][]string{
		"nn/internal/kernel":     {"nn/tensor", "nn/recipe", "nn/data", "nn/layer"},
		"nn/internal/fields":     {"nn/recipe", "nn/layer", "nn/loss", "nn/optim"},
		"nn/wire":                {"nn/tensor", "nn/internal/format", "nn/recipe"},
		"nn/tensor":              {"nn/internal/kernel", "nn/recipe", "nn/data", "nn/layer"},
		"nn/recipe":              {"nn/data", "nn/network", "nn/train"},
		"nn/data":                {"nn/mnist", "nn/ink", "nn/layer", "nn/network", "nn/train"},
		"nn/mnist":               {"nn/ink", "nn/layer", "nn/network", "nn/train"},
		"nn/ink":                 {"nn/data", "nn/recipe", "nn/layer", "nn/network", "nn/train"},
		"nn/augment":             {"nn/data", "nn/network", "nn/train"},
		"nn/layer":               {"nn/recipe", "nn/data", "nn/network", "nn/train"},
		"nn/loss":                {"nn/recipe", "nn/data", "nn/network", "nn/train"},
		"nn/optim":               {"nn/recipe", "nn/layer", "nn/network", "nn/train"},
		"nn/network":             {"nn/data", "nn/train"},
		"nn/evaluate":            {"nn/train", "nn/explain", js, ebiten, plot},
		"nn/evaluate/decision":   {"nn/data", "nn/network", "nn/evaluate"},
		"nn/explain":             {"nn/train", js, ebiten, plot},
		"nn/train":               {"wasm/protocol", js, ebiten, plot},
		"nn/book/perceptron":     {"nn/network", "nn/train", plot},
		"nn/book/numeric":        {"nn/layer", "nn/network", "nn/train", plot},
		"nn/book/graph":          {"nn/layer", "nn/network", "nn/train", plot},
		"nn/book/gradcheck":      {js, ebiten, plot},
		"nn/gan":                 {"nn/weights", "wasm/protocol", js, ebiten},
		"wasm/protocol":          {"nn/train", "nn/network", "wasm/state", "wasm/session", js, ebiten},
		"wasm/session":           {"wasm/state", "wasm/scene", "wasm/jsbridge", js, ebiten},
		"nn/export":              {"nn/network", "nn/train", js},
		"nn/weights/safetensors": {"nn/network", "nn/train"},
		"nn/weights/onnx":        {"nn/network", "nn/train", js},
		"wasm/view/takeaway":     {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/worker":            {"nn/weights", "wasm/state", "wasm/scene", ebiten},
		"wasm/jsbridge":          {"wasm/state", "wasm/scene", "wasm/session", "nn/train", ebiten},
		"wasm/words":             {"wasm/state", "wasm/dom", "nn/tensor", js, ebiten},
		"wasm/state":             {"wasm/scene", "wasm/dom", "wasm/session", "nn/train", "nn/network", js, ebiten},
		"wasm/state/netcode":     {"wasm/state", "nn/network", js, ebiten},
		"wasm/state/qrcode":      {"wasm/state", "nn/recipe", "rsc.io/qr/coding", js, ebiten},
		"wasm/dom":               {"wasm/state", "wasm/words", "wasm/lab/ch2", "wasm/scene", "wasm/app", "wasm/session", "nn/train", ebiten},
		"wasm/view/errors":       {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/gan":          {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/lab/table":         {"wasm/state", "wasm/dom", js, ebiten},
		"wasm/lab":               {"wasm/lab/ch2", "wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/lab/ch2":           {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/lab/ch3":           {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/lab/ch4":           {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/lab/ch5":           {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/inside":       {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/offline":      {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/preparation":  {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/race":         {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/why":          {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/kept":         {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/score":        {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/view/teach":        {"wasm/scene", "wasm/app", "wasm/session", "nn/train", "nn/network", ebiten},
		"wasm/scene":             {"wasm/app", "wasm/session", "nn/train"},
		"wasm/app":               {"wasm/session", "nn/train", "nn/network"},
	} {
		have := deps(t, pkg)
		for _, bad := range never {
			if !strings.Contains(bad, ".") && bad != js {
				bad = module + bad
			}
			if slices.Contains(have, bad) {
				t.Errorf("%s must not depend on %s", pkg, bad)
			}
		}
	}
}

// TestWorkerStaysSmall keeps out of worker.wasm what would take it beyond the
// 1,000,000 bytes, gzipped, that "make sizes" allows: fmt alone has 110,000 of
// them. A package may be imported as long as nothing of it is linked but the
// values of its variables. Calling methods by name, as text/template does, is
// <ReflectMethod> in the linker's words: it keeps every exported method of
// everything.
func TestWorkerStaysSmall(t *testing.T) {
	cmd := exec.Command("go", "build", "-ldflags=-dumpdep", "-o", filepath.Join(t.TempDir(), "worker.wasm"), module+"wasm/worker")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.CombinedOutput() // the linker lists what refers to what
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	if !bytes.Contains(out, []byte("-> main.main")) {
		t.Fatal("the linker does not say what it links")
	}
	heavy := regexp.MustCompile(`<ReflectMethod>|-> (fmt|os|net/http|compress/gzip|regexp|text/template|encoding/json[/a-z0-9]*)\.`)
	for line := range strings.Lines(string(out)) {
		initialises := strings.Contains(line, ".inittask") || strings.Contains(line, ".init -> ") || strings.Contains(line, "..stmp_")
		if heavy.MatchString(line) && !initialises {
			t.Errorf("wasm/worker links %s", line)
		}
	}
}

// TestViewsLeaveTheDocumentToDOM checks that no view and no lab imports syscall/js:
// wasm/dom, the only package that touches the document, does for all.
func TestViewsLeaveTheDocumentToDOM(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", module+"wasm/view/...", module+"wasm/lab/...")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil || !bytes.Contains(out, []byte(module+"wasm/dom")) {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if imports := strings.Fields(line); slices.Contains(imports[1:], "syscall/js") {
			t.Errorf("%s imports syscall/js", imports[0])
		}
	}
}
