//go:build !js

package ch5

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/state/netcode"
)

// broken are chains that are no network, each with the reason's key, the place of the
// joint and the keys of the ways out.
var broken = []struct {
	net, why string
	at       int
	mends    string
}{
	{"", "empty", -1, "end"},
	{"relu", "untrainable", 0, "end"},
	{"dense20", "outputs", 0, "units end"},
	{"dense10-conv8,3", "row", 1, "before remove"},
	{"dense100-pool2-dense10", "row", 1, "before remove"},
	{"pool7-conv8,5-dense10", "window", 1, "pad kernel"},
	{"pool7-pool5-dense10", "window", 1, "window unpool"},
	{"pool7-avg5-dense10", "window", 1, "window unpool"},
	{"conv8,3,40-dense10", "field", 0, "stride remove"},
	{"conv8,5,1,0,9-dense10", "field", 0, "dilation remove"},
	{"pool3,3,2-dense10", "field", 0, "pad remove"},
	{"dense10-softmax", "softmax", 1, "remove end"},
	{"dense65536-dense10", "other", 0, "units units"},
	{"conv2000,3,1,1-dense10", "other", 0, "filters filters"},
	{"reshape2,28,28-dense10", "other", 0, "remove"},
}

func chainOf(t testing.TB, net string) *Blocks {
	t.Helper()
	layers, ok := parseChain(net)
	if !ok {
		t.Fatalf("%q is not read", net)
	}
	b := NewBlocks()
	b.begin(layers)
	return b
}

// TestPlan compares what joints say with the engine's networks.
func TestPlan(t *testing.T) {
	for _, name := range append(recipe.Presets(), recipe.BookPresets()...) {
		r, _ := recipe.Preset(name)
		net, err := network.New(r, 1)
		if err != nil {
			t.Fatal(err)
		}
		b := NewBlocks()
		if !b.Open(r.Layers) {
			t.Fatalf("%s does not open", name)
		}
		p := b.Plan()
		for i, l := range net.Layers() {
			params := 0
			for _, q := range l.Params() {
				params += q.Size()
			}
			if j := p.Joints[i]; j.Out != l.Out() || j.Params != params || j.Behind {
				t.Errorf("%s, joint %d: %+v, the engine has %v and %d", name, i, j, l.Out(), params)
			}
		}
		if p.Err != nil || p.Params != len(net.Values()) {
			t.Errorf("%s: %d parameters, the engine has %d; %v", name, p.Params, len(net.Values()), p.Err)
		}
	}
	// The book's network: 30 filters of 5x5 at 24 x 24 places.
	if j := NewBlocks().Plan().Joints[0]; j.Params != 780 || j.Products != 30*25*24*24 {
		t.Errorf("the first joint: %+v", j)
	}
}

func TestBroken(t *testing.T) {
	for _, c := range broken {
		b := chainOf(t, c.net)
		p := b.Plan()
		var keys []string
		for _, m := range b.Mends() {
			keys = append(keys, m.Key)
		}
		if p.Err == nil || p.At != c.at || strings.Join(keys, " ") != c.mends {
			t.Errorf("%q: %v at %d, ways out %v", c.net, p.Err, p.At, keys)
		}
		if got := chainText(b.Layers()); got != c.net {
			t.Errorf("%q is written %q", c.net, got)
		}
		for i, j := range p.Joints {
			if behind := !p.AtEnd && i > c.at; j.Behind != behind {
				t.Errorf("%q: joint %d is behind: %v", c.net, i, j.Behind)
			}
		}
	}
}

