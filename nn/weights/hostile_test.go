package weights_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/weights"
)

// npy returns an array's file with the given dictionary.
func npy(dict string, data []byte) []byte {
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(dict)+1), byte((len(dict)+1)>>8))
	return append(append(append(b, dict...), '\n'), data...)
}

func dict(shape string) string {
	return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }"
}

// archive returns a zip archive with an entry per name: the data and as many zeros.
func archive(t testing.TB, data []byte, zeros int64, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(w, zeroes{}, zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func safe(head string, data ...byte) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(head)))
	return append(append(b, head...), data...)
}

// hostile returns files with false claims, by name.
func hostile(t testing.TB) map[string][]byte {
	four := make([]byte, 16)
	bomb := archive(t, npy(dict("(4,)"), nil), 256<<20, "W1.npy")
	many := make([]string, 30000)
	for i := range many {
		many[i] = fmt.Sprintf("a-name-of-some-length-%d.npy", i)
	}
	good := archive(t, npy(dict("(4,)"), four), 0, "W1.npy", "b1.npy")
	return map[string][]byte{
		"2^60 values":        npy(dict("(1152921504606846976,)"), four),
		"overflowing extent": npy(dict("(99999999999999999999,)"), four),
		"product overflows":  npy(dict("(4294967296, 4294967296)"), four),
		"negative extent":    npy(dict("(-4,)"), four),
		"8 million values":   npy(dict("(8388607,)"), four),
		"torn":               npy(dict("(4,)"), four[:15]),
		"too long":           npy(dict("(4,)"), append(four, 0)),
		"many dimensions":    npy(dict("(1, 1, 1, 1, 1, 1, 1, 1, 4)"), four),
		"no newline":         npy(dict("(4,)"), four)[:40],
		"empty dictionary":   npy("{}", four),
		"empty of 2^60":      npy(dict("(1152921504606846976, 0)"), nil),
		"a deep header":      npy(strings.Repeat("(", 4000), four),
		"a long header":      npy(dict("(4,)")+strings.Repeat(" ", 20000), four),
		"short descr":        npy("{'descr': ', 'fortran_order': False, 'shape': (4,), }", four),
		"structured":         npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,), }", four),
		"header of 4 GiB":    append([]byte("\x93NUMPY\x02\x00\xff\xff\xff\xff"), four...),
		"version 9":          append([]byte("\x93NUMPY\x09\x00\x10\x00"), four...),
		"bomb":               bomb,
		"same name twice":    archive(t, npy(dict("(4,)"), four), 0, "W1.npy", "W1.npy"),
		"not an array":       archive(t, npy(dict("(4,)"), four), 0, "W1.txt"),
		"too many arrays":    archive(t, npy(dict("(1,)"), four[:4]), 0, many[:2000]...),
		"long directory":     archive(t, nil, 0, many...),
		"torn zip":           good[:len(good)-30],
		"damaged zip":        append(append(bytes.Clone(good[:80]), 0xff), good[81:]...),
		"empty zip":          append([]byte("PK\x03\x04"), archive(t, nil, 0)...),

		"safetensors: huge header":    append(bytes.Repeat([]byte{0xff}, 8), '{', '}'),
		"safetensors: torn header":    append([]byte{200, 0, 0, 0, 0, 0, 0, 0}, "{}"...),
		"safetensors: not JSON":       safe(`{"W1":`),
		"safetensors: none":           safe(`{}`),
		"safetensors: repeated name":  safe(`{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}`, four...),
		"safetensors: overlap":        safe(`{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}`, four...),
		"safetensors: gap":            safe(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}`, four...),
		"safetensors: rest":           safe(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, four...),
		"safetensors: backwards":      safe(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}`, four...),
		"safetensors: past the end":   safe(`{"a":{"dtype":"F32","shape":[8],"data_offsets":[0,32]}}`, four...),
		"safetensors: 2^60":           safe(`{"a":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,16]}}`, four...),
		"safetensors: product":        safe(`{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,16]}}`, four...),
		"safetensors: negative":       safe(`{"a":{"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]}}`, four...),
		"safetensors: negative start": safe(`{"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}`, four...),
		"safetensors: wrong length":   safe(`{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}`, four...),
		"safetensors: integers":       safe(`{"a":{"dtype":"I32","shape":[4],"data_offsets":[0,16]}}`, four...),
		"safetensors: unknown field":  safe(`{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"code":"x"}}`, four...),
		"safetensors: NaN":            safe(`{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}`, 0, 0x7e),
		"safetensors: deep":           safe(strings.Repeat(`{"a":`, 100000)),
	}
}

// TestHostileFiles checks that a false claim costs no memory beyond a few times
// the file's own bytes.
func TestHostileFiles(t *testing.T) {
	for name, b := range hostile(t) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := weights.Decode(b)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, weights.ErrFile) {
			t.Errorf("%s: error is %v", name, err)
			continue
		}
		if name == "long directory" && !strings.Contains(err.Error(), "directory is too long") {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %.200s", name, err)
		if used, limit := after.TotalAlloc-before.TotalAlloc, uint64(4<<20+8*len(b)); used > limit {
			t.Errorf("%s: allocated %d bytes for a file of %d", name, used, len(b))
		}
	}
}

// TestTooManyValues reads a small archive of large arrays, together above the
// limit.
func TestTooManyValues(t *testing.T) {
	const values = 3_000_000
	b := archive(t, npy(dict("(3000, 1000)"), nil), 4*values, "a.npy", "b.npy", "c.npy")
	if len(b) > 4*values/100 {
		t.Fatalf("the archive has %d bytes", len(b))
	}
	if _, err := weights.Decode(b); !errors.Is(err, weights.ErrFile) || !strings.Contains(err.Error(), `"c" claims to be (3000, 1000)`) {
		t.Errorf("error is %v", err)
	}
}

// TestEveryByteChanged damages good files one byte at a time: each gives an error
// or sound arrays.
func TestEveryByteChanged(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"mlp-f8.npz", "mlp-f4-compressed.npz", "mlp.safetensors", "mlp-folder/arr_0.npy"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for i := range b {
			bad := bytes.Clone(b)
			bad[i] ^= byte(1 + rng.IntN(255))
			sound(t, bad)
			sound(t, b[:i])
		}
	}
}

// sound checks the arrays, or the error, of b.
func sound(t *testing.T, b []byte) {
	t.Helper()
	arrays, err := weights.Decode(b)
	if err != nil {
		if !errors.Is(err, weights.ErrFile) {
			t.Errorf("error does not wrap ErrFile: %v", err)
		}
		return
	}
	seen := map[string]bool{}
	for _, a := range arrays {
		n := 1
		for _, d := range a.Dims {
			n *= d
		}
		if n != len(a.Data) || seen[a.Name] {
			t.Errorf("array %q %v has %d values, or comes twice", a.Name, a.Dims, len(a.Data))
		}
		seen[a.Name] = true
		for _, v := range a.Data {
			if v-v != 0 {
				t.Errorf("array %q has %v", a.Name, v)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 10 {
		f.Fatalf("%d seeds, %v", len(files), err)
	}
	for _, path := range append(files, "testdata/mlp-folder/arr_0.npy") {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for name, b := range hostile(f) {
		if len(b) < 4096 && name != "" {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) { sound(t, b) })
}
