package weights

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// npz reads the arrays of a zip archive of numpy.savez, in the order of the
// archive; if all are called arr_0, arr_1, ..., in the order of their numbers.
func (r *reader) npz(b []byte) error {
	// A directory of millions of empty entries would take a hundred times its bytes
	// of memory: read at most 1 MiB, enough for safetensors.MaxArrays entries.
	limited := &limitedReaderAt{r: bytes.NewReader(b), left: 1 << 20}
	z, err := zip.NewReader(limited, int64(len(b)))
	if limited.left < 0 {
		return wrong("its zip directory is too long; an archive of weights holds at most %d arrays", safetensors.MaxArrays)
	}
	if err != nil {
		return wrong("its zip archive is torn or damaged: %w", err)
	}
	limited.left = math.MaxInt64 // r counts the arrays
	if err := checkPyTorch(z.File); err != nil {
		return err
	}
	for _, f := range z.File {
		name, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			return wrong("its entry %.100q is not an array; names end in .npy", f.Name)
		}
		if len(name) > safetensors.MaxName {
			return wrong("an array's name is %d bytes long, at most %d", len(name), safetensors.MaxName)
		}
		if safetensors.Counter(name) {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return wrong("its entry %.100q cannot be read: %w", f.Name, err)
		}
		err = r.npy(name, in)
		in.Close()
		if err != nil {
			return err
		}
	}
	sortNumbered(r.Arrays)
	return nil
}

// limitedReaderAt is an io.ReaderAt that fails after left bytes.
type limitedReaderAt struct {
	r    io.ReaderAt
	left int64
}

func (l *limitedReaderAt) ReadAt(p []byte, at int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return l.r.ReadAt(p, at)
}

var numbered = regexp.MustCompile(`^arr_([0-9]{1,9})$`)

// sortNumbered sorts arrays called arr_0, arr_1, ... by their numbers, if all are:
// numpy.savez gives these names to positional arguments.
func sortNumbered(arrays []Array) {
	number := map[string]int{}
	for _, a := range arrays {
		m := numbered.FindStringSubmatch(a.Name)
		if m == nil {
			return
		}
		number[a.Name], _ = strconv.Atoi(m[1])
	}
	slices.SortFunc(arrays, func(a, b Array) int { return number[a.Name] - number[b.Name] })
}

// WriteNPZ writes arrays as numpy.savez does, uncompressed float32.
func WriteNPZ(w io.Writer, arrays []Array) error {
	z := zip.NewWriter(w)
	for _, a := range arrays {
		f, err := z.CreateHeader(&zip.FileHeader{Name: a.Name + ".npy", Method: zip.Store})
		if err != nil {
			return err
		}
		if err := writeNPY(f, a); err != nil {
			return err
		}
	}
	return z.Close()
}
