package ch3

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/wasm/words"
)

// TestSentences checks which sentence a lab says; without a language, Words gives keys.
func TestSentences(t *testing.T) {
	w := &words.Words{}
	want := func(what, got, key string) {
		t.Helper()
		if got != key {
			t.Errorf("%s: %q, want %q", what, got, key)
		}
	}
	s := NewSoftmax()
	s.SetOwn(own)
	want("at first", s.Happened(w), "")
	s.Set(1, 3)
	want("one moved", s.Happened(w), "lab.3.3.moved")
	s.Set(2, 3)
	want("two moved", s.Happened(w), "lab.3.3.several")
	s.SetWarmth(30)
	want("warm", s.Happened(w), "lab.3.3.warm")
	s.Double()
	want("doubled", s.Happened(w), "lab.3.3.doubled")
	s.SetFactor(3)
	want("overflow", s.Happened(w), "lab.3.3.burst")

	sh := newShapes(7)
	want("one row", sh.Happened(w), "")
	want("all fit", sh.Reason(w), "lab.3.1.fits")
	sh.SetN(2)
	want("two rows", sh.Happened(w), "lab.3.1.batch")
	sh.Turn(2)
	want("broken", sh.Happened(w), "lab.3.1.broken lab.3.1.mend")
	want("its name", sh.MatrixName(3), "W₂ᵀ")
	sh.Turn(2)
	sh.Turn(0)
	sh.Turn(1)
	want("both", sh.Reason(w), "lab.3.1.broken lab.3.1.mend.both")
	sh.SetN(50)
	want("by chance", sh.Reason(w), "lab.3.1.chance")
	sh = newShapes(7)
	sh.Open(Cell{Scores, Argmax(sh.Rows.Pass(0).Scores())})
	for range Layers {
		sh.Follow(0)
	}
	want("a pixel", sh.Happened(w), "lab.3.1.traced")
	sh.SetN(3)
	want("more rows, later", sh.Happened(w), "lab.3.1.batch")
	sh.Follow(0)
	want("a pixel again", sh.Happened(w), "lab.3.1.traced")

	b := &Bends{}
	x := Scaled(digit(7), 1)
	want("nothing chosen", b.Happened(w, NewNets(), x), "")
	b.Choose(Step)
	want("step", b.Happened(w, NewNets(), x), "lab.3.2.flat")
	b.Choose(Identity)
	want("identity", b.Happened(w, NewNets(), x), "lab.3.2.collapsed")

	c, r := NewBatch(), newRows()
	want("the same", c.Verdict(w, c.Compare(r)), "lab.3.4.same")
	c.SetOrder(FourStrands)
	want("strands", c.Verdict(w, c.Compare(r)), "lab.3.4.order")
	want("bits", bits(math.Float32frombits(0x00c0ffee)), "00c0ffee")
}

func TestBatchAddress(t *testing.T) {
	b, again := NewBatch(), NewBatch()
	want := b.Address()
	b.SetSize(4)
	b.SetOrder(FourStrands)
	b.SetTop(50)
	again.SetAddress(b.Address())
	if again.size != 4 || again.order != FourStrands || again.top != 50 {
		t.Errorf("%q gives %q", b.Address(), again.Address())
	}
	again.SetAddress("n=99&order=7&top=-3")
	if again.size != maxBatch || again.order != OneByOne || again.top != 0 || want != "" {
		t.Errorf("nonsense gives %q", again.Address())
	}
}
