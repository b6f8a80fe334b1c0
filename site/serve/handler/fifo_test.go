//go:build unix

package handler

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// within fails the test if f hangs.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s hangs", what)
	}
}

// TestFIFO requests a pipe without a writer, and a file beside it.
func TestFIFO(t *testing.T) {
	dir, h := site(t, "/")
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.js"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe.js", filepath.Join(dir, "link.js")); err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{"/pipe.js": http.StatusNotFound, "/link.js": http.StatusNotFound, "/boot.js": http.StatusOK} {
		within(t, path, func() {
			if r := ask(h, "GET", path); r.StatusCode != status {
				t.Errorf("%s: %s", path, r.Status)
			}
		})
	}
	other := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(other, "index.html"), 0o644); err != nil {
		t.Fatal(err)
	}
	within(t, "New", func() {
		if _, err := New(other, "/"); err == nil || !strings.Contains(err.Error(), "make site") {
			t.Errorf("index.html is a pipe: %v", err)
		}
	})
}
