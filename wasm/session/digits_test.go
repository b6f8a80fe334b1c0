package session

import (
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestDigits checks that several digits are read with their drawing, each as it
// would be alone, and no longer than they are its.
func TestDigits(t *testing.T) {
	h := newFake(t)
	h.prepare(convRecipe)
	first, second := inked(3), inked(3)
	for i := range second.Pixels {
		second.Pixels[i] = 255 - second.Pixels[i]
	}
	h.send(&protocol.Digits{Seq: 3, Images: append(append([]byte(nil), first.Pixels...), second.Pixels...)})
	h.send(first)
	h.run()
	r := last[*protocol.Readings](h)
	if r.Seq != 3 || len(r.P) != 20 {
		t.Fatalf("drawing %d: %d probabilities", r.Seq, len(r.P))
	}
	for i, input := range []*protocol.Input{first, second} {
		var p [10]float32
		var x [ink.Pixels]float32
		data.Input(x[:], input.Pixels)
		h.s.trainer.Predict(p[:], x[:])
		if [10]float32(r.P[10*i:]) != p {
			t.Errorf("digit %d: %v, alone %v", i, r.P[10*i:], p)
		}
	}

	count := func() int { return len(got[*protocol.Readings](h)) }
	before := count()
	h.send(inked(4))
	h.run()
	if count() != before {
		t.Error("a drawing without digits has the ones before it")
	}
	h.send(&protocol.Digits{Seq: 5, Images: make([]byte, ink.Pixels+1)})
	if f := last[*protocol.Fault](h); f.Where != "digits" {
		t.Errorf("a torn image: %+v", f)
	}
	h.send(&protocol.Digits{Seq: 5, Images: make([]byte, (ink.MaxDigits+1)*ink.Pixels)})
	if f := last[*protocol.Fault](h); f.Where != "digits" {
		t.Errorf("too many: %+v", f)
	}
}
