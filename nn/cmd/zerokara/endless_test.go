//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink/ndjson"
)

// TestEndlessFiles gives an endless file to every flag that takes one: it is
// refused and takes little memory.
func TestEndlessFiles(t *testing.T) {
	const zero = "/dev/zero"
	manifest, pipe := t.TempDir(), t.TempDir()
	if err := os.Symlink(zero, filepath.Join(manifest, "MANIFEST.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(zero, filepath.Join(pipe, "arr_0.npy")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		says string
		mib  uint64 // limit of memory
		args []string
	}{
		{"larger than 65536 bytes", 2, []string{"train", "-recipe", zero}},
		{"larger than 65536 bytes", 2, []string{"recipes", "-print", zero}},
		{"larger than 65536 bytes", 2, []string{"gan", "-recipe", zero}},
		{"larger than 67108864 bytes", 512, []string{"search", "-o", zero}},
		{"larger than", 512, []string{"eval", "-weights", zero}},
		{"not a regular file", 2, []string{"eval", "-weights", pipe, "-recipe", "mlp"}},
		{"does not end within", 32, []string{"strokes", "-weights", untrained(t), "-in", zero}},
		{"more than 262144 bytes", 16, []string{"eval", "-weights", untrained(t), "-data", manifest}},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := zerokara(t, c.args...)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, must say %q", c.args, err, c.says)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > c.mib {
			t.Errorf("%v: allocated %d MiB, at most %d", c.args, used, c.mib)
		}
	}
	endless := io.MultiReader(strings.NewReader("\n"), newlines{})
	if err := eachDrawing(endless, 1<<20, func(ndjson.Drawing) {}); err == nil || !strings.Contains(err.Error(), "larger than 1048576 bytes; split it") {
		t.Errorf("lines without end: %v", err)
	}
}

type newlines struct{}

func (newlines) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}
