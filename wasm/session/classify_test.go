package session

import (
	"slices"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestDigits checks that several digits are classified with their drawing, each as
// it would be alone, and only with that drawing.
func TestDigits(t *testing.T) {
	h := newFake(t)
	h.prepare(convRecipe)
	first, second := inked(3), inked(3)
	for i := range second.Images {
		second.Images[i] = 255 - second.Images[i]
	}
	h.send(&protocol.Classify{Seq: 3, Drawing: true, Images: slices.Concat(first.Images, first.Images, second.Images)})
	h.run()
	r := last[*protocol.Classified](h)
	if r.Seq != 3 || !r.Drawing || len(r.P) != 30 {
		t.Fatalf("drawing %d: %d probabilities", r.Seq, len(r.P))
	}
	for i, m := range []*protocol.Classify{first, first, second} {
		var p [10]float32
		var x [ink.Pixels]float32
		data.Input(x[:], m.Images)
		h.s.trainer.Predict(p[:], x[:])
		if [10]float32(r.P[10*i:]) != p {
			t.Errorf("image %d: %v, alone %v", i, r.P[10*i:], p)
		}
	}

	h.send(inked(4))
	h.run()
	if r := last[*protocol.Classified](h); r.Seq != 4 || len(r.P) != 10 {
		t.Errorf("a drawing of one digit: drawing %d, %d probabilities", r.Seq, len(r.P))
	}
	for name, size := range map[string]int{"torn": ink.Pixels + 1, "too many": (ink.MaxDigits + 2) * ink.Pixels} {
		h.posts = nil
		h.send(&protocol.Classify{Seq: 5, Drawing: true, Images: make([]byte, size)})
		if h.run(); h.faults() != "internal classify" || len(got[*protocol.Classified](h)) != 0 {
			t.Errorf("%s: %s", name, h.faults())
		}
	}
}

func TestClassifyOnce(t *testing.T) {
	h := trained(t)
	var images []byte
	const n = 70
	for i := range n {
		images = append(images, h.s.data.test.Bytes(i)...)
	}
	h.send(&protocol.Classify{Seq: 4, Images: images})
	h.run()
	r := last[*protocol.Classified](h)
	if r.Seq != 4 || r.Drawing || r.Step != steps || len(r.P) != 10*n {
		t.Fatalf("classified %+v", r)
	}
	correct := 0
	for i := range n {
		if tensor.ArgMax(r.P[10*i:][:10]) == h.s.data.test.Label(i) {
			correct++
		}
	}
	if e := last[*protocol.Eval](h); correct != int(e.Accuracy*testImages+0.5) {
		t.Errorf("%d correct, the evaluation says %v", correct, e.Accuracy)
	}
	h.posts = nil
	h.send(&protocol.Classify{Seq: 5})
	h.run()
	if r := last[*protocol.Classified](h); r.Seq != 5 || len(r.P) != 0 {
		t.Errorf("no images: %+v", r)
	}
	h.send(&protocol.Classify{Images: images[1:]})
	h.wantFaults("internal classify")
}