// TestEveryWayOut takes random chains, most of them impossible, and checks that the
// engine agrees on which are, that each way out helps, and that they lead to a network.
func TestEveryWayOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	impossible, mended := 0, 0
	for range 400 {
		b := NewBlocks()
		b.begin(nil)
		for range rng.IntN(9) {
			b.Add(rng.IntN(netcode.Offered))
			b.SetNumber(rng.IntN(4), float64(rng.IntN(40)))
			b.Choose(b.Beside(-rng.IntN(3)))
		}
		layers := b.Layers()
		err := recipe.Of(inkShape, layers...).ValidateKinds()
		if b.Plan().Err == nil {
			if _, err := network.New(labRecipe(layers), 1); err != nil {
				t.Errorf("%s: %v", chainText(layers), err)
			}
		} else if err == nil && b.Plan().Err.Code != "outputs" {
			t.Errorf("%s: refused by us only: %v", chainText(layers), b.Plan().Err)
		}
		if b.Plan().Err != nil {
			impossible++
		}
		for steps := 0; b.Plan().Err != nil; steps++ {
			ways := b.Mends()
			if len(ways) == 0 || len(ways) > offeredMends || steps > 30 {
				t.Fatalf("%s: %v, %d ways out after %d", chainText(b.Layers()), b.Plan().Err, len(ways), steps)
			}
			at, atEnd := b.Plan().At, b.Plan().AtEnd
			failed := 0
			if !atEnd {
				failed = b.Chain()[at].ID
			}
			b.Mend(ways[rng.IntN(len(ways))])
			if p := b.Plan(); p.Err != nil && (atEnd || !p.AtEnd && b.Chain()[p.At].ID == failed) {
				t.Fatalf("%s: no way out of %v", chainText(b.Layers()), p.Err)
			}
			mended++
		}
	}
	if impossible < 100 || mended < 150 {
		t.Errorf("only %d chains were impossible, %d ways out taken", impossible, mended)
	}
}

// TestEdits does all kinds of edits and goes back and forth through them.
func TestEdits(t *testing.T) {
	b := NewBlocks()
	seen := []string{chainText(b.Layers())}
	step := func(what, want string, do func()) {
		t.Helper()
		do()
		got := chainText(b.Layers())
		if got != want {
			t.Fatalf("%s: %s, want %s", what, got, want)
		}
		if got != seen[len(seen)-1] {
			seen = append(seen, got)
		}
	}
	step("add a pooling", "conv30,5-relu-pool2-pool2-dense100-relu-dense10", func() { b.Add(1) })
	if !b.Pooled() || b.Plan().Params != 109_890 {
		t.Errorf("a second pooling leaves %d parameters", b.Plan().Params)
	}
	step("move up", "conv30,5-pool2-relu-pool2-dense100-relu-dense10", func() { b.Shift(-2) })
	step("beyond the end", "pool2-conv30,5-relu-pool2-dense100-relu-dense10", func() { b.Shift(-9) })
	step("drop behind", "conv30,5-relu-pool2-pool2-dense100-relu-dense10", func() { b.Drop(b.Chain()[0].ID, 3) })
	step("drop further on", "relu-pool2-conv30,5-pool2-dense100-relu-dense10", func() { b.Drop(b.Chain()[0].ID, 3) })
	step("and back", "conv30,5-relu-pool2-pool2-dense100-relu-dense10", func() { b.Drop(b.Chosen(), 0); b.Choose(b.Chain()[3].ID) })
	step("drop in place", "conv30,5-relu-pool2-pool2-dense100-relu-dense10", func() { b.Drop(b.Chosen(), 3) })
	step("and before", "conv30,5-pool2-relu-pool2-dense100-relu-dense10", func() { b.Drop(b.Chain()[2].ID, 1) })
	step("a window and its stride", "conv30,5-pool3-relu-pool2-dense100-relu-dense10", func() { b.SetNumber(0, 3) })
	step("typed on", "conv30,5-pool4-relu-pool2-dense100-relu-dense10", func() { b.SetNumber(0, 4) })
	seen = append(seen[:len(seen)-2], seen[len(seen)-1]) // one step back
	step("no number", "conv30,5-pool4-relu-pool2-dense100-relu-dense10", func() {
		if b.SetNumber(0, 0) || b.SetNumber(0, 1.5) || b.SetNumber(3, 1) {
			t.Error("it is taken")
		}
	})
	step("its stride alone", "conv30,5-pool4,2-relu-pool2-dense100-relu-dense10", func() { b.SetNumber(1, 2) })
	step("duplicate", "conv30,5-pool4,2-pool4,2-relu-pool2-dense100-relu-dense10", b.Duplicate)
	step("remove", "conv30,5-pool4,2-relu-pool2-dense100-relu-dense10", b.Remove)
	step("open", "dense50-relu-dense10", func() { r, _ := recipe.Preset("twolayer"); b.Open(r.Layers) })
	step("ten at the end", "dense50-relu-dense10-dense10", func() { b.Add(3) })
	step("first", "sigmoid-dense50-relu-dense10-dense10", func() { b.Choose(0); b.Add(7) })
	for i := len(seen) - 2; i >= 0; i-- {
		b.Undo()
		if got := chainText(b.Layers()); got != seen[i] {
			t.Fatalf("undone to %s, want %s", got, seen[i])
		}
		if b.Chosen() != 0 && b.index(b.Chosen()) < 0 {
			t.Fatal("what is chosen is not there")
		}
	}
	if b.CanUndo() || !b.CanRedo() {
		t.Error("there is more to undo")
	}
	for b.CanRedo() {
		b.Redo()
	}
	if got := chainText(b.Layers()); got != seen[len(seen)-1] {
		t.Errorf("redone to %s", got)
	}
	b.begin(nil)
	for range recipe.MaxLayers + 1 {
		b.Add(5)
	}
	if len(b.Chain()) != recipe.MaxLayers || b.Last() != Refused {
		t.Errorf("%d blocks", len(b.Chain()))
	}
}

