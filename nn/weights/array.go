package weights

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
)

// Limits on the memory that a hostile file can take.
const (
	maxValues = 2 * recipe.MaxParams    // of all arrays together
	maxFile   = 8*maxValues + (1 << 20) // bytes: float64 and headers
	maxArrays = 1024
	maxDims   = 8
	maxName   = 256 // bytes
)

// ErrFile is wrapped by every error about a file's content.
var ErrFile = errors.New("not a usable file of weights")

// wrong returns an error about a file's content.
func wrong(layout string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFile, fmt.Errorf(layout, args...))
}

// Array is one named array, row-major.
type Array struct {
	Name string
	Dims []int
	Data []float32
}

// shape formats an array's extents as NumPy does: (784, 50).
func shape(dims []int) string {
	s := make([]string, len(dims))
	for i, d := range dims {
		s[i] = fmt.Sprint(d)
	}
	if len(s) == 1 {
		s = append(s, "")
	}
	return "(" + strings.TrimSpace(strings.Join(s, ", ")) + ")"
}

// reader collects a file's arrays and counts their values.
type reader struct {
	arrays []Array
	values int
	names  map[string]bool
}

// claim checks the name and extents that a file claims for its next array, before
// anything of that size is allocated, and returns the number of its values.
func (r *reader) claim(name string, dims []int) (int, error) {
	if len(r.arrays) == maxArrays {
		return 0, wrong("it holds more than %d arrays", maxArrays)
	}
	if len(name) > maxName {
		return 0, wrong("an array's name is %d bytes long, at most %d", len(name), maxName)
	}
	if r.names[name] {
		return 0, wrong("it holds %q twice", name)
	}
	if len(dims) > maxDims {
		return 0, wrong("%q has %d dimensions, at most %d", name, len(dims), maxDims)
	}
	n := 1
	for _, d := range dims {
		if d < 0 || d > maxValues || n*d > maxValues-r.values {
			return 0, wrong("%q claims to be %s; all arrays together have at most %d values", name, shape(dims), maxValues)
		}
		n *= d
	}
	return n, nil
}

// add appends an array after claim allowed it.
func (r *reader) add(a Array) error {
	for i, v := range a.Data {
		if v64 := float64(v); math.IsNaN(v64) || math.IsInf(v64, 0) {
			return wrong("value %d of %q is not a finite float32", i, a.Name)
		}
	}
	if r.names == nil {
		r.names = map[string]bool{}
	}
	r.names[a.Name] = true
	r.values += len(a.Data)
	r.arrays = append(r.arrays, a)
	return nil
}

// counter reports whether an array is PyTorch's count of batches, which its batch
// normalisation saves and ours does not need.
func counter(name string) bool { return strings.HasSuffix(name, "num_batches_tracked") }

// rowMajor returns data in row-major order that is stored in Fortran's, the first
// index changing fastest.
func rowMajor(data []float32, dims []int) []float32 {
	out := make([]float32, len(data))
	index := make([]int, len(dims))
	for to := range out {
		from := 0
		for k := len(dims) - 1; k >= 0; k-- {
			from = from*dims[k] + index[k]
		}
		out[to] = data[from]
		for k := len(dims) - 1; k >= 0; k-- {
			if index[k]++; index[k] < dims[k] {
				break
			}
			index[k] = 0
		}
	}
	return out
}
