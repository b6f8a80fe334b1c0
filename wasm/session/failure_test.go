package session

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// started returns a host whose session waits for its first shards.
func started(t *testing.T) *fake {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serve(manifestName)
	h.posts = nil
	return h
}

func TestShardsAreCheckedAndRetried(t *testing.T) {
	const name = "train-00.bin.gz"
	flipped := func(raw []byte, at int) []byte { raw = slices.Clone(raw); raw[at] ^= 1; return raw }
	for what, c := range map[string]struct {
		content func(raw []byte) []byte
		hash    string
		detail  string
	}{
		"torn":       {func(raw []byte) []byte { return raw[:len(raw)-1] }, "", "inflates to"},
		"wrong hash": {func(raw []byte) []byte { return raw }, strings.Repeat("f", 64), "SHA-256 is ff"},
		"wrong CRC":  {func(raw []byte) []byte { return flipped(raw, 5) }, "", "CRC-32"},
		"empty":      {func([]byte) []byte { return nil }, goodHash, "inflates to 0"},
	} {
		t.Run(what, func(t *testing.T) {
			h := started(t)
			first := h.take(name)
			if first.Reload || first.After != 0 || first.Manifest || first.Limit != 60*785 {
				t.Errorf("first try %+v", first)
			}
			h.s.Arrived(first.ID, c.content(h.files[name]), c.hash)
			h.wantFaults("shard " + name)
			if f := last[*protocol.Fault](h); !strings.Contains(f.Detail, c.detail) {
				t.Errorf("detail %q", f.Detail)
			}
			second := h.take(name)
			h.s.Failed(second.ID, "no byte for 30 s")
			third := h.take(name)
			if !second.Reload || !third.Reload || second.After <= 0 || third.After <= second.After {
				t.Errorf("retries %+v, %+v", second, third)
			}
			h.s.Arrived(first.ID, h.files[name], "")  // answered already
			h.s.Failed(second.ID, "answered already") //
			h.s.Received(first.ID, 5)                 //
			h.wantFaults("shard " + name + ", shard " + name)
			h.s.Arrived(third.ID, h.files[name], "") // no hash: CRC-32 and length do
			h.serveAll()
			h.run()
			h.wantFaults("shard " + name + ", shard " + name)
			h.wantPhases("training done")
		})
	}
}

func TestLostShards(t *testing.T) {
	for what, c := range map[string]struct {
		lost   []string
		images uint32
		evals  uint32
		why    string // what follows from it, by the fault of the last one
	}{
		"a training shard":        {[]string{"train-01.bin.gz"}, 2 * 110, testImages, ""},
		"the first one":           {[]string{"train-00.bin.gz"}, 2 * 120, testImages, ""},
		"a test shard":            {[]string{"test-01.bin.gz"}, 2 * trainImages, 30, protocol.LostTest},
		"all test data":           {[]string{"test-00.bin.gz", "test-01.bin.gz"}, 2 * trainImages, 0, protocol.LostAllTest},
		"one of each, first ones": {[]string{"train-00.bin.gz", "test-00.bin.gz"}, 2 * 120, 40, protocol.LostTest},
	} {
		t.Run(what, func(t *testing.T) {
			h := started(t)
			h.serveAll(c.lost...)
			h.run()
			for _, name := range c.lost {
				want := "shard " + name + ", shard " + name + ", shardLost " + name
				if len(c.lost) == 1 {
					h.wantFaults(want)
				} else if !strings.Contains(h.faults(), "shardLost "+name) {
					t.Errorf("faults: %s; want %s too", h.faults(), "shardLost "+name)
				}
			}
			if f := last[*protocol.Fault](h); f.Reason != c.why {
				t.Errorf("the last fault is %+v, want %q", f, c.why)
			}
			if p := last[*protocol.Progress](h); p.ImagesSeen != c.images {
				t.Errorf("saw %d images, want %d", p.ImagesSeen, c.images)
			}
			evals := got[*protocol.Eval](h)
			if (len(evals) == 0) != (c.evals == 0) || c.evals > 0 && evals[len(evals)-1].Images != c.evals {
				t.Errorf("evaluations %v", evals)
			}
			l := last[*protocol.Load](h)
			if n := uint32(5 - len(c.lost)); l.ShardsDone != n || l.ShardsTotal != n || l.BytesDone != l.BytesTotal {
				t.Errorf("load ends with %+v", l)
			}
			if h.s.training.phase != protocol.PhaseDone {
				t.Errorf("phase %v", h.s.training.phase)
			}
			h.posts, h.all = nil, nil
			h.send(&protocol.Start{}) // a new run tries them again
			h.serveAll()
			h.run()
			if len(h.all) != len(c.lost) {
				t.Errorf("a new run fetched %v", h.all)
			}
			if p := last[*protocol.Progress](h); p.ImagesSeen != 2*trainImages {
				t.Errorf("the new run saw %d images", p.ImagesSeen)
			}
			h.wantFaults("")
		})
	}
}

