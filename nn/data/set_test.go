package data

import (
	"bytes"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
	"github.com/zerokara/zerokara/nn/tensor"
)

// The format of the sets here: bytes of an odd shape, ten classes.
var fake = Format{Shape: tensor.Shape{C: 3, H: 1, W: 7}, Bytes: true, Classes: 10}

const Pixels = 21

// batch returns bytes with labels.
func batch(inputs, labels []byte) Batch {
	b := Batch{N: len(labels), Bytes: inputs, Labels: make([]int32, len(labels))}
	for i, l := range labels {
		b.Labels[i] = int32(l)
	}
	return b
}

// fakeSet returns a set with blocks of the given sizes, all pending, and the
// content that fill gives each block: pixel j of sample i is i+j, its label i%10.
func fakeSet(t testing.TB, counts ...int) *Set {
	t.Helper()
	names := make([]string, len(counts))
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	s, err := NewBlocks(fake, names, counts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fill(t testing.TB, s *Set, blocks ...int) {
	t.Helper()
	for _, k := range blocks {
		b := s.Blocks()[k]
		var images, labels []byte
		for i := b.Start; i < b.End; i++ {
			for j := range Pixels {
				images = append(images, byte(i+j))
			}
			labels = append(labels, byte(i%10))
		}
		if err := s.Fill(k, batch(images, labels)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSetFillsBlockByBlock(t *testing.T) {
	s := fakeSet(t, 3, 5, 2)
	if s.Len() != 10 || s.Loaded() != 0 || s.Cap() != 10 {
		t.Fatalf("new set: Len %d, Loaded %d, Cap %d", s.Len(), s.Loaded(), s.Cap())
	}
	fill(t, s, 1)
	s.Lose(2)
	s.Lose(2)
	s.Lose(1) // loaded: stays
	if s.Len() != 8 || s.Loaded() != 5 || s.Cap() != 10 {
		t.Fatalf("Len %d, Loaded %d, Cap %d; want 8, 5, 10", s.Len(), s.Loaded(), s.Cap())
	}
	fill(t, s, 0)
	want := []Block{{"a", 0, 3, BlockLoaded}, {"b", 3, 8, BlockLoaded}, {"c", 8, 10, BlockLost}}
	for i, b := range s.Blocks() {
		if b != want[i] {
			t.Errorf("block %d is %+v, want %+v", i, b, want[i])
		}
	}
	for i := range 8 {
		im := s.Bytes(i)
		if len(im) != Pixels || im[0] != byte(i) || im[Pixels-1] != byte(i+Pixels-1) || s.Label(i) != i {
			t.Errorf("sample %d: %d bytes from %d, label %d", i, len(im), im[0], s.Label(i))
		}
	}
}

func TestSetKeepsACopy(t *testing.T) {
	s := fakeSet(t, 1)
	images, labels := bytes.Repeat([]byte{7}, Pixels), []byte{3}
	if err := s.Fill(0, batch(images, labels)); err != nil {
		t.Fatal(err)
	}
	clear(images)
	labels[0] = 0
	if s.Bytes(0)[5] != 7 || s.Label(0) != 3 {
		t.Error("the caller's buffer is still in use")
	}
}

func TestBytesAreOver255(t *testing.T) {
	s := fakeSet(t, 4)
	fill(t, s, 0)
	dst := make([]float32, Pixels+1)
	dst[Pixels] = 42
	s.Input(dst, 3)
	for j, v := range s.Bytes(3) {
		if d := dst[j] - float32(v)/255; d > 1e-7 || d < -1e-7 {
			t.Fatalf("pixel %d: %v for grey %d", j, dst[j], v)
		}
		if v == 255 && dst[j] != 1 || v == 0 && dst[j] != 0 {
			t.Fatalf("grey %d is %v", v, dst[j])
		}
	}
	if dst[Pixels] != 42 {
		t.Error("wrote past the image")
	}
}

func TestSetErrors(t *testing.T) {
	_, err := NewBlocks(fake, []string{"a"}, nil)
	nntest.WantError(t, err, "1 block names for 0 counts")
	_, err = NewBlocks(fake, nil, nil)
	nntest.WantError(t, err, "at least one block")
	for _, n := range []int{0, -1, maxValues/Pixels + 1} {
		_, err = NewBlocks(fake, []string{"a"}, []int{n})
		nntest.WantError(t, err, "block a")
	}
	_, err = NewBlocks(fake, []string{"a", "b"}, []int{maxValues / Pixels, maxValues / Pixels})
	nntest.WantError(t, err, "block b")

	s := fakeSet(t, 2, 1)
	im, la := make([]byte, 2*Pixels), []byte{9, 0}
	nntest.WantError(t, s.Fill(2, batch(im, la)), "block 2", "0 to 1")
	nntest.WantError(t, s.Fill(-1, batch(im, la)), "block -1")
	nntest.WantError(t, s.Fill(0, batch(im[1:], la)), "block a", "41 bytes of inputs instead of 42")
	nntest.WantError(t, s.Fill(0, batch(im, la[1:])), "block a", "1 samples instead of 2")
	nntest.WantError(t, s.Fill(0, batch(im, []byte{9, 10})), "block a", "label 10 of sample 1")
	short := batch(im, la)
	short.Labels = short.Labels[:1]
	nntest.WantError(t, s.Fill(0, short), "block a", "1 labels instead of 2")
	short = batch(im, la)
	short.Floats = make([]float32, 3)
	nntest.WantError(t, s.Fill(0, short), "block a", "3 float32 values of inputs instead of 0")
	if s.Loaded() != 0 || s.Blocks()[0].State != BlockPending {
		t.Error("a refused fill left its mark")
	}
	if err := s.Fill(0, batch(im, la)); err != nil {
		t.Fatal(err)
	}
	nntest.WantError(t, s.Fill(0, batch(im, la)), "block a", "loaded already")
	s.Lose(1)
	nntest.WantError(t, s.Fill(1, batch(im[:Pixels], la[:1])), "block b", "given up")
}

func TestSplit(t *testing.T) {
	s := fakeSet(t, 7, 5)
	_, _, err := s.Split(5)
	nntest.WantError(t, err, "block a", "not loaded")
	fill(t, s, 0)
	if sub, err := s.Subset(2, 7); err != nil || sub.Len() != 5 || sub.Label(0) != 2 {
		t.Errorf("subset of a loaded block: %v", err)
	}
	fill(t, s, 1)
	train, held, err := s.Split(4)
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 8 || train.Loaded() != 8 || held.Len() != 4 || held.Loaded() != 4 {
		t.Fatalf("split into %d and %d", train.Len(), held.Len())
	}
	if !bytes.Equal(train.Bytes(7), s.Bytes(7)) || !bytes.Equal(held.Bytes(0), s.Bytes(8)) || held.Label(3) != s.Label(11) {
		t.Error("samples moved")
	}
	for _, n := range []int{0, 12, 13, -1} {
		_, _, err := s.Split(n)
		nntest.WantError(t, err, "subset")
	}
}
