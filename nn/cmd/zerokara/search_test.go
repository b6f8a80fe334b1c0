package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/gonum/stat"
)

// tiny are the flags of a search that takes well under a second.
var tiny = []string{"search", "-data", assets, "-images", "100", "-validate", "40", "-epochs", "2", "-best", "3"}

// TestSearchGoesOn checks that a search interrupted in the middle of a line, and one
// that was lengthened, have the results of one that ran through.
func TestSearchGoesOn(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "all.jsonl")
	all, err := zerokara(t, append(tiny, "-trials", "6", "-o", file)...)
	if err != nil {
		t.Fatal(err)
	}
	_, best, ok := strings.Cut(all, "best 1")
	if !ok || !strings.Contains(best, "best 3") || strings.Contains(best, "best 4") || strings.Count(all, "/6: trial") != 6 {
		t.Fatalf("output:\n%s", all)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		keep  int // bytes
		extra []string
	}{
		"torn":         {len(want) - 20, nil},
		"torn heading": {30, nil},
		"finished":     {len(want), nil},
		"one worker":   {0, []string{"-workers", "1"}},
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, want[:c.keep], 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := zerokara(t, append(append(tiny, "-trials", "6", "-o", file), c.extra...)...)
		if err != nil {
			t.Fatal(err)
		}
		if _, again, _ := strings.Cut(out, "best 1"); again != best {
			t.Errorf("%s: the best are\n%s\nwant\n%s", name, again, best)
		}
		if got, _ := os.ReadFile(file); sorted(got) != sorted(want) {
			t.Errorf("%s: results\n%s\nwant\n%s", name, got, want)
		}
	}
	short := filepath.Join(dir, "short.jsonl")
	if _, err := zerokara(t, append(tiny, "-trials", "2", "-o", short)...); err != nil {
		t.Fatal(err)
	}
	if _, err := zerokara(t, append(tiny, "-trials", "6", "-o", short)...); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(short); sorted(got) != sorted(want) {
		t.Error("a search that was lengthened has other results")
	}
}

func sorted(b []byte) string {
	lines := strings.Split(string(b), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestSearchRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "r.jsonl")
	if _, err := zerokara(t, append(tiny, "-trials", "2", "-o", file)...); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"results of this search", []string{"-seed", "2", "-o", file}},
		{"results of this search", []string{"-range", "learningRate=1e-5:1e-2", "-o", file}},
		{"results of this search", []string{"-o", write("letter", "Dear Sir")}},
		{"line 2 is damaged", []string{"-o", write("damaged", lines[0]+"{]\n"+lines[2])}},
		{"line 2 is damaged", []string{"-o", write("short", lines[0]+`{"trial":0,"values":[1]}`+"\n")}},
		{"line 2 is damaged", []string{"-o", write("negative", lines[0]+`{"trial":-1,"values":[1,1]}`+"\n")}},
		{"again", []string{"-o", write("twice", lines[0]+lines[1]+lines[1])}},
		{"no such file", []string{"-o", filepath.Join(dir, "none", "r.jsonl")}},
		{"-trials is 0", []string{"-trials", "0"}},
		{"-validate is 100", []string{"-validate", "100"}},
		{"subset", []string{"-images", "70000"}},
		{"must not be negative", []string{"-best", "-1"}},
		{"is not a range", []string{"-range", "learningRate"}},
		{"larger one", []string{"-range", "learningRate=2:1"}},
		{"larger one", []string{"-range", "learningRate=1:NaN"}},
		{"above 0", []string{"-range", "weightDecay=0:1"}},
		{"unknown scale", []string{"-range", "weightDecay=0:1:cubic"}},
		{"no such number", []string{"-range", "optimizer.momentum=0:0.9:linear"}},
		{"no such number", []string{"-range", "layers[9].units=10:20:whole"}},
		{"no such number", []string{"-range", "layers=1:2"}},
		{"no such number", []string{"-range", "name=1:2"}},
		{"optimizer.beta1", []string{"-range", "optimizer.beta1=0.5:1:linear"}},
		{"whole number", []string{"-range", "batchSize=10.5:100"}},
	} {
		if _, err := zerokara(t, append(slices.Clone(tiny), c.args...)...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
	if again, _ := os.ReadFile(file); string(again) != string(b) {
		t.Error("a refused search changed the file")
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "letter")); string(b) != "Dear Sir" {
		t.Error("a refused search changed a file that is none of its own")
	}
}