func TestNoTrainingData(t *testing.T) {
	h := started(t)
	lost := []string{"train-00.bin.gz", "train-01.bin.gz", "train-02.bin.gz"}
	h.serveAll(lost...)
	h.run()
	f := last[*protocol.Fault](h)
	if f.Code != protocol.CodeNoData || !strings.Contains(f.Detail, "HTTP 404") {
		t.Errorf("fault %+v", f)
	}
	if !slices.ContainsFunc(got[*protocol.Fault](h), func(f *protocol.Fault) bool { return f.Reason == protocol.LostTraining }) {
		t.Error("nobody says that no training images are left")
	}
	h.wantPhases("error")
	h.send(&protocol.Resume{}) // tries again
	h.serveAll(lost...)
	h.wantPhases("loading error")
	h.send(&protocol.Start{})
	h.serveAll()
	h.run()
	if e := last[*protocol.Eval](h); e.Images != testImages { // kept from before
		t.Errorf("evaluation %+v", e)
	}
	h.wantPhases("loading training done")
}

func TestLosingDataWhilePausedIsNoError(t *testing.T) {
	h := started(t)
	h.send(&protocol.Pause{})
	h.serveAll("train-00.bin.gz", "train-01.bin.gz", "train-02.bin.gz")
	h.run()
	h.wantPhases("paused")
	h.send(&protocol.Resume{})
	h.serveAll()
	h.run()
	h.wantPhases("loading training done")
}

func TestManifestFails(t *testing.T) {
	for what, fail := range map[string]func(h *fake){
		"missing": func(h *fake) { h.refuse(manifestName, "HTTP 404") },
		"bad":     func(h *fake) { h.s.Arrived(h.take(manifestName).ID, []byte("1"), "") },
	} {
		t.Run(what, func(t *testing.T) {
			h := newFake(t)
			h.prepare(smallRecipe)
			h.send(&protocol.Start{})
			for range 3 {
				fail(h)
			}
			h.run()
			h.wantFaults("shard MANIFEST.json, shard MANIFEST.json, noData")
			h.wantPhases("idle loading error")
			if len(h.asked) != 0 || !h.all[1].Reload || h.all[1].After == 0 {
				t.Errorf("requests %+v", h.all)
			}
			h.send(&protocol.Start{})
			h.serveAll()
			h.run()
			h.wantFaults("")
			h.wantPhases("loading training done")
		})
	}
}

