package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const assets = "../../../assets/mnist"

// zerokara runs the tool and returns what it prints.
func zerokara(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(args, &out)
	return out.String(), err
}

func TestTrainThenEval(t *testing.T) {
	model := filepath.Join(t.TempDir(), "model.bin")
	trained, err := zerokara(t, "train", "-recipe", "mlp", "-data", assets, "-seed", "3", "-o", model)
	if err != nil {
		t.Fatal(err)
	}
	accuracy := regexp.MustCompile(`test accuracy (0\.9[3-9]\d\d), loss 0\.\d+, 10000 images`).FindString(trained)
	if accuracy == "" {
		t.Fatalf("one epoch of the mlp does not reach 93%%, or does not say so:\n%s", trained)
	}
	if !strings.Contains(trained, "step 600/600") || !strings.Contains(trained, "label \\ answer") {
		t.Errorf("no progress or no confusion matrix:\n%s", trained)
	}
	evaluated, err := zerokara(t, "eval", "-weights", model, "-data", assets)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(evaluated, accuracy) {
		t.Errorf("the model file does not evaluate to %q:\n%s", accuracy, evaluated)
	}
}

// The weights do not depend on the number of workers.
func TestWorkers(t *testing.T) {
	var prints []string
	for _, workers := range []string{"0", "1", "3"} {
		out, err := zerokara(t, "train", "-recipe", "mlp", "-data", assets, "-validate", "58000", "-workers", workers)
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, regexp.MustCompile(`(?m)^validation accuracy.*|weights \w{16}`).FindAllString(out, -1)...)
	}
	if len(prints) != 6 || prints[0] != prints[2] || prints[0] != prints[4] || prints[1] != prints[3] || prints[1] != prints[5] {
		t.Errorf("accuracies and weights are %q", prints)
	}
}

func TestSeedsAndValidation(t *testing.T) {
	out, err := zerokara(t, "train", "-recipe", "mlp", "-data", assets, "-seeds", "2", "-validate", "58000", "-batch", "50")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(out, "validation accuracy") != 3 || !strings.Contains(out, "58000 images") || !strings.Contains(out, "over 2 seeds: mean 0.") {
		t.Errorf("output:\n%s", out)
	}
}

func TestRecipes(t *testing.T) {
	list, err := zerokara(t, "recipes")
	if err != nil || !strings.Contains(list, "simpleconv       conv 30 5x5, relu, max pool 2x2, dense 100, relu, dense 10; adam") {
		t.Errorf("%v:\n%s", err, list)
	}
	json, err := zerokara(t, "recipes", "-print", "codelab")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "r.json")
	if err := os.WriteFile(file, []byte(json), 0o666); err != nil {
		t.Fatal(err)
	}
	if again, err := zerokara(t, "recipes", "-print", file); err != nil || again != json {
		t.Errorf("%v:\n%s\n%s", err, again, json)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	junk := filepath.Join(t.TempDir(), "junk")
	if err := os.WriteFile(junk, []byte(`{"epochz":1}`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{`no command "fly"`, []string{"fly"}},
		{"neither a preset (zerokara", []string{"train", "-recipe", "nonesuch"}},
		{"epochz: is not a field", []string{"train", "-recipe", junk}},
		{"epochs: is 0", []string{"train", "-epochs", "0"}},
		{"-seeds is 0", []string{"train", "-seeds", "0"}},
		{"-workers is -1", []string{"train", "-workers", "-1"}},
		{"unexpected", []string{"train", "simpleconv"}},
		{"cannot write the model", []string{"train", "-o", filepath.Join(junk, "model.bin")}},
		{"say which model", []string{"eval"}},
		{"not a usable", []string{"eval", "-weights", junk}},
		{"no such file", []string{"eval", "-weights", junk + "2"}},
		{"flag provided but not defined", []string{"train", "-epoch", "1"}},
	} {
		if _, err := zerokara(t, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
	if out, err := zerokara(t); err == nil || !strings.Contains(out, "usage: zerokara") {
		t.Errorf("no arguments: %v\n%s", err, out)
	}
}
