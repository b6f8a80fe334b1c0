package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWeightsOfOtherPrograms trains a few steps and exports and imports the weights
// in every format and layout: the evaluation is the same each time.
func TestWeightsOfOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	do := func(args ...string) string {
		t.Helper()
		out, err := zerokara(t, args...)
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return out
	}
	const net = `{"preset":"mlp","layers":[{"kind":"conv2d","filters":2,"kernel":9,"stride":4},` +
		`{"kind":"batchnorm","epsilon":1e-5,"decay":0.9},{"kind":"relu"},{"kind":"dense","units":10}]`
	recipes := map[string]string{
		"ours.json": net + `}`,
		"book.json": net + `,"weights":{"dense":"in-out","names":"W1 b1 gamma1 beta1 mean1 var1 W2 b2"}}`,
	}
	for name, json := range recipes {
		if err := os.WriteFile(at(name), []byte(json), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	do("train", "-recipe", at("ours.json"), "-data", assets, "-validate", "50000", "-rate", "0.01", "-o", at("model.bin"))
	figures := regexp.MustCompile(`test accuracy 0\.[5-9]\d{3}, loss \d\.\d{4}, 10000 images`)
	first := do("eval", "-weights", at("model.bin"), "-data", assets, "-float16")
	want := figures.FindString(first)
	if want == "" {
		t.Fatalf("eval does not say the accuracy:\n%s", first)
	}
	names := do("export", "-weights", at("model.bin"), "-recipe", at("book.json"), "-o", at("book.npz"))
	if !strings.Contains(names, "W2                   [50 10]") {
		t.Errorf("the book's layout is not:\n%s", names)
	}
	do("export", "-weights", at("model.bin"), "-o", at("ours.safetensors"))
	do("export", "-weights", at("book.npz"), "-recipe", at("book.json"), "-o", at("again.bin"))
	for _, args := range [][]string{
		{"-weights", at("book.npz"), "-recipe", at("book.json")},
		{"-weights", at("ours.safetensors"), "-recipe", at("ours.json")},
		{"-weights", at("again.bin")},
		{"-weights", at("model.bin"), "-recipe", at("book.json")},
	} {
		if got := figures.FindString(do(append([]string{"eval", "-data", assets}, args...)...)); got != want {
			t.Errorf("%v: %q, must be %q", args, got, want)
		}
	}

	for _, c := range []struct {
		says string
		args []string
	}{
		{"give a model", []string{"eval"}},
		{"give it with -recipe", []string{"eval", "-weights", at("book.npz")}},
		{`no array "W3"`, []string{"eval", "-weights", at("book.npz"), "-recipe", "book-deepconv"}},
		{"leave -recipe out", []string{"eval", "-weights", at("model.bin"), "-recipe", "codelab"}},
		{`it has 8 arrays, the recipe's network 6`, []string{"eval", "-weights", at("book.npz"), "-recipe", "mlp"}},
		{"ends in .npz", []string{"export", "-weights", at("model.bin"), "-o", at("model.h5")}},
		{"no such file", []string{"eval", "-weights", at("none.npz"), "-recipe", "mlp"}},
		{"neither a .npz archive", []string{"eval", "-weights", "weights_test.go", "-recipe", "mlp"}},
	} {
		if _, err := zerokara(t, c.args...); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: error is %v, must say %q", c.args, err, c.says)
		}
	}
	if _, err := os.Stat(at("model.h5")); err == nil {
		t.Error("a refused export left a file")
	}
}
