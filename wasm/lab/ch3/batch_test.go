package ch3

import (
	"math"
	"testing"
)

func newRows() *Rows {
	r := &Rows{}
	n := Untrained(1)
	r.Show(n, Sigmoid, digit(7))
	var others [][]byte
	for d := range 10 {
		others = append(others, digit(d))
	}
	r.SetOthers(others)
	return r
}

// TestBatchKeepsTheBits checks that a drawing's scores are the same, bit for bit, in
// batches of all sizes, and that another order of addition changes bits, but little.
func TestBatchKeepsTheBits(t *testing.T) {
	r, b := newRows(), NewBatch()
	for n := minBatch; n <= maxBatch; n++ {
		b.SetSize(n)
		if c := b.Compare(r); c.Same != 10 || len(c.Row) != 10 {
			t.Errorf("%d rows: %d scores are the same", n, c.Same)
		}
	}
	b.SetOrder(FourStrands)
	c := b.Compare(r)
	if c.Same == 10 {
		t.Error("the order of addition changes nothing")
	}
	for i := range c.Row {
		if d := math.Abs(float64(c.Row[i] - c.Alone[i])); d > 1e-6 {
			t.Errorf("the order of addition changes score %d by %v", i, d)
		}
	}
	r.own[300] ^= 128
	r.passes = nil
	before := c.Row[0]
	if c := b.Compare(r); c.Row[0] == before {
		t.Error("another drawing has the same score")
	}
}

func TestSaturate(t *testing.T) {
	n, grey := Untrained(1), digit(7)
	small, large := Saturate(n, grey, 1), Saturate(n, grey, 255)
	for i, z := range small.Sums { // without biases the sums are 255 times as large
		if math.Abs(float64(large.Sums[i]/z)-255) > 0.5 {
			t.Errorf("unit %d: sums %v and %v", i, z, large.Sums[i])
		}
	}
	if small.Saturated != 0 || small.Slope < 0.15 || large.Saturated < 40 || large.Slope > 0.02 {
		t.Errorf("0 to 1: %d, slope %v; 0 to 255: %d, slope %v", small.Saturated, small.Slope, large.Saturated, large.Slope)
	}
	// Once the mission's place is found, no other counts.
	b, found := NewBatch(), 0
	for at := range lastTop + 1 {
		b.SetTop(at)
		if b.Half(n, grey) {
			found++
			_, _, top := b.Top()
			if s := Saturate(n, grey, top).Saturated; s >= 25 {
				t.Errorf("up to %v: %d", top, s)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d places", found)
	}
	if _, _, top := b.Top(); top != 255 {
		t.Errorf("the largest range is %v", top)
	}
}