func TestGapAt(t *testing.T) {
	middles := []float64{0.1, 0.3, 0.5}
	for y, want := range map[float64]int{-1: 0, 0.1: 0, 0.2: 1, 0.4: 2, 0.6: 3} {
		if got := GapAt(middles, y); got != want {
			t.Errorf("at %v the gap is %d, want %d", y, got, want)
		}
	}
}

func TestBlocksAddress(t *testing.T) {
	if got := NewBlocks().Address(); got != "" {
		t.Errorf("at first: %q", got)
	}
	for _, name := range append(recipe.Presets(), recipe.BookPresets()...) {
		r, _ := recipe.Preset(name)
		b, again := NewBlocks(), NewBlocks()
		b.Open(r.Layers)
		b.Choose(b.Chain()[1].ID)
		again.SetAddress(b.Address())
		if !slices.Equal(again.Layers(), r.Layers) || again.Address() != b.Address() || again.index(again.Chosen()) != 1 {
			t.Errorf("%s: %s comes back as %s", name, b.Address(), again.Address())
		}
	}
	for _, bad := range []string{"net=convex", "net=conv0", "net=conv1e1", "net=conv8,3.5", "net=conv8,3,1,0,1,1", "net=relu-", "net=-", "net=dense65537", "net=drop1", "net=leaky0",
		"net=relu" + strings.Repeat("-relu", recipe.MaxLayers), "net=dense1e3", "at=-1", "at=7", "at=x", "net=conv8,NaN", "net=conv8,,3", "what=5"} {
		b := NewBlocks()
		b.SetAddress(bad)
		if b.Address() != "" {
			t.Errorf("%q is taken: %q", bad, b.Address())
		}
	}
}

func FuzzBlocksAddress(f *testing.F) {
	for _, c := range broken {
		f.Add("net=" + c.net + "&at=1")
	}
	f.Add("net=conv65536,4096,1,16,16-convt65536,64,64,16-reshape1048576,1048576,1048576")
	f.Fuzz(func(t *testing.T, address string) {
		b := NewBlocks()
		b.SetAddress(address)
		if len(b.Chain()) > recipe.MaxLayers {
			t.Fatalf("%d blocks", len(b.Chain()))
		}
		again := NewBlocks()
		again.SetAddress(b.Address())
		if again.Address() != b.Address() {
			t.Errorf("%q comes back as %q", b.Address(), again.Address())
		}
	})
}