func TestBadRecipeLeavesTheRunAlone(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	h := started(t)
	h.serveAll()
	h.untilStep(3)
	for field, spoil := range map[string]func(r *recipe.Recipe){
		"version":   func(r *recipe.Recipe) { *r = recipe.Recipe{} },
		"batchSize": func(r *recipe.Recipe) { r.BatchSize = 0 },
		"input":     func(r *recipe.Recipe) { r.Input = tensor.Shape{C: 1, H: 2, W: 2} },
	} {
		h.posts = nil
		r := parse(t, `{"preset":"mlp"}`)
		spoil(&r)
		h.send(&protocol.Prepare{Recipe: r})
		h.wantFaults("recipe " + field)
		h.wantPhases("")
	}
	h.run()
	if got := last[*protocol.PhaseChanged](h); got.Phase != protocol.PhaseDone || got.Fingerprint != want {
		t.Errorf("%+v, want weights %x", got, want)
	}
}

// TestRecipeForOtherData sends recipes that do not fit MNIST before it is there.
func TestRecipeForOtherData(t *testing.T) {
	for field, spoil := range map[string]func(r *recipe.Recipe){
		"input":     func(r *recipe.Recipe) { r.Input = tensor.Shape{C: 1, H: 2, W: 2} },
		"layers[4]": func(r *recipe.Recipe) { r.Layers[len(r.Layers)-1] = recipe.Dense(3) },
		"loss":      func(r *recipe.Recipe) { r.Loss = loss.Squares{} },
	} {
		h := newFake(t)
		r := parse(t, `{"preset":"mlp"}`)
		spoil(&r)
		h.send(&protocol.Prepare{Recipe: r})
		h.wantFaults("recipe " + field)
		other, err := train.New(r, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		h.send(&protocol.Restore{Recipe: r, Data: other.Snapshot(nil)})
		h.wantFaults("recipe " + field + ", snapshot")
	}
}

func TestDivergence(t *testing.T) {
	h := newFake(t)
	h.prepare(`{"preset":"mlp","optimizer":{"kind":"sgd"},"learningRate":100,"batchSize":20,"epochs":10,"init":{"kind":"normal","std":100}}`)
	h.send(&protocol.Start{}, &protocol.Classify{Seq: 1, Drawing: true, Images: make([]byte, 784)})
	h.serveAll()
	h.run()
	f := last[*protocol.Fault](h)
	if f.Code != protocol.CodeDiverged || f.Step == 0 || !strings.Contains(f.Detail, "learning rate") {
		t.Fatalf("fault %+v", f)
	}
	if h.s.training.phase != protocol.PhaseError {
		t.Errorf("phase %v", h.s.training.phase)
	}
	h.phases()
	h.send(&protocol.Resume{}, &protocol.StepOnce{}, &protocol.Classify{Seq: 2, Drawing: true, Images: make([]byte, 784)})
	h.run()
	p := last[*protocol.Classified](h)
	if sum := p.P[0] + p.P[9]; p.Seq != 2 || math.IsNaN(float64(sum)) {
		t.Errorf("prediction %+v", p)
	}
	h.wantPhases("")
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.run()
	h.wantPhases("idle training done")
}

func TestPanicsAreSaid(t *testing.T) {
	h := started(t)
	h.serveAll()
	h.untilStep(2)
	h.posts = nil
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Progress); ok {
			panic("layer: dense: input shape mismatch")
		}
	}
	h.run()
	h.onPost = nil
	if f := last[*protocol.Fault](h); f.Code != protocol.CodeInternal || f.Detail != "layer: dense: input shape mismatch" {
		t.Errorf("fault %+v", f)
	}
	h.wantPhases("error")
	h.onPost = func(m protocol.Message) {
		if _, ok := m.(*protocol.Prepared); ok {
			var nothing []int
			_ = nothing[len(h.posts)]
		}
	}
	h.send(&protocol.Reset{})
	h.onPost = nil
	if f := last[*protocol.Fault](h); f.Code != protocol.CodeInternal || !strings.Contains(f.Detail, "out of range") {
		t.Errorf("fault %+v", f)
	}
	h.posts = nil
	h.send(&protocol.Start{})
	h.run()
	h.wantPhases("idle training done")
}
