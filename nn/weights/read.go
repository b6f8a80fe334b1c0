package weights

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// Decode returns the arrays of a .npz archive, a .npy array or a safetensors
// file, whichever the first bytes say. Values of other widths become the nearest
// float32, and Fortran's order becomes row-major. Its errors wrap ErrFile.
func Decode(b []byte) ([]Array, error) {
	if len(b) > safetensors.MaxFile {
		return nil, wrong("it is larger than %d bytes", safetensors.MaxFile)
	}
	var r reader
	var err error
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		err = r.npz(b)
	case bytes.HasPrefix(b, []byte(npyMagic)):
		err = r.npy("array", bytes.NewReader(b))
	case len(b) > 8 && b[8] == '{':
		_, err = r.Safetensors(b)
	case bytes.HasPrefix(b, []byte(torchMagic)):
		err = wrong("it is PyTorch's (.pt, .pth), in the format before version 1.6; "+torchRemedy+torchModule, torchState)
	case len(b) > 2 && b[0] == 0x80 && b[1] >= 2 && b[1] <= 5:
		err = wrong("it is a Python pickle, which is a program; convert it where you trust it: numpy.savez(\"w.npz\", **pickle.load(open(FILE, \"rb\")))")
	default:
		err = wrong("it is neither a .npz archive, a .npy array nor a safetensors file")
	}
	if err != nil {
		return nil, err
	}
	if len(r.Arrays) == 0 {
		return nil, wrong("it holds no arrays")
	}
	return r.Arrays, nil
}

// ReadFile returns a file's bytes for Decode; a file above Decode's limit is an
// error.
func ReadFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, safetensors.MaxFile+1))
	if err == nil && len(b) > safetensors.MaxFile {
		err = wrong("%s is larger than %d bytes, the limit of a file of weights: give another", path, safetensors.MaxFile)
	}
	return b, err
}

// ReadDir returns the arrays of the .npy files of a folder, in the order of their
// names; if all are called arr_0.npy, arr_1.npy, ..., in the order of their
// numbers.
func ReadDir(dir string) ([]Array, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var r reader
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".npy")
		if !ok || safetensors.Counter(name) {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe would wait for its writer
			return nil, wrong("%s is not a regular file; take it out of the folder", path)
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		err = r.npy(name, f)
		f.Close()
		if err != nil {
			return nil, err
		}
	}
	if len(r.Arrays) == 0 {
		return nil, wrong("%s holds no .npy files", dir)
	}
	sortNumbered(r.Arrays)
	return r.Arrays, nil
}
