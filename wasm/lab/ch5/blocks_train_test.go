//go:build !js

package ch5

import (
	"encoding/json"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/netcode"
	"github.com/zerokara/zerokara/wasm/words"
)

// TestBlocksMission trains as the worker does: two small convolutions reach the mission,
// a single layer does not.
func TestBlocksMission(t *testing.T) {
	trainSet, testSet, err := shard.ReadDir("../../../assets/mnist")
	if err != nil {
		t.Fatal(err)
	}
	take := func(from *data.Set, n int) *data.Set {
		var labels []int
		var grey []byte
		for i := range n {
			labels = append(labels, from.Label(i))
			grey = append(grey, from.Bytes(i)...)
		}
		s, err := data.NewBytes(inkShape, grey, labels, recipe.Classes)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	images, tests := take(trainSet, blocksImages), take(testSet, blocksTest)
	for net, reached := range map[string]bool{"conv16,5-relu-pool-conv16-relu-pool-dense": true, "dense": false, "pool-dense40-relu-dense": false} {
		b := chainOf(t, net)
		m := b.Train(7, nil)
		x, err := train.New(m.Recipe, images, nil)
		if err != nil {
			t.Fatal(err)
		}
		for !x.Finished() {
			stats, err := x.Step()
			if err != nil {
				t.Fatal(err)
			}
			b.Apply(&protocol.LabStep{ID: 7, Step: uint32(x.StepCount()), Steps: uint32(x.Steps()), Loss: float32(stats.Loss)})
		}
		report, err := x.Evaluate(tests)
		if err != nil {
			t.Fatal(err)
		}
		b.Apply(&protocol.LabStep{ID: 7, Step: uint32(x.StepCount()), Steps: uint32(x.Steps()), Loss: 0.1, Accuracy: float32(report.Accuracy), Done: true})
		if b.Plan().Params >= fewParams || b.Done() != reached || x.StepCount() != blocksSteps {
			t.Errorf("%s: %d parameters, %.3f after %d steps, done %v", net, b.Plan().Params, report.Accuracy, x.StepCount(), b.Done())
		}
	}
}

// TestBlocksRate: a deep chain learns at a tenth of the rate.
func TestBlocksRate(t *testing.T) {
	for net, want := range map[string]float64{"dense": 0.01, "conv8-conv8-conv8-conv8-dense50-dense": 0.01, "conv8-conv8-conv8-conv8-conv8-dense50-dense": 0.001} {
		if m := chainOf(t, net).Train(1, nil); m.Recipe.LearningRate != want {
			t.Errorf("%s learns at %g, want %g", net, m.Recipe.LearningRate, want)
		}
	}
}

func TestBlocksRun(t *testing.T) {
	b := NewBlocks()
	m := b.Train(3, make([]byte, 784))
	if err := m.Recipe.Validate(); err != nil || m.Of != (protocol.Subset{Count: 2000}) || m.Test != 1000 || m.Recipe.Epochs != 1 {
		t.Fatalf("the command is %+v; %v", m, err)
	}
	if b.Apply(&protocol.LabStep{ID: 4, Step: 5}) || !b.Apply(&protocol.LabStep{ID: 3, Step: 5, Steps: 125, Loss: 2}) || !b.Run().Going() {
		t.Error("another lab's event is taken, or its own is not")
	}
	b.Apply(&protocol.LabStep{ID: 3, Step: 125, Steps: 125, Loss: 0.3, Accuracy: 0.95, Done: true})
	if !b.Run().Trained() || b.Done() || !slices.Equal(b.Run().Losses, []float64{2, float64(float32(0.3))}) {
		t.Errorf("a large network's run: %+v, done %v", b.Run(), b.Done())
	}
	b.Choose(0)
	if !b.Run().Trained() {
		t.Error("choosing a block forgets the training")
	}
	b.Remove()
	b.Choose(b.Chain()[0].ID)
	b.Remove()
	if b.Run().ID != 0 {
		t.Error("another chain has the training of the one before")
	}
	few := chainOf(t, "dense")
	few.Train(1, nil)
	few.Apply(&protocol.LabStep{ID: 1, Done: true, Accuracy: 0.9})
	few.Train(2, nil)
	few.Apply(&protocol.LabStep{ID: 2, Step: 9, Done: true, Diverged: true, Loss: float32(math.NaN()), Accuracy: 0.99})
	if few.Done() {
		t.Error("90% is not above 90%, and what diverged is not trained")
	}
	few.Train(3, nil)
	few.Apply(&protocol.LabStep{ID: 3, Done: true, Accuracy: 0.901})
	if !few.Done() {
		t.Error("the mission is not done")
	}
	if chainOf(t, "relu").Train(1, nil) != nil {
		t.Error("what is no network is trained")
	}
}

// TestForBench checks that presets come back whole, and that any chain is a recipe that
// the page takes.
func TestForBench(t *testing.T) {
	for _, name := range recipe.Presets() {
		want, _ := recipe.Preset(name)
		b := NewBlocks()
		b.Open(want.Layers)
		want.Seed = 42
		if got := b.ForBench(42); string(got.AppendJSON(nil)) != string(want.AppendJSON(nil)) {
			t.Errorf("%s comes back as %s", name, got.AppendJSON(nil))
		}
		b.Choose(0)
		b.Add(9)
		if got := b.ForBench(42); got.ValidateKinds() != nil || len(got.Layers) != len(want.Layers)+1 || got.Seed != 42 {
			t.Errorf("%s with dropout: %v", name, got.ValidateKinds())
		}
		if m := b.Train(1, nil); m == nil || m.Recipe.Validate() != nil {
			t.Errorf("%s with dropout cannot be trained", name)
		}
	}
	if b := chainOf(t, "norm7-conv8-norm3-dense"); b.Plan().Err != nil || b.ForBench(1).ValidateKinds() != nil {
		t.Errorf("odd groups: %v", b.Plan().Err)
	}
}

// TestBlocksText says everything in both languages: no key, no name without a value, and
// the numbers that it is about.
func TestBlocksText(t *testing.T) {
	left := regexp.MustCompile(`lab\.5\.3|[{}]`)
	for _, language := range []string{"en", "ja"} {
		w := &words.Words{}
		var joined []string
		for _, file := range []string{"page", "lab", "ch5c"} {
			raw, err := os.ReadFile("../../../site/i18n/" + language + "/" + file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			if err := json.Unmarshal(raw, &part); err != nil {
				t.Fatal(err)
			}
			for k, v := range part {
				joined = append(joined, k, v)
			}
		}
		w.Use(strings.Join(joined, "\x00"))
		whole := func(what, s string) {
			t.Helper()
			if s == "" || left.MatchString(s) {
				t.Errorf("%s, %s: %q", language, what, s)
			}
		}
		for _, c := range broken {
			b := chainOf(t, c.net)
			whole(c.net, b.Reason(w))
			for _, m := range b.Mends() {
				whole(c.net+" "+m.Key, m.Text(w))
			}
			key := ""
			for _, of := range []string{"empty", "outputs", "untrainable", "softmax", "window", "row", "other", "field"} {
				s, _ := w.Find("lab.5.3.why." + of)
				pattern := regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(s), ".+")
				if key == "" && regexp.MustCompile("^"+pattern+"$").MatchString(b.Reason(w)) {
					key = of
				}
			}
			if key != c.why {
				t.Errorf("%s, %q: %q is the reason %q, want %q", language, c.net, b.Reason(w), key, c.why)
			}
			for i := range b.Chain() {
				whole(c.net, b.BlockSaid(w, i))
			}
		}
		b := NewBlocks()
		if got := b.Happened(w); !strings.Contains(got, "433,890") || !strings.Contains(got, "99.6%") {
			t.Errorf("%s: %s", language, got)
		}
		for i := range netcode.Offered {
			b.Choose(0)
			b.Add(i)
			whole("said", b.Take(w))
			whole("kind", KindName(w, i))
			for _, n := range Numbers(w, b.Chain()[0].Spec) {
				whole("number", n.Name)
			}
		}
		for _, do := range []func(){func() { b.Shift(1) }, b.Remove, b.Undo, b.Redo, func() { b.Open(nil) }, func() { b.Mend(b.Mends()[0]) }, func() { b.SetNumber(0, 20) }, func() {
			for !b.Full() {
				b.Add(5)
			}
			b.Add(5)
		}} {
			do()
			whole("said", b.Take(w))
		}
		if b.Take(w) != "" {
			t.Error("it is said twice")
		}
		few := chainOf(t, "dense")
		few.Train(1, nil)
		whole("starting", few.Standing(w))
		few.Apply(&protocol.LabStep{ID: 1, Step: 5, Steps: 125, Loss: 1.5, P: []float32{0.1, 0.9}})
		whole("training", few.Standing(w))
		whole("digit", few.Digit(w))
		few.Apply(&protocol.LabStep{ID: 1, Step: 125, Steps: 125, Loss: 0.5, Done: true, Accuracy: 0.8})
		whole("trained", few.Standing(w))
		whole("curve", few.Curve(w))
		if got := few.Happened(w); !strings.Contains(got, "80.0%") || !strings.Contains(got, "1.50") {
			t.Errorf("%s: %s", language, got)
		}
	}
}
