package main

import (
	"bytes"
	"encoding/csv"
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
	if !strings.Contains(trained, "step 600/600") || !strings.Contains(trained, "label \\ predicted") {
		t.Errorf("no progress or no confusion matrix:\n%s", trained)
	}
	evaluated, err := zerokara(t, "eval", "-weights", model, "-data", assets)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(evaluated, "expected calibration error 0.0") || !strings.Contains(evaluated, "not sure of 0.0") {
		t.Errorf("no calibration or doubt:\n%s", evaluated)
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

// cyclic writes a recipe with two cosine cycles and returns its file.
func cyclic(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "cyclic.json")
	const json = `{"preset":"mlp","schedule":{"kind":"cosine","cycles":2},"epochs":4,"learningRate":0.003}`
	if err := os.WriteFile(file, []byte(json), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestCurveAndSnapshots checks the rows of a curve, and that the snapshots of a
// run's cycles form an ensemble.
func TestCurveAndSnapshots(t *testing.T) {
	dir := t.TempDir()
	model, curve := filepath.Join(dir, "model.bin"), filepath.Join(dir, "curve.csv")
	if out, err := zerokara(t, "train", "-recipe", cyclic(t), "-data", assets, "-images", "500", "-curve", curve, "-snapshots", "-o", model); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(curve)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 || rows[0][7] != "test_accuracy" || rows[4][1] != "4" || rows[4][2] != "20" || rows[1][5] == rows[4][5] {
		t.Errorf("curve: %v", rows)
	}
	last, err := os.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}
	one, two := filepath.Join(dir, "model-1.bin"), filepath.Join(dir, "model-2.bin")
	if b, err := os.ReadFile(two); err != nil || !bytes.Equal(b, last) {
		t.Errorf("the last cycle's snapshot is not the last model (%v)", err)
	}
	out, err := zerokara(t, "eval", "-data", assets, "-weights", one+","+two)
	if err != nil || !strings.Contains(out, "mlp, 10 steps") || !strings.Contains(out, "ensemble of 2\ntest accuracy 0.") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPatience(t *testing.T) {
	model := filepath.Join(t.TempDir(), "model.bin")
	out, err := zerokara(t, "train", "-recipe", "mlp", "-data", assets, "-images", "100", "-epochs", "200", "-steps", "150", "-decay", "0.001",
		"-validate", "1000", "-patience", "2", "-by", "loss", "-o", model)
	if err != nil || !regexp.MustCompile(`stopped after epoch \d+; the best weights are epoch \d+'s`).MatchString(out) || strings.Contains(out, "step 150/150") {
		t.Errorf("%v\n%s", err, out)
	}
	kept, err := readWeights("", model)
	if err != nil {
		t.Fatal(err)
	}
	if r := kept.Recipe(); r.Steps != 150 || r.WeightDecay != 0.001 {
		t.Errorf("the model's recipe has %d steps, weight decay %v", r.Steps, r.WeightDecay)
	}
}

func TestRecipes(t *testing.T) {
	list, err := zerokara(t, "recipes")
	if err != nil || !strings.Contains(list, "simpleconv       conv2d filters 30 kernel 5 stride 1 dilation 1, relu, maxpool2d kernel 2 stride 2, dense units 100, relu, dense units 10; adam") {
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

func TestGradCheck(t *testing.T) {
	out, err := zerokara(t, "gradcheck", "-recipe", "mlp", "-data", assets, "-elements", "10")
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for _, want := range []string{`0 dense weight +39200 +\d+ +\d+ +0 `, `4 dense bias +10 +\d+ +\d+ +0 `, `all 45360 gradients: .* \d+ times faster`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("nothing matches %q in\n%s", want, out)
		}
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
		{"not be negative", []string{"train", "-images", "-1"}},
		{"needs -validate", []string{"train", "-patience", "3"}},
		{"must be accuracy or loss", []string{"train", "-validate", "100", "-patience", "3", "-by", "luck"}},
		{"no effect", []string{"train", "-by", "loss"}},
		{"needs -o FILE", []string{"train", "-snapshots"}},
		{"exclude each other", []string{"train", "-snapshots", "-patience", "3", "-validate", "100"}},
		{"cannot write the curve", []string{"train", "-curve", filepath.Join(junk, "c.csv")}},
		{"-images 60001", []string{"train", "-images", "60001", "-data", assets}},
		{"cannot write the model", []string{"train", "-o", filepath.Join(junk, "model.bin")}},
		{"give a model", []string{"eval"}},
		{"not a usable", []string{"eval", "-weights", junk}},
		{"no such file", []string{"eval", "-weights", junk + "2"}},
		{"flag provided but not defined", []string{"train", "-epoch", "1"}},
	} {
		if _, err := zerokara(t, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
}
