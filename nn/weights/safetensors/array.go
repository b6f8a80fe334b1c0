// Package safetensors reads and writes safetensors files, small enough for the page:
// named arrays of floating point numbers, and text about them.
//
// Files are not trusted: what a header claims is compared with what the file holds
// before anything is allocated.
package safetensors

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Limits on the memory that a hostile file can take.
const (
	maxValues = 2 * recipe.MaxParams    // of all arrays together
	MaxFile   = 8*maxValues + (1 << 20) // bytes: float64 and headers
	MaxArrays = 1024
	maxDims   = 8
	MaxName   = 256 // bytes
)

// ErrFile is wrapped by every error about a file's content.
var ErrFile = errors.New("not a usable file of weights")

// Error is an error about a file's content, by what a program that has words of
// its own can say. It wraps ErrFile.
type Error struct {
	Code      string // one of the constants below
	Name      string // the array that does not fit, if it is one
	Got, Want string // its shape, and the network's
	text      string
}

// What is wrong with a file.
const (
	Torn    = "torn"    // it ends too soon, or its parts do not add up
	Damaged = "damaged" // its checksum is not its data's
	Large   = "large"   // it claims or holds too much
	Numbers = "numbers" // not of a floating point type, not finite, or not allowed
	Shape   = "shape"   // an array has another shape than the network's
	Missing = "missing" // the network's array Name is not there
	Extra   = "extra"   // more arrays than the network has
	Other   = "other"   // of another format
)

// Error implements error.
func (e *Error) Error() string { return ErrFile.Error() + ": " + e.text }

// Unwrap returns ErrFile.
func (e *Error) Unwrap() error { return ErrFile }

// Errorf returns an error about a file's content.
func Errorf(code, layout string, args ...any) *Error {
	return &Error{Code: code, text: format.Sprintf(layout, args...)}
}

// Array is one named array, row-major.
type Array struct {
	Name string
	Dims []int
	Data []float32
}

// ShapeOf formats an array's extents as NumPy does: (784, 50).
func ShapeOf(dims []int) string {
	s := make([]string, len(dims))
	for i, d := range dims {
		s[i] = strconv.Itoa(d)
	}
	if len(s) == 1 {
		s = append(s, "")
	}
	return "(" + strings.TrimSpace(strings.Join(s, ", ")) + ")"
}

// Reader collects a file's arrays and counts their values.
type Reader struct {
	Arrays []Array
	values int
	names  map[string]bool
}

// Claim checks the name and extents that a file claims for its next array, before
// anything of that size is allocated, and returns the number of its values.
func (r *Reader) Claim(name string, dims []int) (int, error) {
	if len(r.Arrays) == MaxArrays {
		return 0, Errorf(Large, "it holds more than %d arrays", MaxArrays)
	}
	if len(name) > MaxName {
		return 0, Errorf(Large, "an array's name is %d bytes long, at most %d", len(name), MaxName)
	}
	if r.names[name] {
		return 0, Errorf(Other, "it holds %q twice", name)
	}
	if len(dims) > maxDims {
		return 0, Errorf(Large, "%q has %d dimensions, at most %d", name, len(dims), maxDims)
	}
	n := 1
	for _, d := range dims {
		if d < 0 || d > maxValues || n*d > maxValues-r.values {
			return 0, Errorf(Large, "%q claims to be %s; all arrays together have at most %d values", name, ShapeOf(dims), maxValues)
		}
		n *= d
	}
	return n, nil
}

// Add appends an array after Claim allowed it.
func (r *Reader) Add(a Array) error {
	for i, v := range a.Data {
		if v64 := float64(v); math.IsNaN(v64) || math.IsInf(v64, 0) {
			return Errorf(Numbers, "value %d of %q is not a finite float32", i, a.Name)
		}
	}
	if r.names == nil {
		r.names = map[string]bool{}
	}
	r.names[a.Name] = true
	r.values += len(a.Data)
	r.Arrays = append(r.Arrays, a)
	return nil
}

// Counter reports whether an array is PyTorch's count of batches, which its batch
// normalisation saves and ours does not need.
func Counter(name string) bool { return strings.HasSuffix(name, "num_batches_tracked") }
