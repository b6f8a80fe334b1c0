package mnist

import (
	"encoding/binary"
	"io"

	"github.com/zerokara/zerokara/nn/internal/format"
)

// The magic numbers of IDX, MNIST's own file format: two zero bytes, the type
// (8: unsigned byte), the number of dimensions.
const (
	idxImages = 0x00000803
	idxLabels = 0x00000801
)

// ReadIDXImages reads an IDX file of 28x28 images, such as
// train-images-idx3-ubyte, and returns Pixels bytes an image.
//
// The layout, all numbers 32-bit big-endian: magic 2051, count, rows, columns,
// then the pixels.
func ReadIDXImages(r io.Reader) ([]byte, error) {
	dims, err := idxHeader(r, "images", idxImages, 3)
	if err != nil {
		return nil, err
	}
	if dims[1] != Side || dims[2] != Side {
		return nil, format.Errorf("mnist: IDX images: %dx%d pixels instead of %dx%d: not an MNIST file", dims[1], dims[2], Side, Side)
	}
	return idxBody(r, "images", int(dims[0])*Pixels)
}

// ReadIDXLabels reads an IDX file of labels, such as train-labels-idx1-ubyte,
// and returns one byte a label, each 0 to 9.
//
// The layout: magic 2049 and count as 32-bit big-endian numbers, then the
// labels.
func ReadIDXLabels(r io.Reader) ([]byte, error) {
	dims, err := idxHeader(r, "labels", idxLabels, 1)
	if err != nil {
		return nil, err
	}
	labels, err := idxBody(r, "labels", int(dims[0]))
	if err != nil {
		return nil, err
	}
	for i, v := range labels {
		if v >= Classes {
			return nil, format.Errorf("mnist: IDX labels: label %d of sample %d is not a digit: not an MNIST file, or damaged", v, i)
		}
	}
	return labels, nil
}

// idxHeader reads the magic number and n dimensions.
func idxHeader(r io.Reader, what string, magic uint32, n int) ([3]uint32, error) {
	var b [16]byte
	var dims [3]uint32
	if _, err := io.ReadFull(r, b[:4+4*n]); err != nil {
		return dims, format.Errorf("mnist: IDX %s: header cut short: %w", what, err)
	}
	if got := binary.BigEndian.Uint32(b[:]); got != magic {
		hint := "is it still gzipped, or another file?"
		if got == idxImages || got == idxLabels {
			hint = "image and label files are swapped"
		}
		return dims, format.Errorf("mnist: IDX %s: magic number %#08x instead of %#08x: %s", what, got, magic, hint)
	}
	for i := range n {
		dims[i] = binary.BigEndian.Uint32(b[4+4*i:])
	}
	if dims[0] == 0 || dims[0] > maxSamples {
		return dims, format.Errorf("mnist: IDX %s: a count of %d: must be 1 to %d", what, dims[0], maxSamples)
	}
	return dims, nil
}

// idxBody reads exactly want bytes and the end of the file. It allocates as
// bytes arrive, so that a short file with a large count costs little.
func idxBody(r io.Reader, what string, want int) ([]byte, error) {
	const step = 1 << 20
	body := make([]byte, 0, min(want, step))
	for len(body) < want {
		n := len(body)
		if n == cap(body) {
			body = append(make([]byte, 0, min(want, 2*n)), body...)
		}
		body = body[:min(want, cap(body))]
		if got, err := io.ReadFull(r, body[n:]); err != nil {
			return nil, format.Errorf("mnist: IDX %s: cut short: %d bytes instead of %d: %w", what, n+got, want, err)
		}
	}
	var one [1]byte
	if n, err := io.ReadFull(r, one[:]); n != 0 {
		return nil, format.Errorf("mnist: IDX %s: more than the %d bytes that its header announces", what, want)
	} else if err != io.EOF {
		return nil, format.Errorf("mnist: IDX %s: %w", what, err)
	}
	return body, nil
}
