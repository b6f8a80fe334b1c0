package mnist

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/zerokara/zerokara/nn/internal/nntest"
)

func idx(body []byte, words ...uint32) []byte {
	var b []byte
	for _, w := range words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	return append(b, body...)
}

func TestReadIDX(t *testing.T) {
	pixels := make([]byte, 3000*Pixels) // more than one growth step
	for i := range pixels {
		pixels[i] = byte(i * 7)
	}
	got, err := ReadIDXImages(iotest.HalfReader(bytes.NewReader(idx(pixels, idxImages, 3000, 28, 28))))
	if err != nil || !bytes.Equal(got, pixels) {
		t.Errorf("images: %d bytes, %v", len(got), err)
	}
	labels := []byte{0, 9, 5}
	got, err = ReadIDXLabels(iotest.OneByteReader(bytes.NewReader(idx(labels, idxLabels, 3))))
	if err != nil || !bytes.Equal(got, labels) {
		t.Errorf("labels: %v, %v", got, err)
	}
}

func TestReadIDXRefuses(t *testing.T) {
	one := make([]byte, Pixels)
	for _, c := range []struct {
		file   []byte
		images bool
		want   string
	}{
		{nil, true, "header cut short"},
		{idx(nil, idxImages, 1, 28), true, "header cut short"},
		{idx(nil, idxLabels), false, "header cut short"},
		{idx([]byte{1}, idxLabels, 1, 28, 28), true, "swapped"},
		{idx(one, idxImages, 1, 28, 28), false, "swapped"},
		{idx(one, 0x1f8b0800, 1, 28, 28), true, "still gzipped"},
		{idx(one, idxImages, 1, 14, 56), true, "14x56 pixels instead of 28x28"},
		{idx(one, idxImages, 0, 28, 28), true, "a count of 0"},
		{idx(one, idxImages, 1<<31, 28, 28), true, "a count of 2147483648"},
		{idx(one[1:], idxImages, 1, 28, 28), true, "cut short: 783 bytes instead of 784"},
		{idx(append(one, 0), idxImages, 1, 28, 28), true, "more than the 784 bytes"},
		{idx([]byte{1, 10}, idxLabels, 2), false, "label 10 of sample 1"},
		{idx([]byte{1}, idxLabels, 2), false, "cut short: 1 bytes instead of 2"},
	} {
		var err error
		if c.images {
			_, err = ReadIDXImages(bytes.NewReader(c.file))
		} else {
			_, err = ReadIDXLabels(bytes.NewReader(c.file))
		}
		nntest.WantError(t, err, "mnist: IDX ", c.want)
	}
	broken := errors.New("broken disk")
	_, err := ReadIDXLabels(io.MultiReader(bytes.NewReader(idx([]byte{1}, idxLabels, 1)), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("error %v hides the reader's", err)
	}
}

// A short file that announces a million images must not cost 800 MB.
func TestReadIDXMemoryIsBounded(t *testing.T) {
	file := idx(make([]byte, 1000), idxImages, maxSamples, 28, 28)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := ReadIDXImages(bytes.NewReader(file))
	runtime.ReadMemStats(&after)
	nntest.WantError(t, err, "cut short")
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("allocated %d bytes for a file of %d", n, len(file))
	}
}

func FuzzReadIDX(f *testing.F) {
	f.Add(idx(make([]byte, Pixels), idxImages, 1, 28, 28))
	f.Add(idx([]byte{1, 2}, idxLabels, 2))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if im, err := ReadIDXImages(bytes.NewReader(b)); err == nil && (len(im) == 0 || len(im) != len(b)-16 || len(im)%Pixels != 0) {
			t.Errorf("%d image bytes of a file of %d", len(im), len(b))
		}
		if la, err := ReadIDXLabels(bytes.NewReader(b)); err == nil && (len(la) != len(b)-8 || bytes.ContainsAny(la, "\x0a\xff")) {
			t.Errorf("labels %v", la)
		}
	})
}
