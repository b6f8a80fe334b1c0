//go:build js

package ch5

import (
	"slices"
	"strings"
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

// mounted is a chapter with a lab open, an empty pad and a network, and what it asks the
// worker for.
type mounted struct {
	chapter *lab.Chapter
	model   *state.Model
	section js.Value
	posts   []protocol.Message
}

func mount(t *testing.T, id, sentences string) *mounted {
	t.Helper()
	m := &mounted{model: &state.Model{Steps: ink.MNIST()}, section: sectionOf(t)}
	p := &protocol.Prepared{Recipe: recipe.Of(tensor.Shape{C: 1, H: 28, W: 28}, recipe.Dense(10)), Params: 7850}
	p.Layers = []protocol.Layer{{Kind: "dense", Out: tensor.Vec(10), Params: 7850}}
	m.model.Apply(p)
	var w words.Words
	w.Use(strings.ReplaceAll(sentences, "=", "\x00"))
	page := lab.NewPage(m.model, &w, func() []byte { return make([]byte, lab.Pixels) }, lab.Commands{
		Went: func() {}, Fail: func(reason string) string { t.Error(reason); return reason },
		Post: func(c protocol.Message) { m.posts = append(m.posts, c) },
	})
	m.chapter = lab.NewChapter(page, "5", Labs())
	if !m.chapter.Open("lab="+id, false) {
		t.Fatal("there is no such lab")
	}
	return m
}

// taken returns what was asked for since the last call.
func (m *mounted) taken() []protocol.Message {
	posts := m.posts
	m.posts = nil
	return posts
}

// TestShopAsksAboutTheExample has lab 5.1 ask what the network predicts for the example
// while the pad is empty, once for each step.
func TestShopAsksAboutTheExample(t *testing.T) {
	m := mount(t, "5.1", "lab.5.1.digit={digit} {p}\x00lab.5.1.digit.none=none")
	said := func() string { return m.section.Call("querySelector", ".on-digit p").Get("textContent").String() }
	posts := m.taken()
	if len(posts) != 1 || said() != "none" {
		t.Fatalf("%d commands, %q", len(posts), said())
	}
	asked := posts[0].(*protocol.LabBackward)
	if slices.Max(asked.Digit) == 0 {
		t.Error("it asks about an empty image")
	}
	m.model.Progress.Step = 1
	if m.chapter.Show(); len(m.taken()) > 0 {
		t.Error("it asks again before it has an answer")
	}
	m.chapter.Hear(&protocol.LabBackprop{ID: asked.ID + 1, Outputs: []float32{0, 0, 0, 0, 9, 0, 0, 0, 0, 0}})
	m.chapter.Hear(&protocol.LabBackprop{ID: asked.ID, Outputs: []float32{0, 0, 0, 0, 0, 0, 0, 100, 0, 0}})
	if posts = m.taken(); said() != "7 1" || len(posts) != 1 {
		t.Errorf("it says %q, and asks %d times about the step since", said(), len(posts))
	}
	m.chapter.Hear(&protocol.LabBackprop{ID: posts[0].(*protocol.LabBackward).ID, Outputs: []float32{0, 0, 0, 0, 0, 0, 0, 100, 0, 0}})
	m.model.Progress.Step = 3
	m.chapter.Show()
	m.chapter.Show()
	if posts = m.taken(); len(posts) != 1 {
		t.Fatalf("after a step %d commands", len(posts))
	}
	m.chapter.Open("", false)
	m.chapter.Hear(&protocol.LabBackprop{ID: posts[0].(*protocol.LabBackward).ID, Outputs: make([]float32, 10)})
	if said() != "7 1" {
		t.Errorf("after leaving it says %q", said())
	}
}

// TestMicroscopeLeaves has lab 5.4 stop its curve in the worker when the visitor leaves,
// and ask for it again on the return.
func TestMicroscopeLeaves(t *testing.T) {
	m := mount(t, "5.4", "")
	posts := m.taken()
	if len(posts) != 2 {
		t.Fatalf("%d commands", len(posts))
	}
	backward, curve := posts[0].(*protocol.LabBackward), posts[1].(*protocol.LabLoss)
	m.chapter.Open("", false)
	if posts = m.taken(); len(posts) != 1 || posts[0].(*protocol.StopLab).ID != curve.ID {
		t.Fatalf("on leaving: %v", posts)
	}
	m.chapter.Hear(&protocol.LabLosses{ID: curve.ID, Refused: true})
	m.chapter.Hear(&protocol.LabBackprop{ID: backward.ID})
	if posts = m.taken(); len(posts) > 0 {
		t.Errorf("it goes on after leaving: %v", posts)
	}
	m.chapter.Open("lab=5.4", false)
	if posts = m.taken(); len(posts) != 2 || posts[1].(*protocol.LabLoss).ID == curve.ID {
		t.Errorf("on the return: %v", posts)
	}
}