// TestDraws checks the distribution of each scale by its quartiles, and that a
// trial's draws depend on seed and number only.
func TestDraws(t *testing.T) {
	spans := []span{
		{"learningRate", 1e-6, 1e-2, scaleLog}, {"layers[0].ratio", 0.2, 0.6, scaleLinear}, {"batchSize", 1, 10000, scaleWhole},
	}
	const n = 4000
	columns := make([][]float64, len(spans))
	for i := range n {
		values := drawTrial(spans, 7, i)
		if !slices.Equal(values, drawTrial(spans, 7, i)) {
			t.Fatal("the same trial draws differently")
		}
		for k, v := range values {
			if v < spans[k].Low || v > spans[k].High {
				t.Fatalf("%s is %v", spans[k].Field, v)
			}
			columns[k] = append(columns[k], v)
		}
	}
	for k, want := range [][3]float64{{1e-5, 1e-4, 1e-3}, {0.3, 0.4, 0.5}, {10, 100, 1000}} {
		slices.Sort(columns[k])
		for q, w := range want {
			got := stat.Quantile(float64(q+1)/4, stat.Empirical, columns[k], nil)
			// The standard deviation of a quartile's rank is 0.7% of n, or 6% of
			// a value four powers of ten wide on the logarithmic scale.
			if math.Abs(math.Log(got/w)) > 0.35 {
				t.Errorf("%s: quartile %d is %v, want %v", spans[k].Field, q+1, got, w)
			}
		}
	}
	if drawTrial(spans, 7, 0)[0] == drawTrial(spans, 8, 0)[0] || columns[2][n/2] != math.Round(columns[2][n/2]) {
		t.Error("the seed does not matter, or a whole number is none")
	}
}

func TestApply(t *testing.T) {
	r, _ := recipe.Preset("mlp")
	r.Seed = recipe.MaxSeed
	got, err := apply(r, []span{{Field: "layers[2].units"}, {Field: "weightDecay"}, {Field: "optimizer.beta2"}, {Field: "input[0]"}}, []float64{70, 1e-7, 0.25, 1})
	want := r
	want.Layers = slices.Clone(r.Layers)
	want.Layers[2], want.WeightDecay = recipe.Dense(70), 1e-7
	want.Optimizer = optim.Adam{Beta1: 0.9, Beta2: 0.25, Epsilon: 1e-8}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

// TestDivergedTrial checks that a diverged trial is a result, ranked last.
func TestDivergedTrial(t *testing.T) {
	out, err := zerokara(t, append(tiny, "-recipe", "mlp", "-trials", "4", "-range", "learningRate=1e-3:100", "-range", "init.std=0.001:100")...)
	if err == nil {
		t.Fatalf("the mlp's initialiser has no std, and yet:\n%s", out)
	}
	file := filepath.Join(t.TempDir(), "wild.json")
	const json = `{"preset":"mlp","optimizer":{"kind":"sgd"},"learningRate":100,"batchSize":5}`
	if err := os.WriteFile(file, []byte(json), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err = zerokara(t, append(tiny, "-recipe", file, "-trials", "4", "-best", "4", "-range", "weightDecay=1e-6:100")...)
	if err != nil || !strings.Contains(out, "diverged, weightDecay") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// FuzzReadTrials reads files of results: it does not panic, and the complete lines
// alone give the same results.
func FuzzReadTrials(f *testing.F) {
	heading := []byte(`{"seed":1}`)
	line, err := json.Marshal(trial{Trial: 3, Values: []float64{1, 2}, Accuracy: 0.5, Validation: []float64{0.5}})
	if err != nil {
		f.Fatal(err)
	}
	whole := string(heading) + "\n" + string(line) + "\n"
	for _, s := range []string{whole, whole[:len(whole)-9], string(heading), "", whole + string(line), whole + string(line) + "\n", whole + "null\n{}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		done := map[int]trial{}
		n, err := readTrials(b, heading, 2, done)
		if err != nil {
			return
		}
		if n > len(b) || n > 0 && b[n-1] != '\n' {
			t.Fatalf("%d of %d bytes are whole lines", n, len(b))
		}
		again := map[int]trial{}
		if m, err := readTrials(b[:n], heading, 2, again); m != n || err != nil || !reflect.DeepEqual(done, again) {
			t.Fatalf("again %d bytes, %v, %v; before %d, %v", m, err, again, n, done)
		}
	})
}
