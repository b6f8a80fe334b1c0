package shard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
)

// file is a shard as it is written to a test's folder.
type file struct {
	name   string
	count  int
	raw    []byte // the content
	zipped []byte // the file, if not gzip of raw
	sum    uint32 // the manifest's CRC-32, if not raw's
}

func content(count, first int) []byte {
	raw := bytes.Repeat([]byte{byte(first)}, count*mnist.Pixels)
	for i := range count {
		raw = append(raw, byte((first+i)%10))
	}
	return raw
}

func zip(raw []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(raw)
	w.Close()
	return b.Bytes()
}

// folder writes shards with a manifest that fits them: two for training, one
// for test.
func folder(t *testing.T, files ...file) string {
	t.Helper()
	dir := t.TempDir()
	var entries []string
	for _, f := range files {
		if f.zipped == nil {
			f.zipped = zip(f.raw)
		}
		if f.sum == 0 {
			f.sum = crc32.ChecksumIEEE(f.raw)
		}
		entries = append(entries, fmt.Sprintf(`{"name":%q,"count":%d,"bytes":%d,"sha256":"%x","crc32":"%08x"}`,
			f.name, f.count, len(f.zipped), sha256.Sum256(f.zipped), f.sum))
		write(t, filepath.Join(dir, f.name), f.zipped)
	}
	n := len(entries) - 1
	write(t, filepath.Join(dir, ManifestName), fmt.Appendf(nil, `{"version":1,"source":"s","citation":"c","licence":"l","train":[%s],"test":[%s]}`,
		strings.Join(entries[:n], ","), entries[n]))
	return dir
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func good() []file {
	return []file{
		{name: "train-00.bin.gz", count: 3, raw: content(3, 1)},
		{name: "train-01.bin.gz", count: 5, raw: content(5, 4)},
		{name: "test-00.bin.gz", count: 2, raw: content(2, 8)},
	}
}

func TestReadDir(t *testing.T) {
	train, test, err := ReadDir(folder(t, good()...))
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 8 || train.Loaded() != 8 || test.Loaded() != 2 || len(train.Blocks()) != 2 {
		t.Fatalf("%d and %d samples", train.Loaded(), test.Loaded())
	}
	if train.Label(2) != 3 || train.Label(3) != 4 || train.Bytes(3)[783] != 4 || test.Label(1) != 9 || test.Bytes(0)[0] != 8 {
		t.Error("samples are not where they belong")
	}
}

func TestReadDirRefuses(t *testing.T) {
	change := func(f func(*file)) func(*testing.T) string {
		return func(t *testing.T) string {
			files := good()
			f(&files[1])
			return folder(t, files...)
		}
	}
	after := func(f func(*testing.T, string)) func(*testing.T) string {
		return func(t *testing.T) string {
			dir := folder(t, good()...)
			f(t, dir)
			return dir
		}
	}
	for name, c := range map[string]struct {
		dir  func(*testing.T) string
		want string
	}{
		"torn": {after(func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, "train-01.bin.gz"))
			write(t, filepath.Join(dir, "train-01.bin.gz"), b[:len(b)-1])
		}), "bytes instead of"},
		"changed": {after(func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, "train-01.bin.gz"))
			b[len(b)/2] ^= 1
			write(t, filepath.Join(dir, "train-01.bin.gz"), b)
		}), "SHA-256"},
		"missing": {after(func(t *testing.T, dir string) {
			os.Remove(filepath.Join(dir, "train-01.bin.gz"))
		}), "no such file"},
		"not gzip":      {change(func(f *file) { f.zipped = []byte("hello, this is no gzip") }), "gzip: invalid header"},
		"torn gzip":     {change(func(f *file) { z := zip(f.raw); f.zipped = z[:len(z)/2] }), "instead of"},
		"bad content":   {change(func(f *file) { f.sum = 7 }), "CRC-32"},
		"short content": {change(func(f *file) { f.raw = f.raw[1:] }), "3924 bytes instead of 3925"},
		"a bomb":        {change(func(f *file) { f.raw = make([]byte, 8<<20) }), "3926 bytes instead of 3925"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := ReadDir(c.dir(t))
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range []string{"train-01.bin.gz", c.want, "git checkout assets/mnist", "assets/pack"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q lacks %q", err, part)
				}
			}
		})
	}
	// A label that is none, in a shard that is otherwise intact.
	files := good()
	files[1].raw[5*mnist.Pixels] = 10
	_, _, err := ReadDir(folder(t, files...))
	if err == nil || !strings.Contains(err.Error(), "train-01.bin.gz: label 10") {
		t.Errorf("bad label: %v", err)
	}
}

func TestReadDirWithoutManifest(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		_, _, err := ReadDir(dir)
		if err == nil || !strings.Contains(err.Error(), ManifestName) || !strings.Contains(err.Error(), "git checkout") {
			t.Errorf("error %v", err)
		}
		write(t, filepath.Join(dir, ManifestName), []byte("{}"))
	}
}

// The shards of the repository are MNIST: their classes come in this order and
// number. That they are so to the byte is assets/pack's to test.
func TestReadMNIST(t *testing.T) {
	train, test, err := ReadDir("../../../assets/mnist")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		set   *data.Set
		first [5]uint8
		want  [10]int
	}{
		{train, [5]uint8{5, 0, 4, 1, 9}, [10]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}},
		{test, [5]uint8{7, 2, 1, 0, 4}, [10]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}},
	} {
		var got [10]int
		for i := range c.set.Len() {
			got[c.set.Label(i)]++
		}
		if got != c.want {
			t.Errorf("class counts %v, want %v", got, c.want)
		}
		for i, want := range c.first {
			if uint8(c.set.Label(i)) != want {
				t.Errorf("label %d is %d, want %d", i, c.set.Label(i), want)
			}
		}
	}
}
